package dev.leat.connector.sample;

/**
 * The connector's configuration; {@code spec-schemas/connectors/sample.json} describes it.
 *
 * @param rows number of orders; the other streams follow in fixed proportions
 * @param seed what the shop is made from
 */
public record SampleConfig(long rows, long seed) {}
