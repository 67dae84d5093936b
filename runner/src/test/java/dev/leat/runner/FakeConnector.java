package dev.leat.runner;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A program in a jar that looks like one of Leat's connectors: it knows its schema, some streams, and nothing else. */
public final class FakeConnector {
    private static final String SPEC = """
            {"type":"SPEC","spec":{"connectionSpecification":{"type":"object","additionalProperties":false,\
            "required":["database"],\
            "x-leat-url":{"schemes":["pg"],"host":"host","port":"port","user":"user","password":"password","path":"database"},\
            "properties":{"host":{"type":"string"},"port":{"type":"integer","default":5432,"title":"TCP port"},\
            "database":{"type":"string"},"user":{"type":"string"},\
            "password":{"type":"string","airbyte_secret":true},"schemas":{"type":"array","items":{"type":"string"}}}},\
            "supportsIncremental":true,"supported_destination_sync_modes":["append","overwrite"],\
            "leat":{"name":"fake","source":true,"destination":true,"full_refresh":true,"rid_state":true,"rid":true,"session":true}}}""";
    private static final String CATALOG = """
            {"type":"CATALOG","catalog":{"streams":[\
            {"name":"orders","namespace":"public","json_schema":{"type":"object","properties":{"id":{"type":"integer"}}},\
            "supported_sync_modes":["full_refresh","incremental"],\
            "leat":{"row_estimate":12000,"rids":[{"column":"at"},{"column":"id","unique":true}]}},\
            {"name":"odd: \\"name\\" #1","json_schema":{"type":"object","properties":{}},\
            "supported_sync_modes":["full_refresh"]}]}}""";

    private FakeConnector() {}

    public static void main(String[] args) throws IOException {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        if (!args[0].equals("session")) {
            System.exit(answer(args[0], out));
        }
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            int code = answer(line.substring(2, line.indexOf('"', 2)), out);
            out.println("{\"type\":\"ANSWERED\",\"answered\":{\"exit_code\":" + code + "}}");
        }
    }

    private static int answer(String word, PrintStream out) {
        switch (word) {
            case "spec" -> out.println(SPEC);
            case "check" ->
                out.println("{\"type\":\"CONNECTION_STATUS\",\"connectionStatus\":{\"status\":\"SUCCEEDED\"}}");
            case "discover" -> out.println(CATALOG);
            default -> {
                return 2;
            }
        }
        return 0;
    }

    /** A folder with a jar per name that starts this class. */
    static Path library(Path lib, String... names) throws IOException {
        Files.createDirectories(lib);
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.MAIN_CLASS, FakeConnector.class.getName());
        attributes.put(
                Attributes.Name.CLASS_PATH,
                FakeConnector.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toString());
        for (String name : names) {
            try (OutputStream file = Files.newOutputStream(lib.resolve("leat-connector-" + name + ".jar"))) {
                new JarOutputStream(file, manifest).close();
            }
        }
        return lib;
    }
}
