package dev.leat.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.protocol.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class ConnectionUrlTest {
    private static final ObjectNode SCHEMA = (ObjectNode) Json.parse("""
            {"x-leat-url":{"host":"host","port":"port","user":"user","password":"password","path":"where"},
             "properties":{"host":{"type":"string"},"port":{"type":"integer"},"user":{"type":"string"},
               "password":{"type":"string"},"where":{"type":"string"},"rows":{"type":"integer"},
               "header":{"type":"boolean"},"schemas":{"type":"array","items":{"type":"string"}}}}""");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "sample: | {}",
                "sample:?rows=5&header=false | {\"rows\":5,\"header\":false}",
                "sqlite:a/b.sqlite | {\"where\":\"a/b.sqlite\"}",
                "sqlite:/abs/b.sqlite | {\"where\":\"/abs/b.sqlite\"}",
                "sqlite:///abs/b.sqlite | {\"where\":\"/abs/b.sqlite\"}",
                "pg://h | {\"host\":\"h\"}",
                "pg://h/ | {\"host\":\"h\"}",
                "pg://u@h:5/db?schemas=a,b | {\"host\":\"h\",\"port\":5,\"user\":\"u\",\"where\":\"db\",\"schemas\":[\"a\",\"b\"]}",
                "pg://u:p%40+%2F@[::1]:5/db | {\"host\":\"[::1]\",\"port\":5,\"user\":\"u\",\"password\":\"p@+/\",\"where\":\"db\"}",
            })
    void partsBecomeProperties(String url, String config) {
        assertThat(ConnectionUrl.parse(url).config(SCHEMA).toString()).isEqualTo(config);
    }

    @Test
    void whatIsNoUrlIsRefusedWithoutShowingIt() {
        assertThatThrownBy(() -> ConnectionUrl.parse("just words"))
                .hasMessageContaining("this is no URL of a system")
                .hasMessageNotContaining("just words");
    }

    @Test
    void aPartTheConnectorDoesNotKnowIsRefused() {
        ObjectNode bare = (ObjectNode) Json.parse("{\"properties\":{}}");
        assertThatThrownBy(() -> ConnectionUrl.parse("sample:folder").config(bare))
                .hasMessageContaining("a sample: URL has no path; leave it out");
    }
}
