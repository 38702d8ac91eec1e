"""Blocks that are no commands: pictures, messages, pieces of configuration, queries. What can be read by a machine is read."""

import configparser
import json
import re

from pages import ROOT, read

from . import options, verdict

PICTURE = re.compile("[─│┌┐└┘├┤►▼▲]")
OPTION_LINE = re.compile(r"^LogAMQP::(?P<name>\w+)\s+\S")
METRIC = re.compile(r"\bzeek_amqp_\w+")
COMMAND = re.compile(r"^\s*(\$ |(?:zeek-amqp|zeek|make|rabbitmq\w*) \w)")
METRICS = ROOT / "docs" / "telemetry.md"  # in a table


def judge(text):
    """The verdict on a text of one of these kinds; None if it is of none."""
    lines = [line for line in text.split("\n") if line.strip()]
    if PICTURE.search(text):
        return verdict.looked_at("a picture")
    if lines[0].startswith("{"):
        return json_verdict(lines)
    if lines[0].startswith("[") and lines[0].rstrip().endswith("]"):
        return verdict.parsed(ini_wrong(text))
    if all(OPTION_LINE.match(line) for line in lines):
        names = [OPTION_LINE.match(line)["name"] for line in lines]
        return verdict.parsed(" ".join(f"{name} does not change while Zeek runs" for name in names if not options.ROWS.get(name)))
    if all(METRIC.search(line) for line in lines):
        unknown = [metric for metric in METRIC.findall(text) if f"| `{metric}` |" not in read(METRICS)]
        return verdict.parsed(f"{METRICS.name} has no {', '.join(unknown)}" if unknown else "")
    return None


def output(text):
    """The verdict on what a page calls output: no command may hide in it."""
    hidden = [line for line in text.split("\n") if COMMAND.match(line)]
    return verdict.parsed(f"a command among output: {hidden[0]}") if hidden else verdict.looked_at("what a command prints")


def json_verdict(lines):
    """A record a line, or one on several; where … is more than a few members, nothing can be read."""
    try:
        for text in lines if all(line.startswith("{") for line in lines) else [" ".join(lines)]:
            json.loads(re.sub(",?…", "", text))
    except ValueError as error:
        return verdict.looked_at("JSON, of which much is left out") if "…" in "".join(lines) else verdict.parsed(f"no JSON: {error}")
    return verdict.parsed()


def ini_wrong(text):
    try:
        configparser.ConfigParser().read_string(text)
    except configparser.Error as error:
        return str(error)
    return ""
