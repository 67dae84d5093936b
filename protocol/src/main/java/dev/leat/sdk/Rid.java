package dev.leat.sdk;

import dev.leat.type.Type;

/**
 * The RID column of an incremental stream.
 *
 * @param column its position among the stream's columns
 * @param unique whether no two rows share a value
 */
public record Rid(int column, String name, Type type, boolean unique) {}
