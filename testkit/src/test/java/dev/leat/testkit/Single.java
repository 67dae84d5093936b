package dev.leat.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Runs one test of a suite and wants it to fail on an assertion, or to pass. */
final class Single {
    private Single() {}

    static void fails(Class<?> suite, String method) {
        TestExecutionResult result = run(suite, method);
        assertThat(result.getStatus())
                .as("%s on a connector with the flaw it is there for", method)
                .isEqualTo(TestExecutionResult.Status.FAILED);
        assertThat(result.getThrowable().orElseThrow()).isInstanceOf(AssertionError.class);
    }

    static void passes(Class<?> suite, String method) {
        TestExecutionResult result = run(suite, method);
        assertThat(result.getStatus()).as("%s: %s", method, result).isEqualTo(TestExecutionResult.Status.SUCCESSFUL);
    }

    private static TestExecutionResult run(Class<?> suite, String method) {
        var results = EngineTestKit.engine("junit-jupiter")
                .selectors(selectMethod(suite, method))
                .execute();
        assertThat(results.containerEvents().failed().count())
                .as("failures before the test")
                .isZero();
        var ended = results.testEvents().finished().list();
        assertThat(ended).as("tests named " + method).hasSize(1);
        return ended.getFirst().getRequiredPayload(TestExecutionResult.class);
    }
}
