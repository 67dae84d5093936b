package dev.leat.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.protocol.ConnectorException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdentifiersTest {
    private static final Identifiers SHORT = new Identifiers('"', 20, true);
    private static final Identifiers CASELESS = new Identifiers('`', 0, false);

    @Test
    void quotesAreDoubled() {
        assertThat(SHORT.quoted("a\"b.c")).isEqualTo("\"a\"\"b.c\"");
        assertThat(CASELESS.list(List.of("a`b", "select"))).isEqualTo("`a``b`, `select`");
    }

    @Test
    void namesThatCannotBeAreRefused() {
        assertThatThrownBy(() -> SHORT.quoted("")).isInstanceOf(ConnectorException.class);
        assertThatThrownBy(() -> SHORT.quoted("a\0b")).hasMessageContaining("a\\0b");
    }

    @Test
    void longNamesAreCutToTheLimitTheSameEachTime() {
        String name = "a_name_that_is_too_long";
        assertThat(SHORT.fitted("just_twenty_bytes_ok")).isEqualTo("just_twenty_bytes_ok");
        assertThat(SHORT.fitted(name)).startsWith("a_name_that").hasSize(20).isEqualTo(SHORT.fitted(name));
        assertThat(SHORT.fitted(name)).isNotEqualTo(SHORT.fitted(name + "er"));
        assertThat(CASELESS.fitted(name)).isEqualTo(name);
    }

    @Test
    void noCharacterIsCutInTwo() {
        String fitted = SHORT.fitted("ğüş😀😀😀😀😀😀");
        assertThat(fitted.getBytes(StandardCharsets.UTF_8).length).isBetween(17, 20);
        assertThat(fitted).startsWith("ğüş").doesNotContain("\ufffd", "?");
        assertThat(new String(fitted.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(fitted);
    }

    @Test
    void namesMayBeCountedInCharacters() {
        Identifiers plane = new Identifiers('`', 20, Identifiers.Alphabet.PLANE_CHARACTERS, false);
        String twenty = "ğüşğüşğüşğüşğüşğüşğü";
        assertThat(plane.fitted(twenty)).isEqualTo(twenty);
        assertThat(plane.fitted(twenty + "ş")).hasSize(20).startsWith("ğüşğüş");
        assertThatThrownBy(() -> plane.quoted("a😀"))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("a😀");
        assertThatThrownBy(() -> plane.fitted(List.of("id", "😀"), "stream \"s\""))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("stream \"s\": a column cannot be named \"😀\"");
    }

    @Test
    void columnsThatWouldShareANameAreRefused() {
        assertThat(SHORT.fitted(List.of("id", "ID"), "x")).containsExactly("id", "ID");
        assertThatThrownBy(() -> CASELESS.fitted(List.of("id", "other", "ID"), "stream \"s\""))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("stream \"s\": the columns \"id\" and \"ID\"");
    }
}
