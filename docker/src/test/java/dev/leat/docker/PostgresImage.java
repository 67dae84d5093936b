package dev.leat.docker;

import dev.leat.testkit.ConnectorImages;
import dev.leat.testkit.Docker;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.tukaani.xz.XZInputStream;

/** An image of a PostgreSQL server: the public one where the engine has it, else one made of the tests' own server. */
final class PostgresImage {
    private static final String PUBLIC = "postgres:18-alpine";
    private static final String OWN = "leat/postgres-of-tests:local";

    private PostgresImage() {}

    static String any() throws Exception {
        for (String image : List.of(PUBLIC, OWN)) {
            if (Docker.run("image", "inspect", image).code() == 0) {
                return image;
            }
        }
        build();
        return OWN;
    }

    private static void build() throws Exception {
        Path folder = Files.createTempDirectory("leat-postgres");
        try {
            for (String file : List.of("Dockerfile", "start", "pg_isready")) {
                try (InputStream in = resource("postgres/" + file)) {
                    Files.copy(in, folder.resolve(file));
                }
            }
            boolean arm = System.getProperty("os.arch").equals("aarch64");
            try (InputStream packed = resource(arm ? "postgres-linux-arm_64.txz" : "postgres-linux-x86_64.txz");
                    InputStream tar = new XZInputStream(packed);
                    OutputStream out = Files.newOutputStream(folder.resolve("postgres.tar"))) {
                tar.transferTo(out);
            }
            // As good a base as any, and there.
            String base = "BASE=" + ConnectorImages.need("source-sample");
            Docker.run("build", "--build-arg", base, "--tag", OWN, folder.toString())
                    .worked();
        } finally {
            for (String file : List.of("Dockerfile", "start", "pg_isready", "postgres.tar")) {
                Files.deleteIfExists(folder.resolve(file));
            }
            Files.delete(folder);
        }
    }

    private static InputStream resource(String name) throws IOException {
        InputStream in = PostgresImage.class.getClassLoader().getResourceAsStream(name);
        if (in == null) {
            throw new IOException("no " + name + " on the class path of the tests");
        }
        return in;
    }
}
