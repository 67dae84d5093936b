package dev.leat.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.StreamDescriptor;
import dev.leat.row.Bytes;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordPeekTest {
    private static final String BEFORE = "before\n";

    private static RecordPeek peek(String line) {
        byte[] bytes = (BEFORE + line).getBytes(StandardCharsets.UTF_8);
        return RecordPeek.at(bytes, BEFORE.length(), bytes.length - BEFORE.length());
    }

    private static String rename(String line, StreamDescriptor to) {
        byte[] bytes = (BEFORE + line + "\nafter").getBytes(StandardCharsets.UTF_8);
        int length = line.getBytes(StandardCharsets.UTF_8).length;
        Bytes out = new Bytes(16);
        RecordPeek.at(bytes, BEFORE.length(), length).rename(to, bytes, BEFORE.length(), length, out);
        return out.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"RECORD\",\"record\":{\"stream\":\"ö\",\"namespace\":\"n\",\"data\":{\"stream\":\"x\"},\"emitted_at\":1}}",
                "{\"record\": {\"data\": {\"namespace\": [{}]}, \"namespace\": \"n\", \"stream\": \"\\u00f6\"}, \"type\": \"RECORD\"}",
                " { \"x\" : {\"record\":1}, \"type\" : \"RECORD\" , \"record\" : { \"stream\" : \"ö\" , \"namespace\" : \"n\" } } ",
            })
    void theStreamIsFoundWhateverTheOrder(String line) {
        RecordPeek peek = peek(line);
        assertThat(peek.type()).isEqualTo("RECORD");
        assertThat(peek.stream()).isEqualTo(new StreamDescriptor("ö", "n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "   ", "text", "[1]", "{", "{\"type\":\"RECORD\"", "{\"a\":1} {\"b\":2}", "{\"a\":nul}"})
    void whatIsNotOneObjectIsNothing(String line) {
        assertThat(peek(line).type()).isNull();
    }

    @Test
    void othersHaveATypeAndNoStream() {
        assertThat(peek("{\"type\":\"LOG\",\"log\":{}}").type()).isEqualTo("LOG");
        assertThat(peek("{\"type\":\"LOG\",\"log\":{}}").stream()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{\"type\":\"RECORD\",\"record\":{\"stream\":\"a\",\"data\":{\"n\":1.50}}}| b|  | {\"type\":\"RECORD\",\"record\":{\"stream\":\"b\",\"data\":{\"n\":1.50}}}",
                "{\"type\":\"RECORD\",\"record\":{\"stream\":\"a\",\"data\":{}}}| b|s | {\"type\":\"RECORD\",\"record\":{\"stream\":\"b\",\"namespace\":\"s\",\"data\":{}}}",
                "{\"record\": {\"namespace\": \"n\", \"stream\": \"a\", \"data\": {}}, \"type\": \"RECORD\"}| b|s | {\"record\": {\"namespace\": \"s\", \"stream\": \"b\", \"data\": {}}, \"type\": \"RECORD\"}",
                "{\"record\": {\"stream\": \"ä\", \"data\": {}, \"namespace\": null}}| b|s | {\"record\": {\"stream\": \"b\", \"data\": {}, \"namespace\": \"s\"}}",
                "{\"record\": {\"stream\": \"ä\", \"data\": {}, \"namespace\": \"n\"}}| b|  | {\"record\": {\"stream\": \"b\", \"data\": {}, \"namespace\": null}}",
            })
    void renamingTouchesNothingElse(String line, String name, String namespace, String expected) {
        assertThat(rename(line, new StreamDescriptor(name, namespace))).isEqualTo(expected + "\n");
    }
}
