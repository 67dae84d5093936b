package dev.leat.docker;

import java.util.Set;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.PostDiscoveryFilter;

/**
 * Of the suites' cases, the groups that are about a program and its surroundings: how it starts, its pipes and files,
 * signals and kills. What is on the lines is the same program's work in a container or not, and its own module has tried
 * that. {@code -Dleat.images=whole} runs the whole suites against the images, which takes minutes each.
 */
public final class CasesOfContainers implements PostDiscoveryFilter {
    private static final String SUITES = "dev.leat.testkit";

    private static final Set<Class<?>> GROUPS = Set.of(
            group("CheckCases"),
            group("SessionCases"),
            group("SourceProcessCases"),
            group("KillCases"),
            group("DestinationInputCases"));

    private static final boolean WHOLE = "whole".equals(System.getProperty("leat.images"));

    @Override
    public FilterResult apply(TestDescriptor test) {
        if (WHOLE || !(test.getSource().orElse(null) instanceof MethodSource source)) {
            return FilterResult.included("not chosen by method");
        }
        Class<?> group = source.getJavaMethod().getDeclaringClass();
        return FilterResult.includedIf(!group.getPackageName().equals(SUITES) || GROUPS.contains(group));
    }

    /** They are not visible here; one that is named otherwise one day must not pass for one without tests. */
    private static Class<?> group(String name) {
        try {
            return Class.forName(SUITES + "." + name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("the suites have no group " + name + " any more", e);
        }
    }
}
