package dev.leat.protocol;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * The one JSON configuration of the control plane. Numbers are exact (never a double), unknown properties are ignored
 * by records and kept by trees, and no input size is refused here: the line limit is the codec's business.
 *
 * <p>Rows do not pass through here: see {@code dev.leat.row}.
 */
public final class Json {
    /** Digits of the longest number literal accepted; PostgreSQL's {@code numeric} reaches 147,455. */
    public static final int NUMBER_DIGITS_MAX = 200_000;

    /** Levels of nesting accepted in one value. */
    public static final int NESTING_MAX = 2_000;

    public static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNumberLength(NUMBER_DIGITS_MAX)
                    .maxNestingDepth(NESTING_MAX)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .streamWriteConstraints(StreamWriteConstraints.builder()
                    .maxNestingDepth(NESTING_MAX)
                    .build())
            .disable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();

    /** Thread-safe; used for every control message, config, catalog and state. */
    public static final JsonMapper MAPPER = JsonMapper.builder(FACTORY)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .addModule(records())
            .build();

    private Json() {}

    private static SimpleModule records() {
        return new SimpleModule("records") {
            @Override
            public void setupModule(SetupContext context) {
                context.addValueInstantiators(new RecordConstruction());
            }
        };
    }
}
