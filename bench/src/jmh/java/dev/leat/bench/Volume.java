package dev.leat.bench;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Bytes beside operations: JMH reports them per second, too. */
@AuxCounters
@State(Scope.Thread)
public class Volume {
    public long bytes;
}
