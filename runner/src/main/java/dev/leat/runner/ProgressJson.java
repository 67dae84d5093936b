package dev.leat.runner;

import dev.leat.protocol.Json;
import tools.jackson.databind.node.ObjectNode;

/** A JSON object per running stream and second on stderr, for programs that show progress themselves. */
record ProgressJson(Log log) implements Progress {
    private static final int EVERY_MILLIS = 1000;

    @Override
    public void begin(Streams streams, Activity activity, Ticker ticker) {
        ticker.every(EVERY_MILLIS, () -> show(streams, activity));
    }

    private void show(Streams streams, Activity activity) {
        for (StreamRun stream : streams.all()) {
            if (stream.running) {
                ProgressFigures figures = ProgressFigures.of(stream, System.nanoTime());
                ObjectNode line = Json.object();
                ObjectNode progress = line.putObject("progress");
                progress.put("stream", figures.stream()).put("rows", figures.rows());
                progress.put("rows_per_s", Math.round(figures.rowsPerSecond()));
                progress.put("bytes_per_s", Math.round(figures.bytesPerSecond()));
                if (figures.secondsLeft() >= 0) {
                    progress.put("seconds_left", Math.round(figures.secondsLeft()));
                }
                if (!activity.bottleneck().isEmpty()) {
                    progress.put("bottleneck", activity.bottleneck());
                }
                log.plain(line.toString());
            }
        }
    }

    @Override
    public void end() {}
}
