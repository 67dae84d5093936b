"""Start-up: what a run costs that has nothing to do."""

import statistics

import contenders
import machine
import measure
import report
import tables

CONNECTORS = ["postgres", "mysql", "clickhouse", "duckdb", "sqlite", "jdbc", "kafka", "nats", "files", "sample"]
TIMES = 10


def small(bench):
    """a sync with nothing new, and spec: whole commands, medians of ten"""
    table = tables.lineitem()
    rows = bench.options.rows or 1000
    source, target = bench.server("source-server"), bench.server("target-server")
    table.fill(source, rows)
    stream = {"name": f"public.{table.name}", "mode": "incremental", "rid": table.key}
    ends = contenders.connection(source), contenders.connection(target)
    leat = bench.leat.contender("leat", lambda: None, rows, *ends, stream)
    first = bench.once(leat, 0, rows, 0, lambda: table.digest(target) == table.digest(source), ())
    if not first.good:
        raise report.Trouble(f"the first sync failed: {first.run.failure or first.run.output}")

    nothing_new = lambda run: contenders.moved(run) == 0  # noqa: E731
    lines = [timed(bench, f"sync of {rows} rows, nothing new", leat.pipeline[0], leat.environment, nothing_new)]
    start = connector_start(leat)
    for connector in CONNECTORS:
        argv = [word.replace("leat-connector-postgres", f"leat-connector-{connector}") for word in start]
        lines.append(timed(bench, f"java -jar … {connector} spec", [*argv, "spec"]))
    for connector in CONNECTORS:
        lines.append(timed(bench, f"leat spec {connector}", [machine.LEAT, "spec", connector]))
    report.table(["command", "median s", "min", "max", "CPU s", "peak RSS, MB"], lines)


def connector_start(leat):
    """How the runner starts a connector, seen while it does: up to the jar."""
    run = measure.run(leat.pipeline, environment=leat.environment, poll_seconds=0.005)
    for process in run.processes.values():
        if process.role == "source" and "-jar" in process.argv:
            # A shell stands before java for a moment.
            java = next(i for i, word in enumerate(process.argv) if word.endswith("/bin/java"))
            return process.argv[java : process.argv.index("-jar") + 2]
    raise report.Trouble("the source's process was not seen; run it again on a quieter machine")


def timed(bench, name, argv, environment=None, check=lambda run: True):
    runs = [measure.run([argv], environment=environment, poll_seconds=0.02) for _ in range(TIMES)]
    for number, run in enumerate(runs, 1):
        good = not run.failure and check(run)
        bench.results.append(report.Result(name, number, run, 0, 0, good))
        if not good:
            raise report.Trouble(f"{name}: {run.failure or run.output}")
    seconds = [run.seconds for run in runs]
    return [
        name,
        f"{statistics.median(seconds):.3f}",
        f"{min(seconds):.3f}",
        f"{max(seconds):.3f}",
        f"{statistics.median(run.cpu_seconds for run in runs):.2f}",
        report.memory(report.largest([run.rss_by_role() for run in runs])),
    ]
