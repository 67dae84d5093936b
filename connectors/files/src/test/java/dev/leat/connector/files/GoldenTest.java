package dev.leat.connector.files;

import dev.leat.protocol.Message;
import dev.leat.testkit.Golden;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenTest {
    @Test
    void spec() throws Exception {
        Golden.assertMatches("spec.json", Runs.CONNECTOR.invoke("spec").run(), Message.Spec.class);
    }

    @Test
    void catalogOfCsvAndJsonLines(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("orders.csv"), """
                id,code,total,many,share,paid,day,at,updated_at,note,nothing
                1,007,1.50,12345678901234567890,1e-3,true,2026-11-20,2026-11-20 13:45:00,2026-11-20T13:45:00Z,"a, b",
                2,A7,20.25,1,0.5,false,2026-11-21,2026-11-20T13:45:00.25,2026-11-20T13:45:00+02:00,,
                """);
        Files.writeString(folder.resolve("events.jsonl"), """
                {"id":1,"big":18446744073709551615,"ratio":0.1,"ok":true,"name":"ü","tags":["a"],"at":"2026-11-20T13:45:00Z"}
                {"id":2,"ok":null,"deep":{"a":[1]},"tags":[],"mixed":1,"day":"2026-11-20"}
                {"id":3,"mixed":"one"}
                """);
        Files.createDirectory(folder.resolve("archive"));
        Files.writeString(folder.resolve("archive/orders.csv"), "id\n");
        Golden.assertMatches("catalog.json", Runs.on(folder).discover(), Message.Discovered.class);
    }
}
