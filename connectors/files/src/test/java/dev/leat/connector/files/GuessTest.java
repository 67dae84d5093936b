package dev.leat.connector.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.Catalog;
import dev.leat.testkit.StreamChoice;
import dev.leat.type.Column;
import dev.leat.type.StreamJson;
import dev.leat.value.TypeName;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What types are guessed, what columns can be a RID, and what is said when a guess was wrong. */
class GuessTest {
    @TempDir
    Path folder;

    private String type(String name) throws Exception {
        Column column =
                StreamJson.fromWire(Runs.on(folder).stream("t")).columns().getFirst();
        assertThat(column.name()).isEqualTo(name);
        return TypeName.of(column.type());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '=',
            quoteCharacter = '\u0000',
            value = {
                "1 -2 0=int64",
                "9223372036854775807 -9223372036854775808=int64",
                "1 9223372036854775808=integer",
                "1 2.50=decimal",
                "1 1e5=decimal",
                "1 NaN -Infinity=decimal",
                "NaN=text",
                "007 8=text",
                "+1=text",
                "1. 2=text",
                ".5=text",
                "true FALSE True=bool",
                "true 1=text",
                "2024-02-29=date",
                "2023-02-29=text",
                "0044-03-15_BC 2024-01-01=date",
                "2024-02-29_12:00 2024-02-29T12:00:00.5=timestamp",
                "2024-02-29_12:00+02:00 2024-02-29T12:00:00Z=timestamptz",
                "2024-02-29_12:00+02:00 2024-02-29T12:00:00=text",
                "2024-02-29 2024-02-29T12:00:00=text",
                "2024-02-29_24:00=text",
                "12:00=text",
                "0190b2c4-7d1e-7abc-8def-0123456789ab=text",
                "{}=text",
                "1 x=text",
                "NULL=text",
            })
    void csv(String values, String type) throws Exception {
        List<String> lines = Arrays.stream(values.split(" ", -1))
                .map(value -> value.replace('_', ' '))
                .toList();
        Files.writeString(folder.resolve("t.csv"), "v,w\n" + String.join(",\n", lines) + ",\n,x\n");
        assertThat(type("v")).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '=',
            quoteCharacter = '\u0000',
            value = {
                "1 null -2=int64",
                "1 9223372036854775808=integer",
                "1 2.50=decimal",
                "1 \"NaN\"=decimal",
                "\"1\" \"2\"=text",
                "1 \"1\"=json",
                "true false=bool",
                "true 1=json",
                "\"2024-02-29\"=date",
                "\"2024-02-29T12:00:00Z\"=timestamptz",
                "\"2024-02-29T12:00:00Z\" \"x\"=text",
                "[1] [2]=json",
                "{} null=json",
                "null=text",
            })
    void jsonLines(String values, String type) throws Exception {
        StringBuilder lines = new StringBuilder();
        for (String value : values.split(" ", -1)) {
            lines.append("{\"v\":").append(value).append("}\n");
        }
        Files.writeString(folder.resolve("t.jsonl"), lines);
        assertThat(type("v")).isEqualTo(type);
    }

    @Test
    void quotesDoNotMakeText() throws Exception {
        Files.writeString(folder.resolve("t.csv"), "\"v\"\n\"1\"\n\"2\"\n");
        assertThat(type("v")).isEqualTo("int64");
    }

    @Test
    void columnsInOrderCanBeARid() throws Exception {
        Files.writeString(
                folder.resolve("t.csv"),
                "tie,day,id,same,gap,down,code\n1,2024-01-01,9,5,1,3,b\n1,2024-01-02,10,5,,2,c\n2,2024-01-02,11,5,3,1,d\n");
        Catalog.Stream stream = Runs.on(folder).stream("t");
        assertThat(stream.leat().rids().stream().map(Catalog.RidCandidate::column))
                .containsExactly("id", "code", "tie", "day");
        assertThat(stream.leat().rids()).noneMatch(Catalog.RidCandidate::unique);
        assertThat(stream.leat().rowEstimate()).isEqualTo(3);
    }

    @Test
    void aWrongGuessNamesThePlaceAndTheCure() throws Exception {
        Files.writeString(folder.resolve("t.csv"), "id,v\n1,1\n2,\"a\nb\"\n");
        Runs runs = Runs.on(folder, "infer_rows", 1);
        StreamChoice choice = StreamChoice.of(runs.stream("t"));
        Runs.refused(runs.read(choice), 4, "t.csv", "line 3", "\"v\"", "int64", "\"v\": \"text\"", "infer_rows");
        Runs text = Runs.on(folder, "infer_rows", 1, "streams", Map.of("t", Map.of("columns", Map.of("v", "text"))));
        assertThat(text.rows("t")).hasSize(2);
        assertThat(Runs.on(folder, "infer_rows", 0).rows("t")).hasSize(2);
    }

    @Test
    void aFieldThatComesLateIsNotLost() throws Exception {
        Files.writeString(folder.resolve("t.jsonl"), "{\"a\":1}\n{\"a\":2}\n{\"a\":3,\"b\":1}\n");
        Runs runs = Runs.on(folder, "infer_rows", 2);
        Runs.refused(runs.read(StreamChoice.of(runs.stream("t"))), 4, "line 3", "\"b\"", "infer_rows");
        Runs told = Runs.on(folder, "infer_rows", 2, "streams", Map.of("t", Map.of("columns", Map.of("b", "int8"))));
        assertThat(told.rows("t").getLast().path("b").asInt()).isEqualTo(1);
    }

    @Test
    void configurationsOfTypesAreChecked() throws Exception {
        Files.writeString(folder.resolve("t.csv"), "id,v\n1,1\n");
        Runs slip = Runs.on(folder, "streams", Map.of("t", Map.of("columns", Map.of("v", "int46"))));
        Runs.refused(slip.discover(), 2, "streams.t.columns.v", "int46", "int");
        Runs unknown = Runs.on(folder, "streams", Map.of("t", Map.of("columns", Map.of("w", "int64"))));
        Runs.refused(unknown.discover(), 2, "\"w\"", "\"v\"");
    }

    @ParameterizedTest
    @CsvSource({
        "'id,v\n1\n', line 2, 1 fields",
        "'id,v\n1,2,3\n', line 2, 3 fields",
        "'id,v\n1,\"open\n2,3\n', line 2, inside the quotes",
        "'id,v\n1,\"x\"y\n', line 2, closing quote",
        "'id,id\n1,2\n', two columns, \"id\"",
    })
    void aBrokenCsvFileIsRefused(String content, String place, String word) throws Exception {
        Files.writeString(folder.resolve("t.csv"), content);
        Runs.refused(Runs.on(folder).discover(), content.startsWith("id,id") ? 2 : 4, "t.csv", place, word);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {"{\"a\":1# line 2", "[1]# no JSON object", "{\"a\":1} x# line 2", "{\"a\":01}# line 2"})
    void aBrokenJsonLineIsRefused(String line, String words) throws Exception {
        Files.writeString(folder.resolve("t.jsonl"), "{\"a\":1}\n" + line + "\n{\"a\":2}\n");
        Runs.refused(Runs.on(folder).discover(), 4, "t.jsonl", words, line.substring(0, 3));
    }

    @Test
    void anotherEncodingIsReadWhenItIsNamed() throws Exception {
        Files.writeString(folder.resolve("t.csv"), "name\nJosé\n", Charset.forName("windows-1252"));
        Runs.refused(Runs.on(folder).discover(), 4, "t.csv", "csv.encoding");
        assertThat(Runs.on(folder, "csv", Map.of("encoding", "windows-1252"))
                        .rows("t")
                        .getFirst()
                        .path("name")
                        .asString())
                .isEqualTo("José");
        Files.writeString(folder.resolve("t.csv"), "\ufeffname\nJosé\n");
        assertThat(Runs.on(folder).rows("t").getFirst().path("name").asString()).isEqualTo("José");
    }

    @Test
    void aCompressedFileThatIsCutOffIsRefused() throws Exception {
        Path file = folder.resolve("t.csv.gz");
        try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("id\n1\n2\n".repeat(100).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        }
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 9));
        Runs.refused(Runs.on(folder).discover(), 4, "t.csv.gz", "cut off");
        Files.write(file, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
        Runs.refused(Runs.on(folder).discover(), 4, "t.csv.gz", "damaged");
    }

    @Test
    void twoFilesOfOneNameAreRefused() throws Exception {
        Files.writeString(folder.resolve("t.csv"), "a\n");
        Files.writeString(folder.resolve("t.jsonl"), "");
        Runs.refused(Runs.on(folder).discover(), 2, "t.csv", "t.jsonl", "rename");
    }

    @Test
    void aMissingFolderIsNamed() throws Exception {
        Runs.refused(Runs.on(folder.resolve("nowhere")).discover(), 2, "nowhere", "correct path");
    }

    @Test
    void aFolderIsADatabase() throws Exception {
        Files.createDirectories(folder.resolve("shop%3A1"));
        Files.writeString(folder.resolve("shop%3A1/a%2Fb.csv"), "id\n1\n");
        Files.writeString(folder.resolve("50%.csv"), "id\n1\n");
        Files.writeString(folder.resolve("UPPER.CSV"), "id\n1\n");
        Files.writeString(folder.resolve(".hidden.csv"), "id\n1\n");
        Files.writeString(folder.resolve("readme.txt"), "no stream");
        assertThat(Runs.on(folder).catalog().streams().stream()
                        .map(stream -> stream.descriptor().toString()))
                .containsExactly("50%", "UPPER", "shop:1.a/b");
    }
}
