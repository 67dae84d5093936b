package dev.leat.runner;

/**
 * Where one stream is at a moment.
 *
 * @param share of the rows expected, from 0 to 1; -1 if nobody knows how many there will be
 * @param secondsLeft -1 if unknown
 */
record ProgressFigures(
        String stream, long rows, double rowsPerSecond, double bytesPerSecond, double share, double secondsLeft) {

    static ProgressFigures of(StreamRun stream, long now) {
        long rows = stream.rowsShown;
        double seconds = Math.max(0.001, (now - stream.startNanos) / 1e9);
        double rowsPerSecond = rows / seconds;
        long expected = stream.rowsExpected;
        // An estimate that is passed was wrong: saying nothing is better than 100 % that goes on.
        boolean known = expected > 0 && rows <= expected;
        double left = known && rows > 0 ? (expected - rows) / rowsPerSecond : -1;
        return new ProgressFigures(
                stream.name(),
                rows,
                rowsPerSecond,
                stream.bytesShown / seconds,
                known ? (double) rows / expected : -1,
                left);
    }

    /** The figures in words. */
    String text() {
        StringBuilder text = new StringBuilder();
        text.append(Figures.count(rows)).append(" rows");
        if (share >= 0) {
            text.append(" (about ").append(Math.round(share * 100)).append(" %)");
        }
        text.append(", ").append(Figures.rate(rowsPerSecond)).append(" rows/s, ");
        text.append(Figures.megabytes(bytesPerSecond)).append("/s");
        if (secondsLeft >= 0) {
            text.append(", ").append(Figures.seconds(secondsLeft)).append(" left");
        }
        return text.toString();
    }
}
