package dev.leat.testkit;

import java.io.IOException;
import org.junit.jupiter.api.Assumptions;

/**
 * The images under test, as {@code docker/build} makes them. Where no engine answers, or they are not built, tests are
 * skipped with the reason; on CI ({@code CI=true}) they fail.
 */
public final class ConnectorImages {
    private static final String VERSION = System.getProperty("leat.version", "latest");

    private ConnectorImages() {}

    /**
     * The full name of an image that is there; without it the test ends here.
     *
     * @param name without what all have in common, such as {@code source-postgres} or {@code runner}
     */
    public static String need(String name) throws IOException, InterruptedException {
        String image = "leat/" + name + ":" + VERSION;
        String reason;
        try {
            Docker.Ended inspected = Docker.run("image", "inspect", "--format", "{{.Id}}", image);
            if (inspected.code() == 0) {
                return image;
            }
            reason = inspected.err().strip();
        } catch (IOException noCommand) {
            reason = noCommand.getMessage();
        }
        String missing = "no image " + image + " for the tests (docker/build makes it): " + reason;
        if ("true".equals(System.getenv("CI"))) {
            throw new IllegalStateException(missing);
        }
        return Assumptions.abort(missing);
    }
}
