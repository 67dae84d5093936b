"""What this machine has: the programs that are measured, and a description of it for the results."""

import glob
import os
import platform
import re
import shutil
import subprocess

from report import Trouble

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
LEAT = os.path.join(ROOT, "leat")
JDK_OLDEST = 25

# What is missing of the second kind is left out of the comparison.
REQUIRED = {"postgres": "postgresql", "psql": "postgresql-client", "mvn": "maven"}
WELCOME = {"pgloader": "pgloader", "pgcopydb": "pgcopydb"}


def postgres_bin():
    """The folder of the newest server's programs; Debian does not put them on the path."""
    found = glob.glob("/usr/lib/postgresql/*/bin/postgres")
    newest = max(found, key=lambda path: int(path.split("/")[-3]), default=shutil.which("postgres"))
    return os.path.dirname(newest) if newest else None


def has(program):
    return bool(postgres_bin() if program == "postgres" else shutil.which(program))


def missing(programs):
    return [package for program, package in programs.items() if not has(program)]


def install():
    packages = missing(REQUIRED | WELCOME)
    if not packages:
        return
    if os.geteuid() != 0:
        raise Trouble("--install needs root; as root: apt-get install " + " ".join(packages))
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], check=True, env=quiet)
    subprocess.run(["apt-get", "install", "-qq", "-y", "--no-install-recommends", *packages], check=True, env=quiet)


def require():
    packages = missing(REQUIRED)
    if packages:
        raise Trouble(f"apt-get install {' '.join(packages)} (or, as root, bench/run --install), and run it again")
    jdk()


def jdk():
    """The folder of the JDK that ./leat would take too."""
    named = [os.environ.get(name, "") for name in ("LEAT_JAVA_HOME", "JAVA_HOME")]
    for home in [*named, *sorted(glob.glob("/usr/lib/jvm/*"))]:
        if release(home) >= JDK_OLDEST and os.path.exists(f"{home}/bin/javac"):
            return home
    raise Trouble(f"a JDK {JDK_OLDEST} or later is needed; point JAVA_HOME at one")


def release(home):
    try:
        with open(f"{home}/release", encoding="utf-8") as file:
            return int(re.search(r'JAVA_VERSION="(\d+)', file.read()).group(1))
    except (OSError, AttributeError):
        return 0


def version(*command):
    answer = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    version = re.search(r'(?:version "?|PostgreSQL\) )([^\s"]+)', answer.stdout)
    return version.group(1) if version else "?"


def find(file, pattern):
    with open(file, encoding="utf-8") as lines:
        match = re.search(pattern, lines.read(), re.MULTILINE)
    return match.group(1).strip().strip('"') if match else "?"


def describe():
    """A dict of lines for the head of a report."""
    memory = int(find("/proc/meminfo", r"^MemTotal:\s+(\d+)")) / 2**20
    described = {
        "processor": f"{find('/proc/cpuinfo', r'^model name[^:]*:(.*)$')}, {os.cpu_count()} cores, {memory:.0f} GB",
        "system": f"{find('/etc/os-release', r'^PRETTY_NAME=(.*)$')}, Linux {platform.release()}",
        "Java": version(f"{jdk()}/bin/java", "-version"),
        "PostgreSQL": version(f"{postgres_bin()}/postgres", "--version"),
        "load before": f"{os.getloadavg()[0]:.2f}",
    }
    for program in WELCOME:
        described[program] = version(program, "--version") if has(program) else "not installed, left out"
    describe_commit = ["git", "-C", ROOT, "describe", "--always", "--dirty"]
    commit = subprocess.run(describe_commit, capture_output=True, text=True, check=False)
    described["Leat"] = commit.stdout.strip() or "no git"
    return described
