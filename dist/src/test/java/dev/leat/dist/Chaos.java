package dev.leat.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.dist.LeatRun.Victim;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;

/**
 * Runs one replication again and again and kills one of its processes at a random moment each time, then lets it run to
 * its end. All that is random comes from one seed, which is printed; the machine's own timing does not.
 */
final class Chaos {
    /** How often each pair is shot at. */
    private static final int KILLS = Integer.getInteger("leat.chaos.kills", 20);

    /** Many commits in little data, so that a kill finds a run at every stage. */
    private static final Map<String, String> SMALL_STEPS =
            Map.of("LEAT_CHECKPOINT_BYTES", "50000", "LEAT_COMMIT_BYTES", "200000");

    /** Called after each kill, when everything of that run is gone. */
    interface Between {
        void look(int kills) throws Exception;
    }

    private final Path folder;
    private final String title;
    private final long seed = Long.getLong("leat.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Map<Victim, Integer> hits = new EnumMap<>(Victim.class);

    /** How long the last run took that was left alone: shots are spread over as much. */
    private long wholeRunMillis;

    Chaos(Path folder, String title) {
        this.folder = folder;
        this.title = title;
    }

    Random random() {
        return random;
    }

    /** Kills until there were enough. */
    void rage(Between between, String... args) throws Exception {
        int kills = 0;
        int attempts = 0;
        while (kills < KILLS) {
            assertThat(attempts++)
                    .as("runs that were over before they could be shot at")
                    .isLessThan(5 * KILLS + 20);
            Victim victim = Victim.values()[random.nextInt(Victim.values().length)];
            long begin = System.nanoTime();
            LeatRun run = Product.start(folder, SMALL_STEPS, args);
            boolean ended = run.endsWithin(random.nextLong(wholeRunMillis + 1));
            if (!ended && run.kill(victim)) {
                kills++;
                hits.merge(victim, 1, Integer::sum);
            } else {
                run.await();
                wholeRunMillis = millisSince(begin);
            }
            between.look(kills);
        }
        System.err.println(
                "chaos " + title + ": " + KILLS + " kills in " + attempts + " runs " + hits + ", seed " + seed);
    }

    /** Runs until a run succeeds, which the first one that is left alone must do. */
    LeatRun calm(String... args) throws Exception {
        long begin = System.nanoTime();
        LeatRun run = Product.run(folder, SMALL_STEPS, args).succeeded();
        wholeRunMillis = millisSince(begin);
        return run;
    }

    private static long millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000;
    }
}
