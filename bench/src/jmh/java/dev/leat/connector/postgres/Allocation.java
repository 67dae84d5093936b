package dev.leat.connector.postgres;

import com.sun.management.ThreadMXBean;
import dev.leat.bench.LineItem;
import dev.leat.bench.Volume;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * What the hot loops allocate once they are warm: how much, by the JVM's own count for this thread, and where, by the
 * flight recorder. The foreign lines, which take a parser's objects, show that both would see it.
 */
final class Allocation {
    private static final long WARM_UP_NANOS = TimeUnit.SECONDS.toNanos(4);
    private static final long MEASURED_NANOS = TimeUnit.SECONDS.toNanos(4);
    private static final String SAMPLE = "jdk.ObjectAllocationSample";
    private static final int FRAMES_SHOWN = 4;

    /** So many rows each time it is run. */
    private interface Loop {
        void run(Volume volume);
    }

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Path folder;
    private final Volume volume = new Volume();

    private Allocation(Path folder) {
        this.folder = folder;
    }

    /** @param arguments the folder for the recordings */
    public static void main(String[] arguments) throws Exception {
        Allocation allocation = new Allocation(Path.of(arguments[0]));
        EncodeBenchmark encode = new EncodeBenchmark();
        encode.setUp();
        DecodeBenchmark decode = new DecodeBenchmark();
        decode.setUp();
        System.out.println(allocation.of("encode", encode::encode));
        System.out.println(allocation.of("decode", decode::decode));
        System.out.println(allocation.of("decodeForeign", decode::decodeForeign));
    }

    private String of(String name, Loop loop) throws IOException {
        rows(loop, WARM_UP_NANOS);
        Path file = folder.resolve(name + ".jfr");
        long rows;
        long bytes;
        try (Recording recording = new Recording()) {
            recording.enable(SAMPLE).with("throttle", "1000/s").withStackTrace();
            recording.start();
            rows(loop, WARM_UP_NANOS / 4);
            long before = threads.getCurrentThreadAllocatedBytes();
            rows = rows(loop, MEASURED_NANOS);
            bytes = threads.getCurrentThreadAllocatedBytes() - before;
            recording.stop();
            recording.dump(file);
        }
        Map<String, Long> sites = sites(file);
        StringBuilder text = new StringBuilder(name + ": " + rows + " rows, " + bytes + " bytes allocated, "
                + hundredths(100.0 * bytes / rows) + " bytes a row; " + sites.size() + " places in " + file);
        sites.entrySet().stream()
                .sorted((a, b) -> Long.compare(b.getValue(), a.getValue()))
                .limit(5)
                .forEach(site -> text.append("\n    ")
                        .append(site.getValue() >> 10)
                        .append(" KB ")
                        .append(site.getKey()));
        return text.toString();
    }

    private static String hundredths(double value) {
        return Double.toString(Math.round(value) / 100.0);
    }

    private long rows(Loop loop, long nanos) {
        long rows = 0;
        for (long start = System.nanoTime(); System.nanoTime() - start < nanos; ) {
            loop.run(volume);
            rows += LineItem.ROWS;
        }
        return rows;
    }

    /** What this thread allocated, and where. */
    private static Map<String, Long> sites(Path file) throws IOException {
        Map<String, Long> sites = new TreeMap<>();
        for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
            if (event.getEventType().getName().equals(SAMPLE)
                    && event.getThread() != null
                    && event.getThread().getJavaThreadId()
                            == Thread.currentThread().threadId()) {
                sites.merge(site(event), event.getLong("weight"), Long::sum);
            }
        }
        return sites;
    }

    private static String site(RecordedEvent event) {
        List<RecordedFrame> frames = event.getStackTrace() == null
                ? List.of()
                : event.getStackTrace().getFrames();
        StringBuilder text = new StringBuilder(event.getClass("objectClass").getName());
        for (RecordedFrame frame : frames.subList(0, Math.min(FRAMES_SHOWN, frames.size()))) {
            String type = frame.getMethod().getType().getName();
            text.append(" < ").append(type.substring(type.lastIndexOf('.') + 1));
            text.append('.').append(frame.getMethod().getName());
        }
        return text.toString();
    }
}
