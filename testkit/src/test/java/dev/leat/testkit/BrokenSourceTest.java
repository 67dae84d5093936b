package dev.leat.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A suite that cannot fail is worthless: each flaw fails the test that is there for it. */
class BrokenSourceTest {
    private static String flaw;

    static class Case extends SourceSuite {
        @TempDir
        static Path folder;

        @Override
        protected SourceSetup setup() throws Exception {
            ReferenceData.fill(folder, 60);
            Path large = Files.createDirectory(folder.resolve("large"));
            if (List.of("ignores SIGTERM", "forgets a part").contains(flaw)) {
                ReferenceData.fill(large, 5_000);
            }
            return SourceSetup.of(Tampered.with(flaw), ReferenceData.config(folder, flaw))
                    .bad(Map.of("folder", folder + "/missing"), "missing")
                    .bad(Map.of("folder", folder.toString(), "password", "wrong"), "password")
                    .large(ReferenceData.config(large, flaw))
                    .adding(() -> ReferenceData.add(folder, 7))
                    .mayBeEmpty("nothing");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "two specs, specIsOneMessageAndNothingElse",
        "undescribed, configurationSchemaDescribesEachProperty",
        "same order, configurationSchemaDescribesEachProperty",
        "unmarked secret, configurationSchemaMarksSecrets",
        "always well, checkSaysWhatIsWrong",
        "always well, checkNamesTheNearestKey",
        "tells secrets, checkSaysWhatIsWrong",
        "twice discovered, discoverAnswersOneCatalog",
        "unknown cursor, discoveredKeysAndRidsAreColumns",
        "prints, everyStreamHasRows",
        "undeclared column, rowsKeepToTheirSchema",
        "drops keys, valuesHaveTheFormOfTheirType",
        "local time, valuesHaveTheFormOfTheirType",
        "rounds numbers, valuesHaveTheFormOfTheirType",
        "no RUNNING, statusesTellALife",
        "no COMPLETE, statusesTellALife",
        "no states, eachStreamEndsWithAState",
        "wrong counts, statesCountTheRows",
        "whole counts, countsHaveADecimalPoint",
        "changes rows, readingTwiceGivesTheSame",
        "rows out of order, incrementalRowsComeInTheOrderOfTheirRid",
        "states ahead of rows, statesFollowTheRows",
        "ignores states, anyStateGivesTheRest",
        "loses ties, anyStateGivesTheRest",
        "loses ties, anyRowsRidGivesTheRest",
        "ignores states, nothingNewGivesTheSameState",
        "states go back, aStateOfTheFutureGivesNoRowsAndStays",
        "ignores states, aStateMadeForAnotherColumnIsRefused",
        "ignores states, newRowsAreFound",
        "ends well, anUnknownStreamIsRefusedByName",
        "ends well, aCatalogThatIsNoneIsRefused",
        "ignores states, aStateThatIsNoneIsRefused",
        "forgets a part, partsAreTheWhole",
        "no progress, dataGoesToAFile",
        "wrong progress, dataGoesToAFifo",
        "never waits, aFifoThatNobodyReadsIsToldOf",
        "other answers, aSessionAnswersLikeProcessesOfTheirOwn",
        "ignores SIGTERM, sigtermEndsWithAStateToGoOnFrom",
    })
    void fails(String flaw, String test) {
        BrokenSourceTest.flaw = flaw;
        Single.fails(Case.class, test);
    }
}
