package dev.leat.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Shows each check a bad example, so that a silent check is a working check. */
class TidyRulesTest {
    private static List<String> banned(String file, String body) {
        var source = JavaSource.parse(file, "package dev.leat.row;\nclass A {\n" + body + "\n}\n");
        return BannedUse.all(Set.of("dev.leat.row")).stream()
                .flatMap(ban -> ban.in(source).stream())
                .toList();
    }

    @Test
    void bannedUsesAreFoundWithTheirLine() {
        assertThat(banned("x/src/main/java/A.java", "\nvoid f() { Thread.sleep(1); }"))
                .singleElement()
                .asString()
                .startsWith("x/src/main/java/A.java:4: Thread.sleep")
                .contains("CountDownLatch");
        assertThat(banned("x/src/main/java/A.java", "String f() { return \"%d\".formatted(1) + String.format(\"\"); }"))
                .hasSize(2);
        assertThat(banned("x/src/main/java/A.java", "void f() { System.exit(1); }"))
                .hasSize(1);
        assertThat(banned(
                        "x/src/test/java/A.java",
                        "@Disabled void f() { MILLISECONDS.sleep(1); new java.util.Date(); }"))
                .hasSize(3);
    }

    @Test
    void allowedUsesPass() {
        assertThat(banned("x/src/main/java/A.java", "static void main(String[] a) { System.exit(run(a)); }"))
                .isEmpty();
        assertThat(banned("x/src/test/java/A.java", "String f() { return \"%d\".formatted(1); }"))
                .isEmpty();
        assertThat(banned("x/src/main/java/A.java", "// Thread.sleep(1)\nString s = \"System.exit(1)\";"))
                .isEmpty();
    }

    @Test
    void functionsAreMeasuredFromTheirFirstLineToTheirLast() {
        var source =
                JavaSource.parse("A.java", "class A {\n  /** Doc. */\n  void f() {\n" + "\n".repeat(59) + "  }\n}");
        assertThat(source.functions()).containsExactly(new JavaSource.Function("f", 3, 61));
        assertThat(TidyTest.longFunctions(source)).singleElement().asString().startsWith("A.java:3: f has 61 lines");
    }

    @Test
    void namesForAPlaceAreFound() {
        var source = JavaSource.parse(
                "A.java",
                "package a.util;\nclass AbstractA {}\nclass BaseA {}\nclass AImpl {}\nclass AHelpers {}\n"
                        + "class LoaderV2 { void loadV3() {} }\nclass Base64Text {}\nclass Utf8 {}");
        assertThat(TidyTest.emptyNames(source)).hasSize(7);
    }
}
