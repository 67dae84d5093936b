"""The cases with Kafka, beside a loop around Kafka's own client and one COPY."""

import subprocess

import contenders
import tables
from report import Trouble
from testkit import TestkitServer, program

ARRIVED = "arrived"


def servers(bench):
    postgres, kafka = bench.server("postgres-server"), TestkitServer("kafka")
    bench.stack.callback(kafka.stop)
    table = tables.messages()
    rows = bench.options.rows or table.rows
    table.fill(postgres, rows)
    size = int(postgres.sql(f"SELECT sum(octet_length(row_to_json(t)::text)) FROM {table.name} AS t"))
    print(f"{table.name}: {rows:,} messages of JSON, {size:,} bytes")
    return postgres, kafka, table, rows, size


def jdbc(postgres):
    return f"jdbc:postgresql://127.0.0.1:{postgres.port}/bench?user=bench"


def to_topic(postgres, kafka, table, topic):
    return program("TableToTopic", jdbc(postgres), table.name, table.key, kafka.settings["bootstrap_servers"], topic)


def to_table(postgres, kafka, topic):
    return program("TopicToTable", kafka.settings["bootstrap_servers"], topic, jdbc(postgres), ARRIVED)


def done(command):
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    if answer.returncode != 0:
        raise Trouble(f"{command[-5:]} failed: {answer.stderr[-2000:]}")


def empty(postgres):
    """The table as Leat makes it of a topic."""
    postgres.sql(f"SET client_min_messages = warning; DROP TABLE IF EXISTS {ARRIVED}")
    postgres.sql(
        f'CREATE TABLE {ARRIVED} (partition integer, "offset" bigint, timestamp timestamptz, key text, value jsonb,'
        ' headers jsonb, PRIMARY KEY (partition, "offset"))'
    )


def digest(postgres, table):
    """What table.digest tells, of the rows that the messages say."""
    return postgres.sql(
        "SELECT count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)"
        f" FROM (SELECT (jsonb_populate_record(NULL::{table.name}, value)).* FROM {ARRIVED}) AS t"
    )


def connection(kafka, **more):
    return {"connector": "kafka", "config": {**kafka.settings, **more}}


def kafka_postgres(bench):
    """a topic of JSON messages into a PostgreSQL table"""
    postgres, kafka, table, rows, size = servers(bench)
    kafka.do(ARRIVED)
    done(to_topic(postgres, kafka, table, ARRIVED))
    wanted = table.digest(postgres)
    prepare = lambda: empty(postgres)  # noqa: E731
    drop = lambda: postgres.sql(f"DROP TABLE {ARRIVED}")  # noqa: E731
    every = [
        contenders.Contender("kafka-copy", [to_table(postgres, kafka, ARRIVED)], prepare),
        bench.leat.contender(
            "leat",
            lambda: (prepare(), drop()),
            rows,
            connection(kafka),
            contenders.connection(postgres),
            {"name": ARRIVED, "mode": "incremental"},
            destination_namespace="public",
        ),
    ]
    bench.race_of(every, rows, size, lambda: digest(postgres, table) == wanted, [kafka, postgres])


def postgres_kafka(bench):
    """a PostgreSQL table into a topic, as JSON messages"""
    postgres, kafka, table, rows, size = servers(bench)
    wanted = table.digest(postgres)
    prepare = lambda: kafka.do(ARRIVED)  # noqa: E731

    def arrived():
        empty(postgres)
        done(to_table(postgres, kafka, ARRIVED))
        return digest(postgres, table) == wanted

    every = [
        contenders.Contender("copy-kafka", [to_topic(postgres, kafka, table, ARRIVED)], prepare),
        bench.leat.contender(
            "leat",
            prepare,
            rows,
            contenders.connection(postgres),
            connection(kafka, topic_template=ARRIVED),
            {"name": f"public.{table.name}", "mode": "incremental", "rid": table.key},
        ),
    ]
    bench.race_of(every, rows, size, arrived, [postgres, kafka])
