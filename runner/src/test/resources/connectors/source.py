"""A source for the runner's tests: numbered rows in streams, and on request every way of misbehaving."""
import json
import os
import signal
import sys
import threading
import time

KEYS = {
    "type": "object",
    "properties": {
        "style": {"type": "string", "enum": ["leat", "cdk", "legacy"]},
        "streams": {"type": "array", "items": {"type": "string"}},
        "rows": {"type": "integer"},
        "fault": {"type": "string"},
        "bytes": {"type": "integer"},
        "pause_s": {"type": "number"},
        "detail": {"type": "boolean"},
        "password": {"type": "string", "airbyte_secret": True},
    },
}


def options(args):
    pairs = [(args[i][2:], args[i + 1]) for i in range(1, len(args) - 1, 2)]
    return {name: path if name == "output" else json.load(open(path)) for name, path in pairs}


def text(message, spaces):
    separators = None if spaces else (",", ":")
    return json.dumps(message, separators=separators) + "\n"


def line(message, spaces):
    sys.stdout.write(text(message, spaces))


class Channel:
    """A file that only rows, states and statuses go to. Standard output then tells how far that is."""

    def __init__(self, path):
        self.path = path
        self.file = None
        self.waiting = False
        self.waited = 0.0
        self.sent = None
        self.lock = threading.Lock()
        threading.Thread(target=self.tell_again_and_again, daemon=True).start()

    def begin(self, stream):
        self.sent = [stream, 0, 0]

    def write(self, piece):
        begin = time.monotonic()
        self.waiting = True
        if self.file is None:
            self.file = open(self.path, "w")
        self.file.write(piece)
        self.waited += time.monotonic() - begin
        self.waiting = False

    def row(self, piece):
        self.write(piece)
        self.sent[1:] = [self.sent[1] + 1, self.sent[2] + len(piece)]

    def flush(self):
        if self.file:
            self.file.flush()

    def control(self, message):
        with self.lock:
            line(message, False)
            sys.stdout.flush()

    def tell(self):
        if self.sent:
            stream, records, size = self.sent
            self.control({"type": "TRACE", "trace": {"type": "PROGRESS", "emitted_at": 1, "progress": {
                "stream_descriptor": stream, "records": records, "bytes": size,
                "wait_ms": int(self.waited * 1000), "waiting": self.waiting}}})

    def tell_again_and_again(self):
        while True:
            time.sleep(0.1)
            self.tell()


class Source:
    def __init__(self, given):
        self.config = given.get("config", {})
        self.style = self.config.get("style", "leat")
        self.fault = self.config.get("fault", "")
        self.rows = self.config.get("rows", 10)
        self.catalog = given.get("catalog", {"streams": []})
        self.states = given.get("state", [])
        self.stopping = False
        self.channel = Channel(given["output"]) if "output" in given else None
        self.out = self.channel or sys.stdout

    def say(self, message):
        if self.channel:
            self.channel.control(message)
        self.out.write(text(message, self.style != "leat"))

    def trace(self, body):
        stamp = time.time() * 1000
        self.say({"type": "TRACE", "trace": {"emitted_at": stamp if self.style == "cdk" else int(stamp), **body}})

    def status(self, stream, status):
        if self.style != "legacy":
            self.trace({"type": "STREAM_STATUS",
                        "stream_status": {"stream_descriptor": descriptor(stream), "status": status}})

    def error(self, message, kind, stream=None):
        body = {"message": message, "failure_type": "system_error", "leat": {"kind": kind}}
        if stream:
            body["stream_descriptor"] = descriptor(stream)
        if self.channel:
            self.channel.control({"type": "TRACE", "trace": {"type": "ERROR", "emitted_at": 1, "error": body}})
        else:
            self.trace({"type": "ERROR", "error": body})

    def state(self, stream, last, count):
        state = {"type": "STREAM",
                 "stream": {"stream_descriptor": descriptor(stream),
                            "stream_state": {"rid": {"column": "id", "value": last}} if last else {}}}
        if self.style != "legacy":
            state["sourceStats"] = {"recordCount": float(count + (1 if self.fault == "wrong-count" else 0))}
        self.say({"type": "STATE", "state": state})

    def record(self, stream, number):
        body = {"stream": stream["name"]}
        if stream.get("namespace") and self.style == "leat":
            body["namespace"] = stream["namespace"]
        body["data"] = {"id": number, "name": "row %d" % number, "namespace": "not this"}
        body["emitted_at"] = 1700000000000
        if stream.get("namespace") and self.style != "leat":
            body["namespace"] = stream["namespace"]
        piece = text({"type": "RECORD", "record": body}, self.style != "leat")
        if self.channel:
            self.channel.row(piece)
        else:
            self.out.write(piece)

    def start_of(self, stream):
        for state in self.states:
            if state["stream"]["stream_descriptor"] == descriptor(stream):
                return state["stream"]["stream_state"].get("rid", {}).get("value", 0)
        return 0

    def read(self):
        signal.signal(signal.SIGTERM, lambda *_: setattr(self, "stopping", True))
        print("reading with", self.config.get("password", "no password"), file=sys.stderr, flush=True)
        if self.config.get("detail"):
            self.say({"type": "LOG", "log": {"level": "DEBUG", "message": "a detail"}})
        if before(self):
            return
        for configured in self.catalog["streams"]:
            self.stream(configured["stream"], configured["sync_mode"] == "incremental",
                        configured.get("leat", {}).get("sent_as"))
        self.out.flush()
        if self.fault == "exit-3":
            self.error("the database went away", "transient")
            sys.stdout.flush()
            sys.exit(3)

    def stream(self, stream, incremental, sent_as):
        start = self.start_of(stream) if incremental else 0
        stream = sent_as or stream
        if self.channel:
            self.channel.begin(descriptor(stream))
        self.status(stream, "STARTED")
        if self.fault == "fail-" + stream["name"]:
            self.error("the table is on fire", "data", stream)
            self.status(stream, "INCOMPLETE")
            return
        last, count, at = start, 0, 0
        for number in range(last + 1, self.rows + 1):
            self.record(stream, number)
            last, count, at = number, count + 1, at + 1
            if count == (100 if self.config.get("pause_s") else 1000) or self.stopping:
                self.state(stream, last, count)
                count = 0
            if self.stopping:
                self.status(stream, "INCOMPLETE")
                return
            during(self, stream, at)
        if self.channel:
            self.channel.tell()
        if self.fault == "incomplete":
            self.status(stream, "INCOMPLETE")
        elif self.fault != "no-complete":
            if self.style != "legacy":
                self.state(stream, last, count)
            self.status(stream, "COMPLETE")


def before(source):
    """Faults instead of reading; true if that was all."""
    fault = source.fault
    if fault == "eats-memory":
        held = [b"x" * (1 << 20) for _ in range(source.config["bytes"] >> 20)]
        print("held", len(held), file=sys.stderr)
    elif fault == "garbage":
        print("Hello, I am a web server listening on port 80")
        print("{not json either")
    elif fault == "silent-exit":
        pass
    elif fault == "hang":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        time.sleep(600)
    elif fault == "unknown-stream":
        source.record({"name": "strangers"}, 1)
    elif fault == "long-line":
        stream = source.catalog["streams"][0]["stream"]
        out = sys.stdout.buffer
        out.write(('{"type":"RECORD","record":{"stream":"%s","data":{"id":1,"name":"' % stream["name"]).encode())
        for _ in range(source.config["bytes"] >> 20):
            out.write(b"x" * (1 << 20))
        out.write(b'"},"emitted_at":1}}\n')
        out.flush()
    else:
        return False
    return True


def during(source, stream, at):
    """Faults in the middle."""
    fault = source.fault
    if source.config.get("pause_s"):
        source.out.flush()
        time.sleep(source.config["pause_s"])
    if at != 5:
        return
    if fault == "killed":
        source.out.write('{"type":"RECORD","record":{"stream":"%s","data":{"id":' % stream["name"])
        source.out.flush()
        os.kill(os.getpid(), signal.SIGKILL)
    elif fault == "cut-off":
        source.out.write('{"type":"RECORD","record":{"stream":"%s","data":{"id":' % stream["name"])
        source.out.flush()
        os._exit(0)
    elif fault == "hang-midway":
        source.out.flush()
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        time.sleep(600)
    elif fault == "noise":
        print("DEBUG: a library prints this")
        print("x" * 100000)
        for number in range(20000):
            print("noise %d" % number, file=sys.stderr)
    elif fault == "broken-json":
        source.out.write('{"type":"RECORD","record":{"stream":"%s","data":{"id":6,"name":"ro\n' % stream["name"])
    elif fault == "exit-0":
        source.out.flush()
        os._exit(0)


def descriptor(stream):
    described = {"name": stream["name"]}
    if stream.get("namespace"):
        described["namespace"] = stream["namespace"]
    return described


def discover(config):
    ours = config.get("style", "leat") == "leat"
    streams = []
    for full in config.get("streams", ["orders"]):
        namespace, _, name = full.rpartition(".")
        stream = {
            "name": name,
            "json_schema": {"type": "object", "properties": {
                "id": {"type": "integer"}, "name": {"type": ["null", "string"]},
                "namespace": {"type": ["null", "string"]}}},
            "supported_sync_modes": ["full_refresh", "incremental"],
            "source_defined_primary_key": [["id"]],
        }
        if namespace:
            stream["namespace"] = namespace
        if ours:
            stream["leat"] = {"row_estimate": config.get("rows", 10), "rids": [{"column": "id", "unique": True}]}
        streams.append(stream)
    return streams


def main(args):
    given = options(args)
    config = given.get("config", {})
    if args[0] == "spec":
        spec = {"connectionSpecification": KEYS, "supportsIncremental": True}
        if os.environ.get("STYLE", "leat") == "leat":
            spec["leat"] = {"name": "test", "source": True, "full_refresh": True, "rid_state": True,
                            "data_channel": "DATA_CHANNEL" in os.environ, "session": "SESSION" in os.environ}
        line({"type": "SPEC", "spec": spec}, False)
    elif args[0] == "check":
        status = {"status": "SUCCEEDED"}
        if config.get("fault") == "wrong-password":
            status = {"status": "FAILED", "message": "password %s is wrong; set the right one" % config["password"]}
        line({"type": "CONNECTION_STATUS", "connectionStatus": status}, False)
    elif args[0] == "discover":
        if config.get("fault") == "no-answer":
            time.sleep(600)
        if config.get("fault") == "discover-fails":
            source = Source(given)
            source.error("no answer to %s" % config["password"], "transient")
            sys.stdout.flush()
            sys.exit(3)
        line({"type": "CATALOG", "catalog": {"streams": discover(config)}}, False)
    elif args[0] == "read":
        Source(given).read()


if __name__ == "__main__":
    main(sys.argv[1:])
