"""Adds the command session to another connector of these tests, whose module is the first argument."""
import importlib
import json
import subprocess
import sys


def session(connector):
    for line in iter(sys.stdin.readline, ""):
        words = json.loads(line)
        if words[0] in ("read", "write"):
            importlib.import_module(connector).main(words)
            return
        code = subprocess.call([sys.executable, "/%s.py" % connector, *words], stdin=subprocess.DEVNULL)
        print(json.dumps({"type": "ANSWERED", "answered": {"exit_code": code}}), flush=True)


if sys.argv[2] == "session":
    session(sys.argv[1])
else:
    importlib.import_module(sys.argv[1]).main(sys.argv[2:])
