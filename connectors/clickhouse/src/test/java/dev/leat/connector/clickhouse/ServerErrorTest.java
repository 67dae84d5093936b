package dev.leat.connector.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.connector.clickhouse.decode.BinaryInput;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What servers of different age say, and how they say it in the middle of an answer. */
class ServerErrorTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Code: 60. DB::Exception: Table shop.orders does not exist. (UNKNOWN_TABLE) (version 24.8.1.1 (official build))\n",
                "Code: 60. DB::Exception: Table shop.orders does not exist. (UNKNOWN_TABLE)",
                "\r\n__exception__\r\nabcdefgh\r\nCode: 60. DB::Exception: Table shop.orders does not exist. (UNKNOWN_TABLE)"
                        + " (version 26.7.2.1)\r\n137 abcdefgh\r\n__exception__\r\n",
                "HTTP header lines before it\r\n\r\nCode: 60. DB::Exception: Table shop.orders does not exist. (UNKNOWN_TABLE)"
            })
    void theSentenceIsFound(String text) {
        ServerError error = ServerError.of(text);
        assertThat(error.code()).isEqualTo(60);
        assertThat(error).hasMessage("Table shop.orders does not exist. (UNKNOWN_TABLE)");
    }

    @Test
    void whatIsNoSentenceIsKept() {
        ServerError error = ServerError.of("<html>502 Bad Gateway</html>\n");
        assertThat(error.code()).isZero();
        assertThat(error).hasMessage("<html>502 Bad Gateway</html>");
    }

    /** Older servers end the answer to a query that fails half-way like any other, with a sentence after the rows. */
    @Test
    void aSentenceAfterRowsIsNoRow() throws Exception {
        for (String before : new String[] {"", "\r\n__exception__\r\n"}) {
            byte[] answer = ("\u0001" + before
                            + "Code: 395. DB::Exception: it failed. (FUNCTION_THROW_IF_VALUE_IS_NON_ZERO)")
                    .getBytes(StandardCharsets.UTF_8);
            BinaryInput in = new BinaryInput(new ByteArrayInputStream(answer), 1 << 20);
            assertThat(in.mark()).isEqualTo(SelectedRows.ROW);
            assertThat(in.more()).isTrue();
            int mark = in.mark();
            assertThat(mark).isNotEqualTo(SelectedRows.ROW);
            assertThat(ServerError.of((char) mark + in.rest(1000)).code()).isEqualTo(395);
        }
    }
}
