"""The cases with MySQL and MariaDB, beside their own client and psql's COPY."""

import os

import contenders
import machine
import tables
from mysqlserver import MariaDb, MySql, MySqlTable, Server


def filled(bench, flavour):
    """Both servers with the table; it is made by PostgreSQL and loaded into the other by the two clients."""
    postgres, mysql = bench.server("postgres-server"), Server(bench.folder, "mysql-server", flavour)
    if not bench.options.keep:
        bench.stack.callback(mysql.stop)
    table = tables.lineitem()
    rows = bench.options.rows or table.rows
    table.fill(postgres, rows)
    size = table.copy_bytes(postgres)
    there = MySqlTable(table, mysql)
    there.empty()
    contenders.pipe(out_of(postgres, table), there.load_command())
    print(f"{table.name}: {rows:,} rows of {len(table.columns)} columns, {size:,} bytes as COPY text")
    print(f"{flavour.title}: {mysql.sql('SELECT version()')}")
    return postgres, mysql, table, there, rows, size


def out_of(postgres, table):
    return postgres.psql_command(f"COPY (SELECT {table.in_utc} FROM {table.name}) TO STDOUT")


def mysql_postgres(bench):
    """a MySQL table into PostgreSQL"""
    into_postgres(bench, MySql)


def mariadb_postgres(bench):
    """a MariaDB table into PostgreSQL, beside pgloader too, which cannot read the catalog of MySQL 8.0.33"""
    into_postgres(bench, MariaDb)


def into_postgres(bench, flavour):
    postgres, mysql, table, there, rows, size = filled(bench, flavour)
    wanted = table.digest(postgres)
    keyed = lambda: table.empty(postgres)  # noqa: E731
    # Its client writes a null like the word; no text of the table is that word.
    into = postgres.psql_command(f"COPY {table.name} FROM STDIN (NULL 'NULL')")
    ends = mysql.connection(), contenders.connection(postgres)
    stream = {"name": f"bench.{table.name}"}
    options = {"destination_namespace": "public"}
    incremental = {**stream, "mode": "incremental", "rid": table.key}
    every = [
        contenders.Contender("mysql-psql", [there.read_command(), into], keyed),
        *bench.leat.full_refresh(keyed, rows, *ends, stream, **options),
        bench.leat.contender("leat-incremental", lambda: table.drop(postgres), rows, *ends, incremental, **options),
    ]
    if flavour is MariaDb and machine.has("pgloader"):
        every.append(pgloader(bench, mysql, postgres, table, keyed))
    bench.race_of(every, rows, size, lambda: table.digest(postgres) == wanted, [mysql, postgres])


def pgloader(bench, mysql, postgres, table, keyed):
    file = os.path.join(bench.folder, "pgloader.load")
    with open(file, "w", encoding="utf-8") as load:
        load.write(
            f"LOAD DATABASE FROM mysql://root@127.0.0.1:{mysql.port}/bench INTO {postgres.url}\n"
            f"WITH data only, prefetch rows = 10000 INCLUDING ONLY TABLE NAMES MATCHING '{table.name}'\n"
            "ALTER SCHEMA 'bench' RENAME TO 'public';\n"
        )
    return contenders.Contender("pgloader", [["pgloader", file]], keyed, {"HOME": bench.folder})


def postgres_mysql(bench):
    """a PostgreSQL table into MySQL"""
    postgres, mysql, table, there, rows, size = filled(bench, MySql)
    wanted = there.digest()
    ends = contenders.connection(postgres), mysql.connection()
    stream = {"name": f"public.{table.name}"}
    options = {"destination_namespace": "bench"}
    incremental = {**stream, "mode": "incremental", "rid": table.key}
    every = [
        contenders.Contender("psql-mysql", [out_of(postgres, table), there.load_command()], there.empty),
        *bench.leat.full_refresh(there.empty, rows, *ends, stream, **options),
        bench.leat.contender("leat-incremental", there.drop, rows, *ends, incremental, **options),
    ]
    bench.race_of(every, rows, size, lambda: there.digest() == wanted, [postgres, mysql])
