"""Servers that the test kit knows how to get, and programs in Java beside them."""

import json
import subprocess

import java
import machine
import measure
from report import Trouble
from servers import ticks


def program(name, *arguments, options=()):
    """The command that runs a program of dev.leat.bench. The build has been seen to by the server's start."""
    launcher, class_path = java.built_already()
    jvm = ["-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", *options]
    return [launcher, *jvm, *class_path, f"dev.leat.bench.{name}", *arguments]


class TestkitServer:
    """A server of a kind, started on creation; settings are a connector's to reach it."""

    def __init__(self, kind):
        java.built()
        self.name = f"{kind}-server"
        self.process = subprocess.Popen(
            program("Serve", kind, options=["-Xmx256m", f"-Dleat.root={machine.ROOT}"]),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
        )
        self.settings = json.loads(self.told() or "null")
        if not self.settings:
            raise Trouble(f"the server {self.name} does not start: {self.process.stderr.read()[-2000:]}")

    def told(self):
        return self.process.stdout.readline()

    def do(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        if self.told().strip() != line:
            raise Trouble(f"the server {self.name} failed at {line}: {self.process.stderr.read()[-2000:]}")

    def stop(self):
        """With its standard input it ends, and what it has started with it."""
        self.process.stdin.close()
        try:
            self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.process.kill()

    def sql(self, statement):
        """Checkpoints are all that a race asks for; these servers make theirs when they like."""
        if statement != "CHECKPOINT":
            raise Trouble(f"the server {self.name} runs no statements")

    def cpu_seconds(self):
        """Of what the process has started, which is the server proper."""
        return sum(ticks(child) for child in measure.children(self.process.pid))
