package dev.leat.runner;

/** What people read when a replication has ended. */
final class Report {
    private Report() {}

    static void write(Log log, Results.Replication result) {
        String from = result.name();
        for (Results.Stream stream : result.streams()) {
            if (stream.failure() != null) {
                log.error(from, stream.name() + " FAILED: " + stream.failure().message());
            } else {
                String rate = stream.rows() == 0 || stream.seconds() < 0.1
                        ? ""
                        : ", " + Figures.rate(stream.rows() / stream.seconds()) + " rows/s, "
                                + Figures.megabytes(stream.bytes() / stream.seconds()) + "/s";
                log.info(
                        from,
                        stream.name() + ": " + Figures.count(stream.rows()) + " rows in "
                                + Figures.seconds(stream.seconds()) + rate);
            }
        }
        if (result.failure() != null
                && result.streams().stream()
                        .noneMatch(stream -> result.failure().equals(stream.failure()))) {
            log.error(from, result.failure().message());
        }
        log.info(
                from,
                result.status().word() + ", " + Figures.count(result.synced()) + " rows in "
                        + Figures.seconds(result.seconds()));
    }
}
