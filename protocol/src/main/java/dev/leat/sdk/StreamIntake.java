package dev.leat.sdk;

import dev.leat.protocol.ConfiguredCatalog.StateKind;

/** What {@link Delivery} knows of one stream. */
final class StreamIntake {
    enum Phase {
        /** Rows may come. */
        OPEN,
        /** The source said that it was all, and it is in the current or an earlier transaction. */
        COMPLETE,
        /** The source said that it was not all. */
        INCOMPLETE,
        /** Rows are no longer taken. */
        FAILED
    }

    final WritePlan plan;
    StreamWriter writer;
    Phase phase = Phase.OPEN;
    /** Whether the first row was looked at. */
    boolean started;
    /**
     * The RID that the destination had when the stream was opened, as a JSON literal; null if it had none, and where RIDs
     * are counted per partition: then each row is compared with its partition's.
     */
    byte[] lastRid;
    /** Rows received since the stream's last state. */
    long sinceState;
    /** Whether it was said that the stream is whole and durable. */
    boolean announced;
    /** Whether its rows come in no order, so that nothing less than all of them may be committed. */
    boolean unordered;
    /** Whether anything was done for it since the last commit. */
    boolean dirty;
    /** Rows that came after the stream had failed. */
    long discarded;

    StreamIntake(WritePlan plan) {
        this.plan = plan;
    }

    boolean takesRows() {
        return phase == Phase.OPEN;
    }

    /** Whether a commit now would keep a part of the stream that no later run could complete or take back. */
    boolean blocksCommit() {
        if (phase != Phase.OPEN && phase != Phase.INCOMPLETE || writer == null) {
            return false;
        }
        boolean loading = plan.mode() == WriteMode.REPLACE;
        boolean unresumable = sinceState > 0
                && (unordered || !(plan.state() == StateKind.RID && plan.rid().isPresent()));
        return loading || unresumable;
    }
}
