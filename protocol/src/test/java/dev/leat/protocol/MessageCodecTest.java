package dev.leat.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageCodecTest {
    private static Optional<Message> parse(String line) {
        return MessageCodec.parse(line.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"RECORD\",\"record\":{\"stream\":\"users\",\"namespace\":\"public\",\"data\":{\"id\":1,\"amt\":12345678901234567890.1230},\"emitted_at\":1763629331398}}",
                "{\"type\":\"STATE\",\"state\":{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":{\"name\":\"users\",\"namespace\":\"public\"},\"stream_state\":{\"id\":5}},\"sourceStats\":{\"recordCount\":2.0}}}",
                "{\"type\":\"STATE\",\"state\":{\"type\":\"GLOBAL\",\"global\":{\"shared_state\":{\"lsn\":99},\"stream_states\":[{\"stream_descriptor\":{\"name\":\"users\"},\"stream_state\":{\"v\":1}}]},\"sourceStats\":{\"recordCount\":7.0},\"id\":3}}",
                "{\"type\":\"TRACE\",\"trace\":{\"type\":\"STREAM_STATUS\",\"emitted_at\":1763629331398.6,\"stream_status\":{\"stream_descriptor\":{\"name\":\"users\"},\"status\":\"COMPLETE\"}}}",
                "{\"type\":\"TRACE\",\"trace\":{\"type\":\"ERROR\",\"emitted_at\":17,\"error\":{\"message\":\"bad password\",\"failure_type\":\"config_error\"}}}",
                "{\"type\":\"LOG\",\"log\":{\"level\":\"INFO\",\"message\":\"hello\"}}",
                "{\"type\":\"CONNECTION_STATUS\",\"connectionStatus\":{\"status\":\"FAILED\",\"message\":\"no\"}}",
                "{\"type\":\"CATALOG\",\"catalog\":{\"streams\":[{\"name\":\"a\",\"json_schema\":{\"type\":\"object\"},\"supported_sync_modes\":[\"full_refresh\",\"incremental\"]}]}}",
                "{\"type\":\"SPEC\",\"spec\":{\"protocol_version\":\"0.2.0\",\"connectionSpecification\":{\"type\":\"object\"},\"supported_destination_sync_modes\":[\"append\",\"overwrite\"]}}"
            })
    void readsAndWritesTheSame(String line) {
        Message message = parse(line).orElseThrow();
        String written = new String(MessageCodec.format(message), StandardCharsets.UTF_8);
        assertThat(Json.parse(written)).isEqualTo(Json.parse(line));
        assertThat(written).contains(line.contains("12345678901234567890.1230") ? "12345678901234567890.1230" : "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "hello",
                "[1]",
                "{",
                "{\"type\":\"NEWS\"}",
                "{\"a\":1}",
                "{\"type\":\"LOG\"}",
                "null",
                "{\"type\":\"LOG\",\"log\":{\"level\":\"LOUD\",\"message\":\"x\"}}"
            })
    void anythingElseIsNoMessage(String line) {
        assertThat(parse(line)).isEmpty();
    }

    @Test
    void keepsWhatItDoesNotKnowOfAState() {
        Message.State state =
                (Message.State) parse("{\"type\":\"STATE\",\"state\":{\"type\":\"STREAM\",\"id\":7,\"x\":[1e2],"
                                + "\"stream\":{\"stream_descriptor\":{\"name\":\"s\"},\"stream_state\":{\"a\":1.10}}}}")
                        .orElseThrow();
        String echoed = new String(
                MessageCodec.format(new Message.State(state.state().withDestinationCount(4))), StandardCharsets.UTF_8);
        assertThat(echoed).contains("\"id\":7", "\"a\":1.10", "\"destinationStats\":{\"recordCount\":4.0}");
        assertThat(state.state().destinationRecordCount()).isEqualTo(-1);
    }

    @Test
    void readsAConfiguredCatalogOfAForeignRunner() {
        ConfiguredCatalog catalog = Json.bind(
                Json.parse(
                        "{\"streams\":[{\"stream\":{\"name\":\"a\",\"json_schema\":{},\"supported_sync_modes\":[\"full_refresh\"]},"
                                + "\"sync_mode\":\"incremental\",\"destination_sync_mode\":\"append_dedup\","
                                + "\"cursor_field\":[\"id\"],\"primary_key\":[[\"id\"]],\"generation_id\":0,\"future\":{}}]}"),
                ConfiguredCatalog.class);
        ConfiguredCatalog.ConfiguredStream stream = catalog.streams().getFirst();
        assertThat(stream.destinationSyncMode()).isEqualTo(DestinationSyncMode.APPEND_DEDUP);
        assertThat(stream.cursorField()).isEqualTo(List.of("id"));
        assertThat(stream.leat()).isNull();
    }
}
