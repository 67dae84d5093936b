#!/usr/bin/env python3
"""A connector in Python's standard library: the CSV files of a folder, each a stream.

A connector is a program with four commands; it answers in JSON, one message per line, on standard output:

    source.py spec                                        how it is configured, and what it can do
    source.py check    --config FILE                      whether that configuration works
    source.py discover --config FILE                      the streams, with the JSON Schema of their rows
    source.py read     --config FILE --catalog FILE [--state FILE]

The rows of a stream are in the order of their column "id", a whole number that grows: the RID. The state after a row is
that row's id. A destination answers the greatest id it has, which comes back here as --state, and reading goes on there.
"""

import csv
import difflib
import json
import os
import signal
import sys
import time

RID = "id"
ROWS_PER_STATE = 1000
EXIT = {"internal": 1, "config": 2, "transient": 3, "data": 4}
FAILURE = {"internal": "system_error", "config": "config_error", "transient": "transient_error", "data": "system_error"}

SPEC = {
    "protocol_version": "0.2.0",
    "connectionSpecification": {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "CSV folder",
        "description": "Reads the CSV files of a folder.",
        "type": "object",
        "additionalProperties": False,
        "required": ["folder"],
        "properties": {
            "folder": {
                "title": "Folder",
                "description": "The folder with the files; each has a header with a column id.",
                "type": "string",
                "examples": ["data"],
                "order": 0,
            }
        },
    },
    "supportsIncremental": True,
    # What only Leat reads: this source can be read whole, and takes and writes states that are RIDs.
    "leat": {"name": "csv-folder", "source": True, "full_refresh": True, "rid_state": True},
}

stopping = False


class Failure(Exception):
    """Somebody must act: "config" the user, "data" whoever owns the row, "transient" nobody but time."""

    def __init__(self, kind, message):
        super().__init__(message)
        self.kind = kind


def send(out, kind, field, body):
    out.write(json.dumps({"type": kind, field: body}, ensure_ascii=False, separators=(",", ":")) + "\n")


def trace(out, kind, field, body):
    send(out, "TRACE", "trace", {"type": kind, "emitted_at": int(time.time() * 1000), field: body})


def hint(name, known):
    near = difflib.get_close_matches(name, known, 1)
    return f'; did you mean "{near[0]}"?' if near else f"; there are {', '.join(sorted(known))}" if known else ""


def load(path, what):
    try:
        with open(path, encoding="utf-8") as file:
            return json.load(file)
    except OSError as e:
        raise Failure("config", f"cannot read the {what} file {path}: {e.strerror}")
    except ValueError as e:
        raise Failure("config", f"the {what} file {path} is not valid JSON: {e}")


def configured(path):
    """The folder that the configuration names, once everything about it is right."""
    config = load(path, "configuration")
    known = SPEC["connectionSpecification"]["properties"]
    if not isinstance(config, dict):
        raise Failure("config", "the configuration is not a JSON object")
    for key in config:
        if key not in known:
            raise Failure("config", f'unknown key "{key}"{hint(key, known)}')
    folder = config.get("folder")
    if not isinstance(folder, str):
        raise Failure("config", '"folder" must be given, as a string')
    if not os.path.isdir(folder):
        raise Failure("config", f"there is no folder {folder}; correct folder")
    return folder


def files(folder):
    return {name[:-4]: os.path.join(folder, name) for name in sorted(os.listdir(folder)) if name.endswith(".csv")}


def header(path):
    with open(path, encoding="utf-8", newline="") as file:
        names = next(csv.reader(file), [])
    if RID not in names:
        raise Failure("config", f'{path} has no column "{RID}" in its first row; add one that grows with each row')
    return names


def stream(name, path):
    text = {"type": ["null", "string"], "leat": {"type": "text"}}
    number = {"type": "integer", "leat": {"type": "int", "bits": 64}}
    return {
        "name": name,
        "json_schema": {"type": "object", "properties": {c: number if c == RID else text for c in header(path)}},
        "supported_sync_modes": ["full_refresh", "incremental"],
        "default_cursor_field": [RID],
        "leat": {"rids": [{"column": RID, "unique": True}]},
    }


class Plan:
    """What is to be read of one stream, taken from the catalog and the states."""

    def __init__(self, configured, states, known):
        self.name = configured["stream"]["name"]
        if self.name not in known:
            raise Failure("config", f'there is no stream "{self.name}"{hint(self.name, known)}')
        self.path = known[self.name]
        self.columns = list(configured["stream"]["json_schema"]["properties"])
        self.descriptor = {"name": self.name}
        self.incremental = configured.get("sync_mode") == "incremental"
        self.last = None
        self.unique = bool((configured.get("leat") or {}).get("rid_unique"))
        names = header(self.path)
        for column in self.columns:
            if column not in names:
                raise Failure("config", f'{self.path} has no column "{column}"{hint(column, names)}')
        if self.incremental:
            cursor = (configured.get("cursor_field") or [RID])[0]
            if cursor != RID:
                raise Failure("config", f'stream "{self.name}": "{cursor}" is no RID of this source; "{RID}" is')
            self.last = self.given(states)

    def given(self, states):
        """The RID to go on from: the value of a state {"rid": {"column": "id", "value": 42}}."""
        for state in states:
            if state.get("type") == "GLOBAL":
                raise Failure("config", "the state is GLOBAL, which this source does not write; start without --state")
            inner = state.get("stream", {})
            if inner.get("stream_descriptor", {}).get("name") == self.name:
                rid = (inner.get("stream_state") or {}).get("rid")
                if rid and rid["column"] != RID:
                    raise Failure("config", f'the state was made for the column "{rid["column"]}", not for "{RID}"')
                return rid["value"] if rid else None
        return None

    def is_new(self, rid):
        """Rows that share the last RID come again unless no two rows do: the destination replaces those it has."""
        return self.last is None or rid > self.last or rid == self.last and not self.unique


def read(plan, out):
    """Sends the rows of one stream, with a state now and then."""
    trace(out, "STREAM_STATUS", "stream_status", {"stream_descriptor": plan.descriptor, "status": "STARTED"})
    sent = 0
    try:
        with open(plan.path, encoding="utf-8", newline="") as file:
            before = None
            rows = csv.DictReader(file)
            for row in rows:
                rid = number(plan, row[RID], rows.line_num)
                if before is not None and rid <= before:
                    raise Failure("data", f"{plan.path}, line {rows.line_num}: the id {rid} comes after {before}")
                before = rid
                if plan.incremental and not plan.is_new(rid):
                    continue
                if stopping:
                    break
                if plan.incremental:
                    plan.last = rid
                sent = record(plan, out, row, rid, sent)
    except (Failure, UnicodeDecodeError, csv.Error) as e:
        end(plan, out, sent, "INCOMPLETE")
        raise e if isinstance(e, Failure) else Failure("data", f"{plan.path} is not CSV in UTF-8: {e}")
    end(plan, out, sent, "INCOMPLETE" if stopping else "COMPLETE")


def number(plan, text, line):
    try:
        return int(text)
    except (TypeError, ValueError):
        raise Failure("data", f'{plan.path}, line {line}, column "{RID}": "{text}" is no whole number')


def record(plan, out, row, rid, sent):
    if sent == 0:
        trace(out, "STREAM_STATUS", "stream_status", {"stream_descriptor": plan.descriptor, "status": "RUNNING"})
    data = {column: rid if column == RID else row[column] or None for column in plan.columns}
    send(out, "RECORD", "record", {"stream": plan.name, "data": data, "emitted_at": int(time.time() * 1000)})
    if (sent + 1) % ROWS_PER_STATE == 0 and plan.incremental:
        state(plan, out, sent + 1)
        return 0
    return sent + 1


def state(plan, out, sent):
    """Says: every row up to this RID was sent. The count of rows since the last state lets losses be noticed."""
    rid = {} if plan.last is None else {"rid": {"column": RID, "value": plan.last}}
    body = {"stream_descriptor": plan.descriptor, "stream_state": rid}
    send(out, "STATE", "state", {"type": "STREAM", "stream": body, "sourceStats": {"recordCount": float(sent)}})


def end(plan, out, sent, status):
    if status == "COMPLETE" or plan.incremental:
        state(plan, out, sent)
    trace(out, "STREAM_STATUS", "stream_status", {"stream_descriptor": plan.descriptor, "status": status})
    out.flush()


def read_all(args, out):
    known = files(configured(args["config"]))
    catalog = load(args["catalog"], "catalog")
    if not isinstance(catalog, dict) or not isinstance(catalog.get("streams"), list):
        raise Failure("config", f'the catalog in {args["catalog"]} has no "streams"')
    names = [configured["stream"]["name"] for configured in catalog["streams"]]
    for name in names:
        if names.count(name) > 1:
            raise Failure("config", f'the catalog has the stream "{name}" twice; leave one out')
    states = load(args["state"], "state") if "state" in args else []
    states = [states] if isinstance(states, dict) and states else states or []
    if not all(isinstance(s, dict) and ("stream" in s or "global" in s) for s in states):
        raise Failure("config", f'the state in {args["state"]} must be a list of STATE bodies')
    code = 0
    for configured_stream in catalog["streams"]:
        # One stream that fails does not keep the others from being read.
        try:
            read(Plan(configured_stream, states, known), out)
        except Failure as failure:
            report(out, failure, {"name": configured_stream["stream"]["name"]})
            code = code or EXIT[failure.kind]
    return 143 if stopping else code


def report(out, failure, descriptor=None):
    error = {"message": str(failure), "failure_type": FAILURE[failure.kind], "leat": {"kind": failure.kind}}
    if descriptor:
        error["stream_descriptor"] = descriptor
    trace(out, "ERROR", "error", error)
    out.flush()


def check(args, out):
    """A configuration that does not work is an answer, not a failure."""
    status = {"status": "SUCCEEDED"}
    try:
        configured(args["config"])
    except Failure as failure:
        status = {"status": "FAILED", "message": str(failure)}
    send(out, "CONNECTION_STATUS", "connectionStatus", status)


def arguments(argv):
    """Flags are the same for all connectors; a platform may write the command with dashes."""
    needs = {"spec": [], "check": ["config"], "discover": ["config"], "read": ["config", "catalog"]}
    word = argv[0].removeprefix("--") if argv else ""
    if word not in needs:
        raise Failure("config", f'there is no command "{word}"{hint(word, needs)}')
    args = {}
    rest = iter(argv[1:])
    for flag in rest:
        name = flag.removeprefix("--")
        if name not in ("config", "catalog", "state"):
            raise Failure("config", f'unknown argument "{flag}"')
        args[name] = next(rest, None)
    for name in needs[word]:
        if not args.get(name):
            raise Failure("config", f'"{word}" needs --{name} with the name of a file')
    return word, args


def main():
    out = sys.stdout
    out.reconfigure(encoding="utf-8")
    signal.signal(signal.SIGTERM, stop)
    try:
        word, args = arguments(sys.argv[1:])
        if word == "spec":
            send(out, "SPEC", "spec", SPEC)
        elif word == "check":
            check(args, out)
        elif word == "discover":
            streams = [stream(name, path) for name, path in files(configured(args["config"])).items()]
            send(out, "CATALOG", "catalog", {"streams": streams})
        else:
            return read_all(args, out)
        return 0
    except Failure as failure:
        report(out, failure)
        return EXIT[failure.kind]


def stop(signum, frame):
    """SIGTERM: the row that is being sent is the last one; a state and INCOMPLETE follow."""
    global stopping
    stopping = True


if __name__ == "__main__":
    try:
        code = main()
        sys.stdout.flush()
    except BrokenPipeError:
        # Nobody reads any more, so there is nobody to tell.
        code = EXIT["transient"]
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(code)
