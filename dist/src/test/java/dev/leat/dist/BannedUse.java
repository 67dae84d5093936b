package dev.leat.dist;

import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;

/** A call, member or annotation that is not used here, where that holds, and what to write instead. */
record BannedUse(Pattern use, BiPredicate<JavaSource, JavaSource.Use> where, String instead) {

    /** @param rowPackages packages of which some class handles rows */
    static List<BannedUse> all(Set<String> rowPackages) {
        BiPredicate<JavaSource, JavaSource.Use> everywhere = (source, use) -> true;
        BiPredicate<JavaSource, JavaSource.Use> onRowPath =
                (source, use) -> source.isMain() && rowPackages.contains(source.packageName());
        BiPredicate<JavaSource, JavaSource.Use> outsideMain =
                (source, use) -> !use.function().equals("main");
        return List.of(
                of(
                        "(Thread|(NANO|MICRO|MILLI)?SECONDS|MINUTES)\\.sleep",
                        everywhere,
                        "sleeping is slow when it is long and wrong when it is short. Wait for the event itself: a"
                                + " CountDownLatch or queue with a timeout, Process.waitFor(timeout), Condition.await"),
                of(
                        "String\\.format|\\w*\\.formatted",
                        onRowPath,
                        "this package handles rows, and formatting parses its pattern each time. Join with +, or write"
                                + " into the row's byte buffer"),
                of(
                        "DateTimeFormatter",
                        onRowPath,
                        "this package handles rows, and a formatter allocates per value. Write the digits into the"
                                + " row's byte buffer as the SDK's date and time code does"),
                of(
                        "@Disabled",
                        everywhere,
                        "a switched-off test is forgotten. Assert the bug as it is, so that the test fails on the day"
                                + " it is mended; or delete the test"),
                of(
                        "import java\\.util\\.(Date|Calendar|GregorianCalendar)|import java\\.text\\.SimpleDateFormat"
                                + "|import java\\.sql\\.(Date|Time|Timestamp)|util\\.(Date|Calendar)|sql\\.(Date|Timestamp)",
                        everywhere,
                        "it carries the machine's zone along. Use java.time: Instant, LocalDateTime, OffsetDateTime"),
                of(
                        "System\\.exit",
                        outsideMain,
                        "only a method named main ends the process. Return an exit code, or throw ConnectorException"));
    }

    private static BannedUse of(String use, BiPredicate<JavaSource, JavaSource.Use> where, String instead) {
        return new BannedUse(Pattern.compile(use), where, instead);
    }

    /** The findings in this file, as {@code file:line: message}. */
    List<String> in(JavaSource source) {
        return source.uses().stream()
                .filter(used -> use.matcher(used.text()).matches() && where.test(source, used))
                .map(used -> source.file() + ":" + used.line() + ": " + used.text() + " is not used here: " + instead)
                .distinct()
                .toList();
    }
}
