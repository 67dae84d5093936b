package dev.leat.runner;

/** Shows how far a transfer is. */
sealed interface Progress permits ProgressBars, ProgressLines, ProgressJson, Progress.None {
    void begin(Streams streams, Activity activity, Ticker ticker);

    void end();

    /** Shows nothing. */
    record None() implements Progress {
        @Override
        public void begin(Streams streams, Activity activity, Ticker ticker) {}

        @Override
        public void end() {}
    }
}
