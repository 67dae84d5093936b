package dev.leat.testkit;

import java.util.List;
import java.util.Map;

/** What both suites are told about a connector. */
interface SuiteSetup {
    ConnectorUnderTest connector();

    Map<String, ?> config();

    List<BadConfig> badConfigs();

    /**
     * A configuration that {@code check} must answer with FAILED.
     *
     * @param words parts of the message it must say, such as the host that is down
     */
    record BadConfig(Map<String, ?> config, List<String> words) {}
}
