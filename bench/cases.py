"""The end-to-end cases."""

import contextlib
import os
import shutil
import signal
import statistics
import subprocess
import tempfile

import clickhousecases
import contenders
import duckdbcases
import filecases
import kafkacases
import machine
import measure
import mysqlcases
import partcase
import report
import smallcase
import tables
from report import Result
from servers import Server


class Bench:
    """What a case works with. Cleans up when it is left."""

    def __init__(self, options, stack):
        self.options = options
        self.folder = tempfile.mkdtemp(prefix="leat-bench-")
        # The servers' user looks into it.
        os.chmod(self.folder, 0o755)
        self.jfr = tempfile.mkdtemp(prefix="leat-bench-jfr-") if options.jfr else ""
        if options.keep:
            print(f"files stay in {self.folder}")
        else:
            stack.callback(shutil.rmtree, self.folder, ignore_errors=True)
        self.stack = stack
        self.leat = contenders.Leat(self.folder, self.jfr, options.launcher)
        self.results = []
        # Builds what is to be built, outside of all measurements.
        subprocess.run([machine.LEAT, "connectors"], check=True, stdout=subprocess.DEVNULL)
        self.described = machine.describe()
        report.head(self.described)

    def server(self, name):
        server = Server(self.folder, name)
        if self.options.keep:
            print(f"{name}: psql '{server.address}', process {server.process.pid}")
        else:
            self.stack.callback(server.stop)
        return server

    def race_of(self, contenders_, rows, size, check, servers):
        """A race of those that are asked for."""
        every = {contender.name: contender for contender in contenders_}
        return self.race(contenders.chosen(every, self.options.only), rows, size, check, servers)

    def race(self, racers, rows, size, check, servers=(), rounds=None):
        """Every contender once a round, each time in another order. check says whether the result is right."""
        results = []
        baseline = next((racer.name for racer in racers if racer.name in contenders.BASELINES), "")
        for number in range(1, (rounds or self.options.rounds) + 1):
            turn = (number - 1) % len(racers)
            round_results = [
                self.once(racer, number, rows, size, check, servers) for racer in racers[turn:] + racers[:turn]
            ]
            base = [result.run.seconds for result in round_results if result.contender == baseline and result.good]
            for result in round_results:
                result.ratio = result.run.seconds / base[0] if base else 0.0
            round_results.sort(key=lambda result: [racer.name for racer in racers].index(result.contender))
            report.show_round(round_results)
            results += round_results
        report.show_medians(results, baseline)
        self.results += results
        return results

    def once(self, racer, number, rows, size, check, servers):
        racer.prepare()
        for server in servers:
            server.sql("CHECKPOINT")
        run = measure.run(racer.pipeline, servers, self.options.timeout, racer.environment, racer.folder)
        self.leat.name_recordings(racer.name, number, run)
        equal = not run.failure and racer.rows in (None, contenders.moved(run)) and check()
        return Result(racer.name, number, run, rows, size, equal)


def postgres_postgres(bench):
    """a PostgreSQL table into another server"""
    compare(bench, tables.lineitem())


def wide(bench):
    """the same with 200 columns"""
    compare(bench, tables.wide(), ["psql-text", "psql-binary", "leat"])


def long(bench):
    """the same with a text of 1 MB in each row"""
    compare(bench, tables.long(), ["psql-text", "psql-binary", "leat"])


def compare(bench, table, by_default=None):
    source, target = bench.server("source-server"), bench.server("target-server")
    rows = bench.options.rows or table.rows
    size, check = tables.made(table, source, target, rows)
    every = contenders.postgres_contenders(bench.leat, source, target, table, rows)
    bench.race(contenders.chosen(every, bench.options.only, by_default), rows, size, check, [source, target])


def rss(bench):
    """memory and time at a size (--rows, default 2 million) and at ten times as much"""
    source, target = bench.server("source-server"), bench.server("target-server")
    table = tables.lineitem()
    few = bench.options.rows or table.rows
    both = []
    for rows in (few, 10 * few):
        size, check = tables.made(table, source, target, rows)
        every = contenders.postgres_contenders(bench.leat, source, target, table, rows)
        racers = contenders.chosen(every, bench.options.only, ["psql-text", "leat", "leat-incremental"])
        both.append(bench.race(racers, rows, size, check, [source, target], rounds=min(bench.options.rounds, 3)))
    print(f"\n{10 * few:,} rows against {few:,}")
    lines = []
    for name in dict.fromkeys(result.contender for result in both[0]):
        small, large = [[result for result in results if result.contender == name] for results in both]
        before, after = [report.largest([result.run.rss_by_role() for result in results]) for results in (small, large)]
        seconds = [statistics.median(result.run.seconds for result in results) for results in (small, large)]
        memory = ", ".join(f"{role} {before[role]:.0f} → {after.get(role, 0):.0f} MB" for role in sorted(before))
        lines.append([name, f"{seconds[1] / seconds[0]:.2f}", memory])
    report.table(["contender", "time ×", "peak RSS"], lines)


CASES = {
    "postgres-postgres": postgres_postgres,
    "wide": wide,
    "long": long,
    "rss": rss,
    "parts": partcase.parts,
    "small": smallcase.small,
    "csv-postgres": filecases.csv_postgres,
    "sample-files": filecases.sample_files,
    "mysql-postgres": mysqlcases.mysql_postgres,
    "mariadb-postgres": mysqlcases.mariadb_postgres,
    "postgres-mysql": mysqlcases.postgres_mysql,
    "postgres-clickhouse": clickhousecases.postgres_clickhouse,
    "clickhouse-postgres": clickhousecases.clickhouse_postgres,
    "postgres-duckdb": duckdbcases.postgres_duckdb,
    "kafka-postgres": kafkacases.kafka_postgres,
    "postgres-kafka": kafkacases.postgres_kafka,
}


def run(options):
    with contextlib.ExitStack() as stack:
        try:
            bench = Bench(options, stack)
            CASES[options.case](bench)
        finally:
            # From here on it is cleaned up, which a second Ctrl-C must not cut short.
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
        if bench.jfr:
            print(f"\nrecordings: {bench.jfr} (jfr view hot-methods FILE, jfr view allocation-by-site FILE)")
        if options.json:
            report.write(options.json, bench.described, options.case, bench.results)
        return 0 if all(result.good for result in bench.results) else 1
