"""Who carries the rows: Leat, and those it is compared with. Each is a pipeline, and what is done before it."""

import dataclasses
import glob
import json
import os
import subprocess

import containers
import machine
from report import Trouble

# What the others are compared with, where it takes part.
BASELINES = (
    "psql-text",
    "psql-copy",
    "mysql-psql",
    "psql-mysql",
    "psql-curl",
    "curl-psql",
    "psql-duckdb",
    "kafka-copy",
    "copy-kafka",
)


@dataclasses.dataclass
class Contender:
    name: str
    pipeline: list  # of commands
    prepare: object  # called before each run, outside the time
    environment: dict = dataclasses.field(default_factory=dict)
    folder: str = None
    rows: int = None  # what Leat is to say it has moved


class Leat:
    """Runs ./leat with settings of our making; connections are called source and destination, and so are processes."""

    def __init__(self, folder, jfr, launcher="process"):
        self.folder = folder
        self.jfr = jfr
        self.launcher = launcher

    def contender(self, name, prepare, rows, source, destination, stream, technical_columns=True, **replication):
        file = os.path.join(self.folder, f"{name}.yaml")
        with open(file, "w", encoding="utf-8") as settings:
            # JSON is YAML.
            json.dump(
                {
                    "connections": {"source": source, "destination": destination},
                    "replications": {
                        name: {
                            "source": "source",
                            "destination": "destination",
                            "technical_columns": technical_columns,
                            **replication,
                            "streams": [stream],
                        }
                    },
                },
                settings,
                indent=2,
            )
        return Contender(name, [[machine.LEAT, "sync", file]], prepare, self.recording(), self.folder, rows)

    def full_refresh(self, prepare, rows, source, destination, stream, **replication):
        """As it is by default, and without the two technical columns, which nobody beside it writes."""
        full = {**stream, "mode": "full-refresh"}
        common = prepare, rows, source, destination, full
        return [
            self.contender("leat", *common, **replication),
            self.contender("leat-same-columns", *common, technical_columns=False, **replication),
        ]

    def recording(self):
        """Every JVM started with this records itself, whoever starts it."""
        if not self.jfr:
            return {}
        return {"JDK_JAVA_OPTIONS": f"-XX:StartFlightRecording=filename={self.jfr}/%p.jfr,settings=profile"}

    def name_recordings(self, contender, number, run):
        """From process ids to what the processes were."""
        for pid, process in run.processes.items():
            for file in glob.glob(f"{self.jfr}/{pid}.jfr") if self.jfr else []:
                os.rename(file, f"{self.jfr}/{contender}-{number}-{process.role}.jfr")


def connection(server):
    config = {"host": "127.0.0.1", "port": server.port, "database": "bench", "user": "bench"}
    return {"connector": "postgres", "config": config}


def postgres_contenders(leat, source, target, table, rows):
    """All that can carry a table from one server into the other, by name. psql's comes first: it is the measure."""
    keyed = lambda: table.empty(target)  # noqa: E731
    stream = {"name": f"public.{table.name}"}
    parts = {**stream, "mode": "full-refresh", "partitions": 2}
    incremental = {**stream, "mode": "incremental", "rid": table.key}
    ends = connection(source), connection(target)
    found = [
        psql("psql-text", "", source, target, table, keyed),
        psql("psql-binary", " (FORMAT binary)", source, target, table, keyed),
        *leat.full_refresh(keyed, rows, *ends, stream),
        leat.contender("leat-parts", keyed, rows, *ends, parts),
        # It makes the table itself, with the same key.
        leat.contender("leat-incremental", lambda: table.drop(target), rows, *ends, incremental),
    ]
    if leat.launcher == "docker":
        found += containers.contenders(leat, *ends, {**stream, "mode": "full-refresh"}, keyed, rows)
    if machine.has("pgcopydb"):
        copy = ["pgcopydb", "copy", "table-data", "--source", source.url, "--target", target.url, "--not-consistent"]
        state = os.path.join(leat.folder, "pgcopydb")
        found.append(Contender("pgcopydb", [copy + ["--dir", state, "--restart"]], keyed))
    if machine.has("pgloader"):
        file = os.path.join(leat.folder, "pgloader.load")
        with open(file, "w", encoding="utf-8") as load:
            # With its own default, 100,000 rows read ahead, it runs out of the gigabyte of heap that Debian's has.
            load.write(
                f"LOAD DATABASE FROM {source.url} INTO {target.url} WITH data only, prefetch rows = 10000\n"
                f"INCLUDING ONLY TABLE NAMES MATCHING '{table.name}' IN SCHEMA 'public';\n"
            )
        found.append(Contender("pgloader", [["pgloader", file]], keyed, {"HOME": leat.folder}))
    return {contender.name: contender for contender in found}


def psql(name, options, source, target, table, prepare):
    out = source.psql_command(f"COPY {table.name} TO STDOUT{options}")
    into = target.psql_command(f"COPY {table.name} FROM STDIN{options}")
    return Contender(name, [out, into], prepare)


def pipe(out, into):
    """Carries a table outside of all measurements."""
    first = subprocess.Popen(out, stdout=subprocess.PIPE)
    second = subprocess.run(into, stdin=first.stdout, capture_output=True, text=True, check=False)
    if first.wait() != 0 or second.returncode != 0:
        raise Trouble(f"the table could not be loaded: {second.stderr or second.stdout}")


def chosen(contenders, only, by_default=None):
    names = [name for name in only.split(",") if name] or by_default or list(contenders)
    for name in names:
        if name not in contenders:
            raise Trouble(f'there is no contender "{name}" here; there are {", ".join(contenders)}')
    return [contenders[name] for name in contenders if name in names]


def moved(run):
    """The rows that Leat's summary, the last line of its output, says it has moved; -1 if it has not completed."""
    try:
        summary = json.loads(run.output.splitlines()[-1])
        return summary["records_synced"] if summary["status"] == "completed" else -1
    except (IndexError, KeyError, ValueError):
        return -1
