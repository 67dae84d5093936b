package dev.leat.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.ConnectorException;
import dev.leat.type.StreamSchema;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a connector is opened and closed, in a session. */
class OpeningTest {
    @TempDir
    Path folder;

    private final List<String> events = new ArrayList<>();
    private String one;
    private String two;

    /** Has no streams; says when it is opened and closed. */
    private Connector<ReadTest.Config> connector(boolean works) {
        return Connector.source("numbers", ReadTest.Config.class, (config, resources) -> {
            events.add("open " + config.bytes());
            resources.add(() -> events.add("close " + config.bytes()));
            return new Source() {
                @Override
                public List<StreamSchema> discover() {
                    if (!works) {
                        throw ConnectorException.unavailable("the connection is lost");
                    }
                    return List.of();
                }

                @Override
                public void read(ReadPlan stream, Emitter out) {
                    throw new AssertionError("there is no stream");
                }
            };
        });
    }

    @BeforeEach
    void configurations() throws IOException {
        one = configuration(1);
        two = configuration(2);
    }

    private String configuration(int bytes) throws IOException {
        return Files.writeString(folder.resolve(bytes + ".json"), "{\"values\":[],\"bytes\":" + bytes + "}")
                .toString();
    }

    private String session(boolean works, String... lines) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        connector(works)
                .run(
                        new ByteArrayInputStream(
                                String.join("\n", lines).concat("\n").getBytes(UTF_8)),
                        out,
                        "session");
        return out.toString(UTF_8);
    }

    private static String command(String verb, String config) {
        return "[\"" + verb + "\",\"--config\",\"" + config + "\"]";
    }

    @Test
    void commandsThatFollowEachOtherShareWhatIsOpen() throws IOException {
        String again = Files.copy(Path.of(one), folder.resolve("again.json")).toString();
        session(true, command("check", one), command("discover", one), command("discover", again));
        assertThat(events).containsExactly("open 1", "close 1");
    }

    @Test
    void anotherConfigurationIsOpenedAnew() {
        session(true, command("discover", one), command("discover", two), command("discover", one));
        assertThat(events).containsExactly("open 1", "close 1", "open 2", "close 2", "open 1", "close 1");
    }

    /** It is asked whether a connection can be made, not whether there is one. */
    @Test
    void aCheckIsAlwaysAnew() {
        session(true, command("discover", one), command("check", one));
        assertThat(events).containsExactly("open 1", "close 1", "open 1", "close 1");
    }

    @Test
    void whatFailedIsNotUsedAgain() {
        assertThat(session(false, command("discover", one), command("discover", one)))
                .contains("the connection is lost");
        assertThat(events).containsExactly("open 1", "close 1", "open 1", "close 1");
    }
}
