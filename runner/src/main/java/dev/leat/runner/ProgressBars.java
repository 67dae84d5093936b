package dev.leat.runner;

import java.util.ArrayList;
import java.util.List;

/** A bar per running stream at the bottom of a terminal. */
record ProgressBars(Log log) implements Progress {
    private static final int EVERY_MILLIS = 200;
    private static final int WIDTH = 20;

    /** Bars shown at once: more would scroll, and a line that has scrolled away cannot be taken back. */
    private static final int SHOWN_MAX = 8;

    @Override
    public void begin(Streams streams, Activity activity, Ticker ticker) {
        ticker.every(EVERY_MILLIS, () -> log.bars(bars(streams, activity)));
    }

    @Override
    public void end() {
        log.bars(List.of());
    }

    private static List<String> bars(Streams streams, Activity activity) {
        List<String> bars = new ArrayList<>();
        String slow = activity.bottleneck();
        for (StreamRun stream : streams.all()) {
            if (stream.running && bars.size() < SHOWN_MAX) {
                ProgressFigures figures = ProgressFigures.of(stream, System.nanoTime());
                bars.add("  " + bar(figures.share()) + " " + figures.stream() + "  " + figures.text());
            }
        }
        if (activity.isFinishing()) {
            bars.add("  all rows are sent; the destination is finishing");
        }
        if (!bars.isEmpty() && !slow.isEmpty()) {
            bars.add("  bottleneck: " + slow);
        }
        return bars;
    }

    private static String bar(double share) {
        if (share < 0) {
            return "[" + "·".repeat(WIDTH) + "]";
        }
        int filled = (int) Math.round(share * WIDTH);
        return "[" + "█".repeat(filled) + "·".repeat(WIDTH - filled) + "]";
    }
}
