package dev.leat.testkit;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/**
 * What every destination must do, as tests. A connector inherits them all:
 *
 * <pre>{@code
 * class SqliteDestinationTest extends DestinationSuite {
 *     @TempDir static Path folder;
 *
 *     @Override
 *     protected DestinationSetup setup() {
 *         Path file = folder.resolve("test.db");
 *         return DestinationSetup.of(
 *                         ConnectorUnderTest.of(SqliteConnector.CONNECTOR, SqliteConnector.class),
 *                         Map.of("path", file.toString()),
 *                         new SqliteTables(file))
 *                 .bad(Map.of("path", folder + "/missing/test.db"), "missing");
 *     }
 * }
 * }</pre>
 *
 * <p>What has arrived is read without the connector: {@link PostgresTables}, {@link SqliteTables}, {@link FileTables}, or
 * a {@link StoredTables} of your own. Nothing is skipped for what the connector does not declare in its spec: then its
 * refusal is asserted. Tests that kill run the connector as a process of its own.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
public abstract class DestinationSuite
        implements SpecCases,
                CheckCases,
                SessionCases,
                AppendCases,
                ReplaceCases,
                RidCases,
                RidErrorCases,
                RidPartCases,
                RidPerPartitionCases,
                StoredStateCases,
                InputErrorCases,
                NameCases,
                RowShapeCases,
                TypeCases,
                KillCases,
                DestinationInputCases {
    private DestinationSetup setup;

    /** The connector and what it is to be tried on. Called once, before the first test: start servers here. */
    protected abstract DestinationSetup setup() throws Exception;

    @BeforeAll
    void prepare() throws Exception {
        setup = setup();
    }

    @Override
    public final DestinationSetup suite() {
        return setup;
    }
}
