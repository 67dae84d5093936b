"""The case with DuckDB, beside psql's COPY into DuckDB's own reader of CSV."""

import glob
import os
import subprocess

import contenders
import java
import tables
from report import Trouble
from testkit import program


class DuckdbTable:
    """A table as PostgreSQL has it, in a DuckDB file of its own."""

    def __init__(self, table, folder):
        self.table = table
        self.file = os.path.join(folder, "bench.duckdb")

    def create(self):
        key, type, _ = self.table.columns[0]
        columns = ", ".join(f"{name} {type}" for name, type, _ in self.table.columns[1:])
        return f"CREATE TABLE {self.table.name} ({key} {type} PRIMARY KEY, {columns})"

    def remove(self):
        for file in glob.glob(f"{self.file}*"):
            os.remove(file)

    def load_command(self):
        """Loads what psql's COPY writes, with DuckDB's own key and in a transaction, as Leat does."""
        load = f"COPY {self.table.name} FROM '/dev/stdin' (FORMAT csv, HEADER false)"
        return program("DuckdbProgram", self.file, "BEGIN", self.create(), load, "COMMIT")

    def digest(self):
        """Rows and a hash that no order changes."""
        fields = ", ".join(f"coalesce({name}::VARCHAR, '-')" for name, _, _ in self.table.columns)
        query = f"SELECT count(*) || ' ' || sum(hash(concat_ws(',', {fields}))) FROM {self.table.name}"
        answer = subprocess.run(
            program("DuckdbProgram", self.file, "SET TimeZone = 'UTC'", query), capture_output=True, text=True, check=False
        )
        if answer.returncode != 0:
            raise Trouble(f"DuckDB says: {answer.stderr[-2000:]}")
        return answer.stdout.strip()


def postgres_duckdb(bench):
    """a PostgreSQL table into a DuckDB file"""
    java.built()
    postgres = bench.server("postgres-server")
    table = tables.lineitem()
    rows = bench.options.rows or table.rows
    table.fill(postgres, rows)
    size = table.copy_bytes(postgres)
    print(f"{table.name}: {rows:,} rows of {len(table.columns)} columns, {size:,} bytes as COPY text")
    there = DuckdbTable(table, bench.folder)
    out = postgres.psql_command(f"COPY {table.name} TO STDOUT (FORMAT csv)")
    contenders.pipe(out, there.load_command())
    wanted = there.digest()
    ends = contenders.connection(postgres), {"connector": "duckdb", "config": {"path": there.file}}
    stream = {"name": f"public.{table.name}"}
    options = {"destination_namespace": "main"}
    incremental = {**stream, "mode": "incremental", "rid": table.key}
    every = [
        contenders.Contender("psql-duckdb", [out, there.load_command()], there.remove),
        *bench.leat.full_refresh(there.remove, rows, *ends, stream, **options),
        bench.leat.contender("leat-incremental", there.remove, rows, *ends, incremental, **options),
    ]
    bench.race_of(every, rows, size, lambda: there.digest() == wanted, [postgres])
