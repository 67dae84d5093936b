package dev.leat.runner;

/** A line per running stream every few seconds, for logs. */
record ProgressLines(Log log) implements Progress {
    private static final int EVERY_MILLIS = 5000;

    @Override
    public void begin(Streams streams, Activity activity, Ticker ticker) {
        ticker.every(EVERY_MILLIS, () -> show(streams, activity));
    }

    private void show(Streams streams, Activity activity) {
        String slow = activity.bottleneck();
        if (activity.isFinishing()) {
            log.info("leat", "all rows are sent; the destination is finishing");
        }
        for (StreamRun stream : streams.all()) {
            if (stream.running) {
                String text = ProgressFigures.of(stream, System.nanoTime()).text();
                log.info(stream.name(), text + (slow.isEmpty() ? "" : "; bottleneck: " + slow));
            }
        }
    }

    @Override
    public void end() {}
}
