"""The programs that pages call. Each says of its arguments what is wrong as far as that can be seen, and whether a sandbox may run it.
A program that is not here fails the test: say here what is to be done with it."""

import functools
import re
import subprocess

from pages import ROOT, read

from . import options, tool

MAKEFILE = read(ROOT / "Makefile")
COMPOSE = "docs/docker/docker-compose.yml"


def nothing(_):
    return ""


def of_make(words):
    targets = re.findall(r"^([a-z][a-z0-9 -]*?)(?=:[^=])", MAKEFILE, re.MULTILINE)
    known = {target for line in targets for target in line.split()}
    for word in words:
        if "=" in word:
            variable = word.split("=")[0]
            if not re.search(rf"\b{variable}\b", MAKEFILE):
                return f"the Makefile has no variable {variable}"
        elif word not in known:
            return f"the Makefile has no target {word}"
    return ""


def of_configure(words):
    flags = configure_help()
    return " ".join(f"./configure has no {word}" for word in words if word.split("=")[0] not in flags)


@functools.cache
def configure_help():
    return set(re.findall(r"--[\w-]+", subprocess.run([ROOT / "configure", "--help"], capture_output=True, text=True, check=True).stdout))


def of_script(path):
    """A script of this repository: it is there, and its text or its folder knows each flag and each word."""
    def wrong_in(words):
        script = ROOT / path
        if not script.exists():
            return f"there is no {path}"
        names = {file.stem for file in script.parent.rglob("*")}
        for word in words:
            if word.startswith("--") and word.split("=")[0] not in read(script):
                return f"{path} has no {word}"
            if re.fullmatch("[a-z]+(-[a-z]+)+", word) and word not in names and word not in read(script):
                return f"{path} knows no {word}"
        return ""
    return wrong_in


def of_file_among(words):
    """Python, Go and .NET: the program is a file of docs/consumers, which the test docs.consumers runs."""
    files = [word for word in words if re.search(r"\.(py|go|cs)$", word)]
    for file in files:
        if not (ROOT / file).exists() and not (ROOT / "docs" / "consumers" / file).exists():
            return f"there is no {file}"
    return ""


def of_docker(words):
    """The service exists, and zeek-amqp in it knows what it is told."""
    if words[:1] != ["compose"]:
        return ""
    services = re.findall(r"^  (\w+):", read(ROOT / COMPOSE).split("\nvolumes:")[0], re.MULTILINE)
    if words[1] == "exec":
        if words[2] not in services:
            return f"{COMPOSE} has no service {words[2]}"
        if words[3] == "zeek-amqp":
            return tool.wrong_in(words[4:])
    return ""


def tool_reason(words):
    """The commands that read a folder of Zeek's, draw a screen or ask another machine have tests of their own, in tests/cli."""
    if not words or words[0] not in ("replay", "tail"):
        return "tests/cli runs it"
    if any(re.search("^--tls|^amqps:|example.org|^[A-Z]+$|/opt/zeek/logs", word) for word in words):
        return "names what is not here"
    return ""


def of_zeek(words):
    return options.wrong_in(" ".join(words))


def find(program):
    """What is known of a program; None if nothing is."""
    if program.startswith("tests/"):
        return of_script(program), "is a test of its own"
    return PROGRAMS.get(program)


# Name: (what is wrong with its arguments; why it is not run, of its arguments or always; nothing if it is run).
PROGRAMS = {
    "zeek-amqp": (tool.wrong_in, tool_reason),
    "zeek": (of_zeek, ""),
    "rabbitmqctl": (nothing, ""),
    "rabbitmqadmin": (nothing, ""),
    "rabbitmq-plugins": (nothing, ""),
    "grep": (nothing, ""),
    "for": (nothing, ""),
    "make": (of_make, "builds, installs, or tests for minutes"),
    "./configure": (of_configure, "would set this build up anew"),
    "python3": (of_file_among, "docs.consumers runs it"),
    "go": (of_file_among, "docs.consumers runs it, or it needs the network"),
    "dotnet": (of_file_among, "docs.consumers runs it"),
    "docker": (of_docker, "needs a Docker engine"),
    "jq": (nothing, "need not be installed"),
    "cd": (nothing, "a step of others that are not run"),
    "cp": (nothing, "a step of others that are not run"),
    "chmod": (nothing, "a step of others that are not run"),
    "${EDITOR:-vi}": (nothing, "is for a person"),
    "apt-get": (nothing, "changes the machine"),
    "pip": (nothing, "changes the machine"),
    "zkg": (nothing, "changes the machine's Zeek"),
    "zeekctl": (nothing, "tests/cluster runs it"),
    "systemctl": (nothing, "changes the machine"),
}
