"""Leat's connectors in containers: by the runner, and as a plain pipe of two `docker run`s. The images are built before."""

import dataclasses
import json
import os
import re
import subprocess

import machine
from report import Trouble

# As the servers are reached by it.
NETWORK = "host"


def contenders(leat, source, destination, stream, prepare, rows):
    """By the runner with its FIFO, and the rows through the engine's own input and output."""
    version = re.search(r"<version>([^<]+)</version>", open(os.path.join(machine.ROOT, "pom.xml"), encoding="utf-8").read())
    images = [f"leat/{side}-postgres:{version.group(1)}" for side in ("source", "destination")]
    for image in images:
        if subprocess.run(["docker", "image", "inspect", image], capture_output=True, check=False).returncode:
            raise Trouble(f"there is no image {image}; build it: docker/build postgres")
    by_runner = leat.contender("leat-docker", prepare, rows, source, destination, stream)
    by_runner.pipeline[0] += ["--launcher", "docker", "--set", f"docker={{network: {NETWORK}, pull: never}}"]
    return [by_runner, piped(by_runner, images, source, destination, stream)]


def piped(by_runner, images, source, destination, stream):
    folder = os.path.join(by_runner.folder, "piped")
    os.makedirs(folder)
    settings = os.path.join(folder, "leat.yaml")
    write(settings, {"connections": {"source": source}})
    for name, connection in (("source", source), ("destination", destination)):
        write(os.path.join(folder, f"{name}.json"), connection["config"])
    container = ["docker", "run", "--rm", "--interactive", "--network", NETWORK, "--volume", f"{folder}:/given:ro"]
    read = ["read", "--config", "/given/source.json", "--catalog", "/given/catalog.json"]
    into = ["write", "--config", "/given/destination.json", "--catalog", "/given/catalog.json"]

    def with_catalog():
        by_runner.prepare()
        discover = [machine.LEAT, "discover", "source", "--json", "-f", settings]
        found = json.loads(subprocess.run(discover, check=True, capture_output=True, text=True).stdout)
        wanted = [one for one in found["streams"] if f"{one['namespace']}.{one['name']}" == stream["name"]]
        configured = {"sync_mode": "full_refresh", "destination_sync_mode": "overwrite"}
        ids = {"generation_id": 1, "minimum_generation_id": 1, "sync_id": 1}
        write(os.path.join(folder, "catalog.json"), {"streams": [{"stream": one, **configured, **ids} for one in wanted]})

    pipeline = [container + [images[0]] + read, container + [images[1]] + into]
    return dataclasses.replace(by_runner, name="docker-pipe", pipeline=pipeline, prepare=with_catalog, rows=None)


def write(file, content):
    with open(file, "w", encoding="utf-8") as out:
        json.dump(content, out)
