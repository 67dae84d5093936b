"""One run of some programs: how long it took, what it cost, how much memory each took."""

import dataclasses
import os
import re
import signal
import subprocess
import tempfile
import threading
import time

import servers

POLL_SECONDS = 0.05

# What the launcher is, and starts, before it becomes the runner.
PASSING = {"sh", "find"}


@dataclasses.dataclass
class Process:
    role: str
    argv: list
    rss_mb: float = 0.0
    cpu_seconds: float = 0.0


@dataclasses.dataclass
class Run:
    seconds: float
    cpu_seconds: float
    server_cpu_seconds: dict
    processes: dict  # by process id
    output: str  # of the last program
    failure: str  # "" if all went well

    def rss_by_role(self):
        """The largest of each role, in MB."""
        largest = {}
        for process in self.processes.values():
            if process.role in PASSING:
                continue
            largest[process.role] = max(largest.get(process.role, 0), process.rss_mb)
        return largest


class Watch(threading.Thread):
    """Looks at processes and what they start, again and again: what has ended cannot be asked any more."""

    def __init__(self, poll_seconds=POLL_SECONDS):
        super().__init__(daemon=True)
        self.poll_seconds = poll_seconds
        self.roots = []
        self.seen = {}
        self.ended = threading.Event()

    def run(self):
        while not self.ended.wait(self.poll_seconds):
            self.look()

    def look(self):
        waiting = list(self.roots)
        while waiting:
            pid = waiting.pop()
            try:
                self.note(pid)
                waiting += children(pid)
            except (FileNotFoundError, ProcessLookupError):
                pass  # ended while we looked

    def note(self, pid):
        with open(f"/proc/{pid}/cmdline", encoding="utf-8", errors="replace") as file:
            argv = file.read().split("\0")[:-1]
        with open(f"/proc/{pid}/status", encoding="utf-8", errors="replace") as file:
            peak = re.search(r"^VmHWM:\s+(\d+) kB", file.read(), re.MULTILINE)
        if argv and peak:
            # A process may become another program, whose name it then goes by.
            process = self.seen.setdefault(pid, Process("", []))
            process.role, process.argv = role(argv), argv
            process.rss_mb = int(peak.group(1)) / 1024
            process.cpu_seconds = servers.ticks(pid)


def children(pid):
    found = []
    for thread in os.listdir(f"/proc/{pid}/task"):
        try:
            with open(f"/proc/{pid}/task/{thread}/children", encoding="utf-8") as file:
                found += map(int, file.read().split())
        except (FileNotFoundError, ProcessLookupError):
            pass  # a thread that has ended; its children are another's now
    return found


def role(argv):
    connection = [word.partition("=")[2] for word in argv if word.startswith("-Dleat.connection=")]
    if connection:
        return connection[0]
    if any(word.endswith("leat-runner.jar") for word in argv):
        return "leat-runner"
    return os.path.basename(argv[0].split(":")[0].split(" ")[0])


def run(pipeline, watched_servers=(), timeout=600, environment=None, folder=None, poll_seconds=POLL_SECONDS):
    """Runs a pipeline of commands, each one's output the next one's input."""
    watch = Watch(poll_seconds)
    server_cpu = [server.cpu_seconds() for server in watched_servers]
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        running = []
        start = time.monotonic()
        try:
            start_all(pipeline, running, output, errors, os.environ | (environment or {}), folder)
            watch.roots = [process.pid for process in running]
            watch.start()
            codes, cpu = wait_all(running, timeout)
            seconds = time.monotonic() - start
        finally:
            watch.ended.set()
            for process in running:
                end(process)
        return Run(
            seconds,
            cpu,
            {server.name: server.cpu_seconds() - before for server, before in zip(watched_servers, server_cpu)},
            watch.seen,
            tail(output, 1 << 20),
            failure(codes, seconds, timeout, errors),
        )


def failure(codes, seconds, timeout, errors):
    if not any(codes):
        return ""
    ended = f"ended after {timeout} s; " if seconds >= timeout else ""
    return f"{ended}exit codes {codes}: {tail(errors, 2000)}"


def start_all(pipeline, running, output, errors, environment, folder):
    for number, argv in enumerate(pipeline):
        last = number == len(pipeline) - 1
        running.append(
            subprocess.Popen(
                argv,
                stdin=running[-1].stdout if running else subprocess.DEVNULL,
                stdout=output if last else subprocess.PIPE,
                stderr=errors,
                env=environment,
                cwd=folder,
                start_new_session=True,
            )
        )
        if number > 0:
            running[-2].stdout.close()


def wait_all(running, timeout):
    """Exit codes, and CPU seconds with those of all processes they have waited for."""
    timer = threading.Timer(timeout, lambda: [end(process) for process in running])
    timer.start()
    codes, cpu = [], 0
    try:
        for process in running:
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            codes.append(process.returncode)
            cpu += usage.ru_utime + usage.ru_stime
    finally:
        timer.cancel()
    return codes, cpu


def end(process):
    """Ends a program and what it has started."""
    if process.returncode is None:
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass


def tail(file, length):
    file.seek(0, os.SEEK_END)
    file.seek(max(0, file.tell() - length))
    return file.read().decode("utf-8", "replace").strip()
