package org.apache.arrow.c;

/**
 * The address of a stream as Arrow's C interface has it. DuckDB's driver takes an object of a class of this name and asks
 * it for nothing else (2.0.0.1); Arrow's own is one of several libraries, which this spares.
 */
public record ArrowArrayStream(long memoryAddress) {}
