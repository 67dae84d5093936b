package dev.leat.dist;

import dev.leat.testkit.PostgresDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Sessions that insert rows while syncs run, in transactions that overlap: rows get their RID in one order and are
 * committed in another. Every row counts: what is committed must arrive.
 */
final class Writers implements AutoCloseable {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Future<?>> running = new ArrayList<>();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final PostgresDatabase database;
    private final Random random;

    Writers(PostgresDatabase database, Random random) {
        this.database = database;
        this.random = random;
    }

    /** Begins a session that runs one transaction after the other, each of some of the statements. */
    void session(String... statements) {
        Random own = new Random(random.nextLong());
        running.add(threads.submit(() -> {
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                while (!stop.await(own.nextInt(40), TimeUnit.MILLISECONDS)) {
                    transaction(connection, statement, own, statements);
                }
            }
            return null;
        }));
    }

    private void transaction(Connection connection, Statement statement, Random own, String... statements)
            throws SQLException, InterruptedException {
        int count = 1 + own.nextInt(4);
        for (int i = 0; i < count; i++) {
            statement.execute(statements[own.nextInt(statements.length)]);
            // The transaction stays open for a while, so that others take later RIDs and commit before it.
            if (own.nextInt(3) == 0 && stop.await(own.nextInt(60), TimeUnit.MILLISECONDS)) {
                break;
            }
        }
        if (own.nextInt(5) == 0) {
            connection.rollback();
        } else {
            connection.commit();
        }
    }

    /** Ends the sessions; throws what went wrong in one. */
    @Override
    public void close() throws Exception {
        stop.countDown();
        for (Future<?> session : running) {
            session.get(60, TimeUnit.SECONDS);
        }
        threads.shutdownNow();
    }
}
