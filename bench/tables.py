"""The tables that are moved. The same rows each time, made by the source's own server."""

import dataclasses

from report import Trouble

WORDS = "carefully final deposits détente sleep furiously among the quick requests über packages haggle".split()

# A number below n, the same for the same key and column.
RANDOM = """CREATE FUNCTION pg_temp.r(k bigint, c int, n int) RETURNS int IMMUTABLE LANGUAGE sql
    RETURN abs(hashint8extended(k, c) % n)::int;"""


@dataclasses.dataclass
class Table:
    name: str
    columns: list  # (name, type, expression over k)
    rows: int  # by default
    before: str = ""  # what the expressions use
    after: str = ""  # what CREATE TABLE cannot say

    @property
    def key(self):
        return self.columns[0][0]

    @property
    def column_list(self):
        return ", ".join(name for name, _, _ in self.columns)

    @property
    def in_utc(self):
        """The columns as PostgreSQL selects them in a form that systems without time zones read."""
        return ", ".join(
            f"{name} AT TIME ZONE 'UTC'" if type == "timestamptz" else name for name, type, _ in self.columns
        )

    def create(self):
        columns = ", ".join(f"{name} {type}" for name, type, _ in self.columns)
        return f"CREATE TABLE {self.name} ({columns}, PRIMARY KEY ({self.key})); {self.after}"

    def fill(self, server, rows):
        values = ", ".join(expression for _, _, expression in self.columns)
        server.sql(
            f"{RANDOM} {self.before} {self.create()}"
            f" INSERT INTO {self.name} SELECT {values} FROM generate_series(1, {rows}::bigint) AS k"
        )
        server.sql(f"VACUUM ANALYZE {self.name}")

    def empty(self, server):
        """The table with its key, and nothing in it."""
        self.drop(server)
        server.sql(self.create())

    def drop(self, server):
        server.sql(f"SET client_min_messages = warning; DROP TABLE IF EXISTS {self.name}")

    def digest(self, server):
        """Rows and a hash that no order changes, without the columns that Leat adds."""
        return server.sql(
            "SELECT count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)"
            f" FROM (SELECT {self.column_list} FROM {self.name}) AS t"
        )

    def copy_bytes(self, server):
        """The size of the table as COPY text."""
        copied = server.sql(f"COPY {self.name} TO PROGRAM 'wc -c >{server.data}/bytes'; SELECT pg_read_file('bytes')")
        if not copied.isdigit():
            raise Trouble(f"the size of {self.name} cannot be told: {copied}")
        return int(copied)


def one_of(column, *texts):
    return f"(ARRAY[{', '.join(chr(39) + text + chr(39) for text in texts)}])[1 + pg_temp.r(k, {column}, {len(texts)})]"


def made(table, source, target, rows):
    """Makes the table; tells its size as COPY text, and how to see that the target has the same."""
    table.drop(source)
    table.fill(source, rows)
    wanted = table.digest(source)
    size = table.copy_bytes(source)
    print(f"{table.name}: {rows:,} rows of {len(table.columns)} columns, {size:,} bytes as COPY text")
    return size, lambda: table.digest(target) == wanted


def lineitem():
    def integer(column, below):
        return f"pg_temp.r(k, {column}, {below})"

    def hundredths(column, least, below):
        return f"({least} + pg_temp.r(k, {column}, {below})) * 0.01"

    def date(column, days):
        return f"date '1992-01-01' + pg_temp.r(k, 9, 2500) + pg_temp.r(k, {column}, {days})"

    # Now and then something to escape, and a null.
    comment = (
        " || ' ' || ".join(one_of(20 + word, *WORDS) for word in range(5))
        + """ || CASE WHEN k % 100 = 7 THEN E'\\t"\\\\' ELSE '' END || CASE WHEN k % 90 = 11 THEN NULL ELSE '' END"""
    )
    columns = [
        ("l_id", "bigint", "6000000000 + k"),
        ("l_orderkey", "integer", integer(1, 6000000)),
        ("l_partkey", "integer", integer(2, 200000)),
        ("l_suppkey", "integer", integer(3, 10000)),
        ("l_linenumber", "integer", integer(4, 7)),
        ("l_quantity", "numeric(15,2)", f"1 + {integer(5, 50)}"),
        ("l_extendedprice", "numeric(15,2)", hundredths(6, 90000, 10400000)),
        ("l_discount", "numeric(15,2)", hundredths(7, 0, 11)),
        ("l_tax", "numeric(15,2)", hundredths(8, 0, 9)),
        ("l_shipdate", "date", date(9, 1)),
        ("l_commitdate", "date", date(10, 60)),
        ("l_receiptdate", "date", date(11, 30)),
        ("l_returnflag", "text", one_of(12, "A", "N", "R")),
        ("l_linestatus", "text", one_of(13, "O", "F")),
        ("l_shipinstruct", "text", one_of(14, "DELIVER IN PERSON", "COLLECT COD", "NONE", "TAKE BACK RETURN")),
        ("l_shipmode", "text", one_of(15, "AIR", "FOB", "MAIL", "RAIL", "SHIP", "TRUCK", "REG AIR")),
        ("l_comment", "text", comment),
        ("l_updated_at", "timestamptz", "timestamptz '1996-03-13 12:34:56+00' + k * interval '1.000037 second'"),
    ]
    return Table("lineitem", columns, 2_000_000)


def messages():
    """Rows that are about 300 bytes each as JSON."""
    columns = [
        ("id", "bigint", "6000000000 + k"),
        ("customer_id", "integer", "pg_temp.r(k, 1, 600000)"),
        ("status", "text", one_of(2, "placed", "paid", "shipped", "returned")),
        ("quantity", "integer", "1 + pg_temp.r(k, 3, 50)"),
        ("price", "numeric(12,2)", "pg_temp.r(k, 4, 10000000) * 0.01"),
        ("placed_at", "timestamptz", "timestamptz '1996-03-13 12:34:56+00' + k * interval '1.000037 second'"),
        ("note", "text", " || ' ' || ".join(one_of(20 + word, *WORDS) for word in range(18))),
    ]
    return Table("messages", columns, 1_000_000)


def wide():
    """200 columns."""
    kinds = [
        ("integer", "pg_temp.r(k, {c}, 2000000000)"),
        ("numeric(12,2)", "pg_temp.r(k, {c}, 1000000000) * 0.01"),
        ("text", "'value ' || pg_temp.r(k, {c}, 100000)"),
        ("date", "date '2000-01-01' + pg_temp.r(k, {c}, 9000)"),
        ("bigint", "hashint8extended(k, {c})"),
    ]
    columns = [("id", "bigint", "k")]
    for c in range(1, 200):
        kind, expression = kinds[c % len(kinds)]
        columns.append((f"column_{c}", kind, expression.format(c=c)))
    return Table("wide", columns, 100_000)


def long():
    """A text of 1 MB in each row: lines of 64 characters that do not compress, put together from 64 KB blocks."""
    blocks = """CREATE TEMP TABLE blocks AS
        SELECT b, string_agg(md5(b || 'a' || i) || md5(b || 'b' || i), E'\\n') AS block
        FROM generate_series(0, 255) AS b, generate_series(1, 1008) AS i GROUP BY b;
        CREATE INDEX ON blocks (b);
        CREATE FUNCTION pg_temp.text(k bigint) RETURNS text LANGUAGE sql RETURN (
        SELECT string_agg(block, E'\\n' ORDER BY part)
        FROM generate_series(1, 16) AS part JOIN blocks ON b = pg_temp.r(k, part, 256));"""
    columns = [("id", "bigint", "k"), ("body", "text", "pg_temp.text(k)")]
    # Else the target would mostly try to compress, the same for all, and there would be little to compare.
    return Table("long", columns, 2_000, blocks, "ALTER TABLE long ALTER COLUMN body SET STORAGE EXTERNAL;")
