"""PostgreSQL servers of our own, on loopback, thrown away at the end."""

import os
import pwd
import signal
import socket
import subprocess
import time

import machine
from report import Trouble

USER = "bench"

# The same for both. What costs a server most, writing safely, is left as it is by default; only what would fall into
# one contender's time and not into another's is moved out of the way: checkpoints come between runs, vacuums never.
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "shared_buffers": "512MB",
    "max_wal_size": "32GB",
    "checkpoint_timeout": "1h",
    "autovacuum": "off",
    "fsync": "on",
    "synchronous_commit": "on",
    "wal_level": "replica",
    "jit": "off",
    "timezone": "UTC",
}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """Started on creation. Its one database and its superuser are called bench; it asks for no password."""

    def __init__(self, folder, name):
        self.name = name
        self.port = free_port()
        self.data = os.path.join(folder, name)
        # The server refuses to run as root.
        self.identity = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
        os.mkdir(self.data, 0o700)
        if self.identity:
            os.chown(self.data, pwd.getpwnam("postgres").pw_uid, pwd.getpwnam("postgres").pw_gid)
        self.process = None
        self.start()

    def start(self):
        binaries = machine.postgres_bin()
        init = [f"{binaries}/initdb", "-D", self.data, "-U", USER, "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8"]
        made = subprocess.run(init, capture_output=True, text=True, check=False, cwd="/", **self.identity)
        if made.returncode != 0:
            raise Trouble(f"initdb failed: {made.stderr}")
        settings = [word for name, value in SETTINGS.items() for word in ("-c", f"{name}={value}")]
        with open(f"{self.data}.log", "w", encoding="utf-8") as log:
            # A session of its own: Ctrl-C is for us, and we stop the servers when nothing uses them any more.
            self.process = subprocess.Popen(
                [f"{binaries}/postgres", "-D", self.data, "-p", str(self.port), *settings],
                stdout=log, stderr=log, start_new_session=True, cwd="/", **self.identity,
            )
        self.await_answer()
        self.sql(f"CREATE DATABASE {USER}", database="postgres")

    def await_answer(self):
        deadline = time.monotonic() + 60
        while self.psql("SELECT 1", "postgres").returncode != 0:
            if self.process.poll() is not None or time.monotonic() > deadline:
                with open(f"{self.data}.log", encoding="utf-8") as log:
                    raise Trouble(f"the server {self.name} does not start: {log.read()[-2000:]}")
            time.sleep(0.1)

    def stop(self):
        """At once: nothing of it is kept."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGQUIT)
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()

    @property
    def address(self):
        return f"host=127.0.0.1 port={self.port} user={USER} dbname={USER}"

    @property
    def url(self):
        return f"postgresql://{USER}@127.0.0.1:{self.port}/{USER}"

    def psql_command(self, sql, database=USER):
        address = ["-h", "127.0.0.1", "-p", str(self.port), "-U", USER, "-d", database]
        return ["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", *address, "-c", sql]

    def psql(self, sql, database=USER):
        return subprocess.run(self.psql_command(sql, database), capture_output=True, text=True, check=False)

    def sql(self, sql, database=USER):
        answer = self.psql(sql, database)
        if answer.returncode != 0:
            raise Trouble(f"the server {self.name} says: {answer.stderr.strip()}")
        return answer.stdout.strip()

    def cpu_seconds(self):
        """Of all its processes so far, those that have ended included."""
        postmaster = self.process.pid
        with open(f"/proc/{postmaster}/task/{postmaster}/children", encoding="utf-8") as file:
            children = file.read().split()
        return ticks(postmaster, ended=True) + sum(ticks(child) for child in children)


def ticks(pid, ended=False):
    """CPU seconds of a process, and of those children that it has seen end; 0 if it is gone."""
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8") as file:
            fields = file.read().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    # user, system, and the same of ended children: fields 14 to 17 in proc(5), whose third is our first.
    return sum(map(int, fields[11:15 if ended else 13])) / os.sysconf("SC_CLK_TCK")
