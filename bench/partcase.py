"""Reading in parts: a source that is far away, where a single connection carries only so much."""

import copy
import socket
import threading
import time

import contenders
import tables

# What a connection over a long way carries, where two machines could exchange a hundred times as much.
BYTES_PER_SECOND = 20_000_000
CHUNK_BYTES = 64 << 10
PARTS = (2, 4, 8)


class Link:
    """Forwards connections to a port, and slows down what comes back: each connection by itself."""

    def __init__(self, port):
        self.target = port
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                near, _ = self.listener.accept()
            except OSError:
                return
            far = socket.create_connection(("127.0.0.1", self.target))
            # What lies in buffers has arrived for whoever measures.
            for end in near, far:
                end.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2 * CHUNK_BYTES)
            threading.Thread(target=forward, args=(near, far, 0), daemon=True).start()
            threading.Thread(target=forward, args=(far, near, BYTES_PER_SECOND), daemon=True).start()

    def close(self):
        self.listener.close()


def forward(source, target, bytes_per_second):
    """Until either end closes. A rate of 0 is none."""
    free = time.monotonic()
    try:
        while chunk := source.recv(CHUNK_BYTES):
            target.sendall(chunk)
            if bytes_per_second:
                free = max(free, time.monotonic()) + len(chunk) / bytes_per_second
                time.sleep(max(0.0, free - time.monotonic()))
    except OSError:
        pass
    finally:
        for end in source, target:
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass


def parts(bench):
    """a table in 1, 2, 4 and 8 parts, out of a server that each connection reaches at 20 MB/s"""
    source, target = bench.server("source-server"), bench.server("target-server")
    table = tables.lineitem()
    rows = bench.options.rows or table.rows
    size, check = tables.made(table, source, target, rows)
    link = Link(source.port)
    bench.stack.callback(link.close)
    far = copy.copy(source)
    far.port = link.port
    keyed = lambda: table.empty(target)  # noqa: E731
    ends = contenders.connection(far), contenders.connection(target)
    stream = {"name": f"public.{table.name}", "mode": "full-refresh"}
    racers = [
        contenders.psql("psql-text", "", far, target, table, keyed),
        bench.leat.contender("leat", keyed, rows, *ends, stream),
    ]
    for count in PARTS:
        racers.append(
            bench.leat.contender(f"leat-parts-{count}", keyed, rows, *ends, {**stream, "partitions": count})
        )
    bench.race_of(racers, rows, size, check, [source, target])
