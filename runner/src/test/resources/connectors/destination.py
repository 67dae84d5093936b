"""A destination for the runner's tests: a folder with a file of lines per stream, and every way of misbehaving."""
import json
import os
import signal
import sys
import time

KEYS = {
    "type": "object",
    "required": ["folder"],
    "properties": {
        "folder": {"type": "string", "format": os.environ.get("FOLDER_FORMAT", "path"), "description": "where the files go"},
        "fault": {"type": "string"},
        "pause_s": {"type": "number"},
        "password": {"type": "string", "airbyte_secret": True},
    },
}


def options(args):
    pairs = [(args[i][2:], args[i + 1]) for i in range(1, len(args) - 1, 2)]
    return {name: path if name == "input" else json.load(open(path)) for name, path in pairs}


def say(message):
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def error(message, kind, stream=None):
    body = {"message": message, "failure_type": "system_error", "leat": {"kind": kind}}
    if stream:
        body["stream_descriptor"] = stream
    say({"type": "TRACE", "trace": {"type": "ERROR", "emitted_at": 1.5, "error": body}})


def name_of(descriptor):
    return ".".join(filter(None, [descriptor.get("namespace"), descriptor["name"]]))


class Destination:
    def __init__(self, given):
        self.config = given["config"]
        self.input = given.get("input")
        self.fault = self.config.get("fault", "")
        self.streams = {}
        for configured in given["catalog"]["streams"]:
            self.streams[name_of(configured["stream"])] = configured
        self.rows = {name: [] for name in self.streams}
        self.counts = {name: 0 for name in self.streams}
        self.complete = set()
        self.failed = set()
        self.held = []

    def path(self, name, suffix=".jsonl"):
        return os.path.join(self.config["folder"], name + suffix)

    def write(self):
        os.makedirs(self.config["folder"], exist_ok=True)
        if self.fault == "exit-at-once":
            error("the disk is full; free some space", "transient")
            sys.exit(3)
        if self.fault == "hang":
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            time.sleep(600)
        taken = 0
        for line in open(self.input) if self.input else sys.stdin:
            taken += 1
            try:
                message = json.loads(line)
            except ValueError:
                error("line %d of the input is no message of the protocol; it begins %s" % (taken, line[:40]), "data")
                sys.exit(4)
            self.take(message)
            if self.config.get("pause_s"):
                time.sleep(self.config["pause_s"])
            if self.fault == "exit-early" and taken == 5:
                error("the disk is full; free some space", "transient")
                sys.exit(3)
            if self.fault == "hang-midway" and taken == 5:
                signal.signal(signal.SIGTERM, signal.SIG_IGN)
                time.sleep(600)
            if self.fault == "killed" and taken == 5:
                os.kill(os.getpid(), signal.SIGKILL)
        if self.fault == "hang-at-end":
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            time.sleep(600)
        self.finish()

    def take(self, message):
        if message["type"] == "RECORD":
            record = message["record"]
            stream = {"name": record["stream"], "namespace": record.get("namespace")}
            name = name_of(stream)
            if self.fault == "fail-" + name:
                self.fail(name, stream)
                return
            self.rows[name].append(json.dumps(record["data"]))
            self.counts[name] += 1
        elif message["type"] == "STATE":
            self.state(message["state"])
        elif message["type"] == "TRACE":
            if message["trace"]["type"] != "STREAM_STATUS":
                return
            status = message["trace"]["stream_status"]
            name = name_of(status["stream_descriptor"])
            if self.fault == "fail-" + name:
                self.fail(name, status["stream_descriptor"])
            elif status["status"] == "COMPLETE":
                self.complete.add(name)
                if self.streams[name]["destination_sync_mode"] == "overwrite":
                    self.store(name, "w")

    def fail(self, name, stream):
        if name not in self.failed:
            self.failed.add(name)
            error("the table %s is read-only" % name, "config", stream)

    def store(self, name, how):
        with open(self.path(name), how) as file:
            file.writelines(row + "\n" for row in self.rows[name])
        self.rows[name] = []

    def state(self, state):
        name = name_of(state["stream"]["stream_descriptor"])
        if self.fault == "fail-" + name:
            return
        if self.streams[name]["destination_sync_mode"] == "append":
            self.store(name, "a")
        count = self.counts[name]
        self.counts[name] = 0
        if self.fault == "demands-count":
            assert isinstance(state["sourceStats"]["recordCount"], float), "recordCount"
            assert state["id"] == getattr(self, "ids", 0) + 1, "id"
            self.ids = state["id"]
        if self.fault == "drops-unknown":
            state = {key: state[key] for key in ("type", "stream")}
        else:
            wrong = 1 if self.fault == "wrong-count" else 0
            state["destinationStats"] = {"recordCount": float(count - wrong)}
        if self.fault == "never-acks":
            return
        if self.fault == "out-of-order":
            self.held.append(state)
            return
        say({"type": "STATE", "state": state})

    def finish(self):
        for state in reversed(self.held):
            say({"type": "STATE", "state": state})
        missing = [name for name in self.streams if name not in self.complete]
        if self.fault.startswith("fail-"):
            sys.exit(2)
        if missing:
            error("the input ended before the source had completed " + ", ".join(missing), "transient")
            sys.exit(3)


def rid(given):
    for configured in given["catalog"]["streams"]:
        stream = configured["stream"]
        path = os.path.join(given["config"]["folder"], name_of(stream) + ".jsonl")
        if configured["sync_mode"] == "incremental" and os.path.exists(path):
            last = max((json.loads(line)["id"] for line in open(path)), default=None)
            if last is not None:
                say({"type": "STATE", "state": {"type": "STREAM", "stream": {
                    "stream_descriptor": {k: stream[k] for k in ("name", "namespace") if stream.get(k)},
                    "stream_state": {"rid": {"column": "id", "value": last}}}}})


def main(args):
    given = options(args)
    if args[0] == "spec":
        spec = {"connectionSpecification": KEYS, "supported_destination_sync_modes": ["append", "overwrite"]}
        if os.environ.get("DESTINATION_STYLE", "leat") == "leat":
            spec["leat"] = {"name": "test", "destination": True, "rid": True,
                            "data_channel": "DATA_CHANNEL" in os.environ, "session": "SESSION" in os.environ}
        say({"type": "SPEC", "spec": spec})
    elif args[0] == "check":
        status = {"status": "SUCCEEDED"}
        if given["config"].get("fault") == "check-fails":
            status = {"status": "FAILED", "message": "the folder is on another planet; move it"}
        say({"type": "CONNECTION_STATUS", "connectionStatus": status})
    elif args[0] == "rid":
        rid(given)
    elif args[0] == "write":
        Destination(given).write()


if __name__ == "__main__":
    main(sys.argv[1:])
