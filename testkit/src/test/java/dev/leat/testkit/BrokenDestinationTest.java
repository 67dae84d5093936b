package dev.leat.testkit;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A suite that cannot fail is worthless: each flaw fails the test that is there for it. */
class BrokenDestinationTest {
    private static String flaw;

    static class Case extends DestinationSuite {
        @TempDir
        static Path folder;

        @Override
        protected DestinationSetup setup() {
            return DestinationSetup.of(
                            Tampered.with(flaw), ReferenceData.config(folder, flaw), new ReferenceTables(folder))
                    .bad(Map.of("folder", folder + "/missing"), "missing");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "acks early, rowsThatWereLostOnTheWayAreNoticed",
        "acks early, whatWasEchoedSurvivesSigkill",
        "acks early, aProducerThatDiesLeavesWhatWasEchoed",
        "echoes out of order, statesComeBackInOrderEachOnce",
        "echoes twice, statesComeBackInOrderEachOnce",
        "no states, rowsArriveAndTheirStateComesBack",
        "changes blobs, aStateComesBackAsItWas",
        "drops properties, aStateComesBackAsItWas",
        "loses rows, rowsArriveAndTheirStateComesBack",
        "ends well, anInputThatEndsTooEarlyIsAFailure",
        "swaps without COMPLETE, aStreamThatDoesNotEndKeepsTheOldRows",
        "swaps without COMPLETE, aLastLineThatIsCutOffIsNoEnd",
        "shows half, oldRowsAreSeenUntilTheStreamIsComplete",
        "leaves litter, replacingPutsNewRowsInThePlaceOfOldOnes",
        "appends always, replacingPutsNewRowsInThePlaceOfOldOnes",
        "doubles ties, tiedRowsAreNeitherLostNorDoubled",
        "doubles ties, equalRowsAreCounted",
        "drops ties at once, theBoundaryStaysWhenTheRunFails",
        "small rid, ridAnswersTheGreatestRid",
        "ignores states, aRunThatWasOvertakenIsRefused",
        "ignores states, aRunWithAnotherStateThanTheStoredOneIsRefused",
        "forgets states, aStoredStateIsAnsweredByRid",
        "one scope, statesOfOtherReplicationsAreLeftAlone",
        "states before rows, stateAndRowsAreOneTransaction",
        "doubles ties, runsThatAreKilledEndEqual",
        "does not lock, aSecondRunIsKeptOut",
        "takes anything, aValueOfTheWrongTypeIsNamed",
        "nulls what it cannot hold, aValueOfTheWrongTypeIsNamed",
        "rounds numbers, everyValueArrivesEqualOrIsRefused",
        "trims, everyValueArrivesEqualOrIsRefused",
        "refuses NUL without a word, everyValueArrivesEqualOrIsRefused",
        "empty is null, absentAndNullArriveAsNull",
        "one namespace, namespacesStayApart",
        "lower case, streamsThatDifferInCaseStayApart",
        "drops new columns, aNewColumnIsAddedOrRefused",
        "always technical, technicalColumnsCanBeLeftOut",
    })
    void fails(String flaw, String test) {
        BrokenDestinationTest.flaw = flaw;
        Single.fails(Case.class, test);
    }

    /** What a system cannot hold it may refuse. */
    @ParameterizedTest
    @CsvSource({"refuses NUL, everyValueArrivesEqualOrIsRefused"})
    void passes(String flaw, String test) {
        BrokenDestinationTest.flaw = flaw;
        Single.passes(Case.class, test);
    }
}
