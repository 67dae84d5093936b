"""What is measured inside one JVM: JMH, and allocations."""

import glob
import json
import os
import subprocess
import tempfile

import machine
import report

MODULE = os.path.join(machine.ROOT, "bench")
# As connectors run, but for the heap, which is the least they are to do with.
JVM = ["-XX:+UseSerialGC", "-Xmx128m"]
# JMH itself still uses what Java 25 warns of.
QUIET = "--sun-misc-unsafe-memory-access=allow"
JMH = ["-bm", "thrpt", "-tu", "s", "-f", "1", "-wi", "5", "-w", "2s", "-i", "5", "-r", "2s", "-prof", "gc"]


def built():
    """Builds the module; answers Java and how to tell it the class path."""
    home = machine.jdk()
    command = ["mvn", "-q", "-B", "-ntp", "-f", f"{machine.ROOT}/pom.xml", "-P", "bench,!strict", "-pl", "bench", "-am"]
    # Without the mark of a build's beginning, by which ./leat would take its own for outdated.
    build = subprocess.run(
        [*command, "-Dmaven.test.skip=true", "-Dmaven.antrun.skip=true", "package"],
        env=os.environ | {"JAVA_HOME": home}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
    )
    if build.returncode != 0:
        raise report.Trouble(f"the build failed:\n{build.stdout}")
    return built_already()


def built_already():
    jars = sorted(glob.glob(f"{MODULE}/target/lib/*.jar"))
    return f"{machine.jdk()}/bin/java", ["-cp", ":".join([f"{MODULE}/target/classes", *jars])]


def jmh(options):
    """microbenchmarks of the row path; with a regular expression, those that match"""
    java, class_path = built()
    report.head(machine.describe())
    with tempfile.TemporaryDirectory(prefix="leat-bench-") as folder:
        file = os.path.join(folder, "jmh.json")
        arguments = [*JMH, "-jvmArgs", " ".join([*JVM, QUIET]), "-rf", "json", "-rff", file]
        if options.regex:
            arguments.append(options.regex)
        if options.jfr:
            recordings = tempfile.mkdtemp(prefix="leat-bench-jfr-")
            arguments += ["-prof", f"jfr:dir={recordings}"]
            print(f"recordings: {recordings}")
        done = subprocess.run([java, QUIET, *class_path, "org.openjdk.jmh.Main", *arguments], check=False)
        if done.returncode != 0:
            return done.returncode
        with open(file, encoding="utf-8") as results:
            figures = json.load(results)
    show(figures)
    if options.json:
        with open(options.json, "w", encoding="utf-8") as out:
            json.dump(figures, out, indent=1)
    return 0 if figures else 1


def show(figures):
    lines = []
    for figure in figures:
        rows, more = figure["primaryMetric"], figure["secondaryMetrics"]
        name = figure["benchmark"].rpartition(".")[0].rpartition(".")[2].removesuffix("Benchmark")
        lines.append([
            f"{name}.{figure['benchmark'].rpartition('.')[2]} {' '.join(figure.get('params', {}).values())}".strip(),
            f"{more['bytes']['score'] / 1e9:.2f}",
            f"{more['bytes']['scoreError'] / 1e9:.2f}" if isinstance(more["bytes"]["scoreError"], float) else "-",
            f"{1e9 / rows['score']:.1f}",
            f"{more['gc.alloc.rate.norm']['score']:.2f}",
            "",
        ])
    print("\none core; an operation is a row, with Transcode a value; bytes are those of the JSON")
    report.table(["benchmark", "GB/s", "±", "ns/op", "bytes allocated/op", ""], lines)


def alloc(_):
    """what encode and decode allocate per row, counted by the JVM and sampled by JFR"""
    java, class_path = built()
    folder = tempfile.mkdtemp(prefix="leat-bench-jfr-")
    program = ["-Xlog:jfr+startup=off", *class_path, "dev.leat.connector.postgres.Allocation", folder]
    return subprocess.run([java, *JVM, *program], check=False).returncode


CASES = {"jmh": jmh, "alloc": alloc}
