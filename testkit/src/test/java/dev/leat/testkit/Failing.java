package dev.leat.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Runs one test of a suite and wants it to fail, on an assertion. */
final class Failing {
    private Failing() {}

    static void test(Class<?> suite, String method) {
        var results = EngineTestKit.engine("junit-jupiter")
                .selectors(selectMethod(suite, method))
                .execute();
        assertThat(results.containerEvents().failed().count())
                .as("failures before the test")
                .isZero();
        var ended = results.testEvents().finished().list();
        assertThat(ended).as("tests named " + method).hasSize(1);
        TestExecutionResult result = ended.getFirst().getRequiredPayload(TestExecutionResult.class);
        assertThat(result.getStatus())
                .as("%s on a connector with the flaw it is there for: %s", method, describe(ended.getFirst()))
                .isEqualTo(TestExecutionResult.Status.FAILED);
        assertThat(result.getThrowable().orElseThrow()).isInstanceOf(AssertionError.class);
    }

    private static String describe(Event event) {
        return event.getRequiredPayload(TestExecutionResult.class).toString();
    }
}
