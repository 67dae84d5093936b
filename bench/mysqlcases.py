"""The cases with MySQL, beside its own client and psql's COPY. Debian's pgloader cannot read this MySQL's catalog."""

import subprocess

import contenders
import tables
from mysqlserver import MySql, MySqlTable
from report import Trouble


def filled(bench):
    """Both servers with the table; it is made by PostgreSQL and loaded into MySQL by the two clients."""
    postgres, mysql = bench.server("postgres-server"), MySql(bench.folder, "mysql-server")
    if not bench.options.keep:
        bench.stack.callback(mysql.stop)
    table = tables.lineitem()
    rows = bench.options.rows or table.rows
    table.fill(postgres, rows)
    size = table.copy_bytes(postgres)
    there = MySqlTable(table, mysql)
    there.empty()
    pipe(out_of(postgres, there), there.load_command())
    print(f"{table.name}: {rows:,} rows of {len(table.columns)} columns, {size:,} bytes as COPY text")
    print(f"MySQL: {mysql.sql('SELECT version()')}")
    return postgres, mysql, table, there, rows, size


def out_of(postgres, there):
    return postgres.psql_command(f"COPY (SELECT {there.in_utc} FROM {there.table.name}) TO STDOUT")


def pipe(out, into):
    first = subprocess.Popen(out, stdout=subprocess.PIPE)
    second = subprocess.run(into, stdin=first.stdout, capture_output=True, text=True, check=False)
    if first.wait() != 0 or second.returncode != 0:
        raise Trouble(f"the table could not be loaded: {second.stderr}")


def mysql_postgres(bench):
    """a MySQL table into PostgreSQL"""
    postgres, mysql, table, there, rows, size = filled(bench)
    wanted = table.digest(postgres)
    keyed = lambda: table.empty(postgres)  # noqa: E731
    # Its client writes a null like the word; no text of the table is that word.
    into = postgres.psql_command(f"COPY {table.name} FROM STDIN (NULL 'NULL')")
    ends = mysql.connection(), contenders.connection(postgres)
    stream = {"name": f"bench.{table.name}"}
    options = {"destination_namespace": "public"}
    found = [
        contenders.Contender("mysql-psql", [there.read_command(), into], keyed),
        bench.leat.contender("leat", keyed, rows, *ends, {**stream, "mode": "full-refresh"}, **options),
        bench.leat.contender(
            "leat-incremental",
            lambda: table.drop(postgres),
            rows,
            *ends,
            {**stream, "mode": "incremental", "rid": table.key},
            **options,
        ),
    ]
    every = {contender.name: contender for contender in found}
    racers = contenders.chosen(every, bench.options.only)
    bench.race(racers, rows, size, lambda: table.digest(postgres) == wanted, [mysql, postgres])


def postgres_mysql(bench):
    """a PostgreSQL table into MySQL"""
    postgres, mysql, table, there, rows, size = filled(bench)
    wanted = there.digest()
    ends = contenders.connection(postgres), mysql.connection()
    stream = {"name": f"public.{table.name}"}
    options = {"destination_namespace": "bench"}
    found = [
        contenders.Contender("psql-mysql", [out_of(postgres, there), there.load_command()], there.empty),
        bench.leat.contender("leat", there.empty, rows, *ends, {**stream, "mode": "full-refresh"}, **options),
        bench.leat.contender(
            "leat-incremental",
            there.drop,
            rows,
            *ends,
            {**stream, "mode": "incremental", "rid": table.key},
            **options,
        ),
    ]
    every = {contender.name: contender for contender in found}
    racers = contenders.chosen(every, bench.options.only)
    bench.race(racers, rows, size, lambda: there.digest() == wanted, [postgres, mysql])
