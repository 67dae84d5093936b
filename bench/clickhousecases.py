"""The cases with ClickHouse, beside psql and curl, in the form that both systems write fastest by themselves."""

import urllib.parse
import urllib.request

import contenders
import tables
from report import Trouble
from testkit import TestkitServer

TYPES = {
    "bigint": "Int64",
    "integer": "Int32",
    "numeric(15,2)": "Decimal(15, 2)",
    "date": "Date32",
    "text": "String",
    "timestamptz": "DateTime64(6, 'UTC')",
}


class ClickHouseTable:
    """A table as PostgreSQL has it, in ClickHouse."""

    def __init__(self, table, server):
        self.table = table
        self.settings = server.settings
        self.database = server.settings["database"]

    def url(self, query):
        parameters = urllib.parse.urlencode({"database": self.database, "query": query})
        return f"http://{self.settings['host']}:{self.settings['port']}/?{parameters}"

    @property
    def login(self):
        return {"X-ClickHouse-User": self.settings["user"], "X-ClickHouse-Key": self.settings["password"]}

    def curl(self, query, *options):
        headers = [word for name, value in self.login.items() for word in ("-H", f"{name}: {value}")]
        return ["curl", "-sS", "--fail-with-body", "-X", "POST", *headers, *options, self.url(query)]

    def sql(self, query):
        request = urllib.request.Request(self.url(query), data=b"", headers=self.login)
        try:
            with urllib.request.urlopen(request) as answer:
                return answer.read().decode().strip()
        except urllib.error.HTTPError as error:
            raise Trouble(f"ClickHouse says: {error.read().decode()}") from error

    def empty(self):
        self.drop()
        key, type, _ = self.table.columns[0]
        columns = ", ".join(f"{name} Nullable({TYPES[type]})" for name, type, _ in self.table.columns[1:])
        self.sql(f"CREATE TABLE {self.table.name} ({key} {TYPES[type]}, {columns}) ENGINE = MergeTree ORDER BY {key}")

    def drop(self):
        self.sql(f"DROP TABLE IF EXISTS {self.table.name} SYNC")

    def load_command(self):
        """Loads what psql's COPY writes."""
        return self.curl(f"INSERT INTO {self.table.name} FORMAT TabSeparated", "-H", "Expect:", "-T", "-")

    def read_command(self):
        """Writes what psql's COPY loads."""
        return self.curl(f"SELECT {self.table.column_list} FROM {self.table.name} FORMAT TabSeparated", "-d", "")

    def digest(self):
        """Rows and a hash that no order changes."""
        fields = ", ".join(f"ifNull(toString({name}), '-')" for name, _, _ in self.table.columns)
        return self.sql(f"SELECT count(), sum(cityHash64({fields})) FROM {self.table.name}")


def filled(bench):
    """Both servers with the table; it is made by PostgreSQL and carried by psql and curl."""
    postgres, clickhouse = bench.server("postgres-server"), TestkitServer("clickhouse")
    bench.stack.callback(clickhouse.stop)
    table = tables.lineitem()
    rows = bench.options.rows or table.rows
    table.fill(postgres, rows)
    size = table.copy_bytes(postgres)
    there = ClickHouseTable(table, clickhouse)
    there.empty()
    contenders.pipe(out_of(postgres, table), there.load_command())
    print(f"{table.name}: {rows:,} rows of {len(table.columns)} columns, {size:,} bytes as COPY text")
    print(f"ClickHouse: {there.sql('SELECT version()')}")
    return postgres, clickhouse, table, there, rows, size


def out_of(postgres, table):
    return postgres.psql_command(f"COPY (SELECT {table.in_utc} FROM {table.name}) TO STDOUT")


def connection(clickhouse):
    return {"connector": "clickhouse", "config": clickhouse.settings}


def postgres_clickhouse(bench):
    """a PostgreSQL table into ClickHouse"""
    postgres, clickhouse, table, there, rows, size = filled(bench)
    wanted = there.digest()
    ends = contenders.connection(postgres), connection(clickhouse)
    stream = {"name": f"public.{table.name}"}
    options = {"destination_namespace": there.database}
    incremental = {**stream, "mode": "incremental", "rid": table.key}
    every = [
        contenders.Contender("psql-curl", [out_of(postgres, table), there.load_command()], there.empty),
        *bench.leat.full_refresh(there.empty, rows, *ends, stream, **options),
        bench.leat.contender("leat-incremental", there.drop, rows, *ends, incremental, **options),
    ]
    bench.race_of(every, rows, size, lambda: there.digest() == wanted, [postgres, clickhouse])


def clickhouse_postgres(bench):
    """a ClickHouse table into PostgreSQL"""
    postgres, clickhouse, table, there, rows, size = filled(bench)
    wanted = table.digest(postgres)
    keyed = lambda: table.empty(postgres)  # noqa: E731
    into = postgres.psql_command(f"COPY {table.name} FROM STDIN")
    ends = connection(clickhouse), contenders.connection(postgres)
    stream = {"name": f"{there.database}.{table.name}"}
    options = {"destination_namespace": "public"}
    incremental = {**stream, "mode": "incremental", "rid": table.key}
    every = [
        contenders.Contender("curl-psql", [there.read_command(), into], keyed),
        *bench.leat.full_refresh(keyed, rows, *ends, stream, **options),
        bench.leat.contender("leat-incremental", lambda: table.drop(postgres), rows, *ends, incremental, **options),
    ]
    bench.race_of(every, rows, size, lambda: table.digest(postgres) == wanted, [clickhouse, postgres])
