"""The cases with files."""

import hashlib
import os
import shutil

import contenders
import tables

# What psql's COPY is told by the table it loads, Leat's source is told by its settings.
WIRE_TYPES = {"bigint": "int64", "integer": "int32", "numeric(15,2)": "decimal(15,2)"}


def csv_postgres(bench):
    """a CSV file into PostgreSQL"""
    table = tables.lineitem()
    target = bench.server("target-server")
    rows = bench.options.rows or table.rows
    table.fill(target, rows)
    wanted = table.digest(target)
    folder = os.path.join(bench.folder, "csv")
    os.mkdir(folder)
    file = os.path.join(folder, f"{table.name}.csv")
    target.sql(f"\\copy {table.name} TO '{file}' WITH (FORMAT csv, HEADER)")
    size = os.path.getsize(file)
    print(f"{table.name}: {rows:,} rows of {len(table.columns)} columns, {size:,} bytes as CSV")
    # The stream has no namespace, so that its table is in the schema public.
    every = csv_contenders(bench.leat, target, table, rows, file)
    racers = contenders.chosen(every, bench.options.only)
    bench.race(racers, rows, size, lambda: table.digest(target) == wanted, [target])


def csv_contenders(leat, target, table, rows, file):
    keyed = lambda: table.empty(target)  # noqa: E731
    types = {name: WIRE_TYPES.get(type, type) for name, type, _ in table.columns}
    config = {"path": os.path.dirname(file), "streams": {table.name: {"columns": types}}}
    source, destination = {"connector": "files", "config": config}, contenders.connection(target)
    copy = target.psql_command(f"\\copy {table.name} FROM '{file}' WITH (FORMAT csv, HEADER)")
    found = [
        contenders.Contender("psql-copy", [copy], keyed),
        leat.contender("leat", keyed, rows, source, destination, {"name": table.name, "mode": "full-refresh"}),
    ]
    return {contender.name: contender for contender in found}


def sample_files(bench):
    """the sample shop into files of JSON lines; --rows is the number of orders, other streams grow along"""
    orders = bench.options.rows or 500_000
    folder = os.path.join(bench.folder, "lines")
    source = {"connector": "sample", "config": {"rows": orders}}
    destination = {"connector": "files", "config": {"path": folder, "format": "jsonl"}}
    remove = lambda: shutil.rmtree(folder, ignore_errors=True)  # noqa: E731
    # Without what tells one run from another, so that the files can be compared.
    leat = bench.leat.contender(
        "leat", remove, None, source, destination, {"name": "*", "mode": "full-refresh"}, technical_columns=False
    )
    bench.once(leat, 0, 0, 0, lambda: True, ())
    wanted, rows, size = contents(folder)
    print(f"sample: {orders:,} orders, {rows:,} rows in all, {size:,} bytes as JSON lines")
    leat.rows = rows
    bench.race([leat], rows, size, lambda: contents(folder)[0] == wanted)


def contents(folder):
    """A hash over all files, their lines and their bytes."""
    digest, lines, size = hashlib.sha256(), 0, 0
    for parent, _, names in sorted(os.walk(folder)):
        for name in sorted(names):
            if name.startswith("."):
                continue
            digest.update(name.encode())
            with open(os.path.join(parent, name), "rb") as file:
                while block := file.read(1 << 20):
                    digest.update(block)
                    lines += block.count(b"\n")
                    size += len(block)
    return digest.hexdigest(), lines, size
