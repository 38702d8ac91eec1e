"""Blocks that are no commands: pictures, messages, pieces of configuration, queries. What can be read by a machine is read."""

import configparser
import json
import re

from pages import ROOT, read

from . import options, verdict

PICTURE = re.compile("[─│┌┐└┘├┤►▼▲]")
OPTION_LINE = re.compile(r"^LogAMQP::(?P<name>\w+)\s+\S")
METRIC = re.compile(r"\bzeek_amqp_\w+")
METRICS = ROOT / "docs" / "telemetry.md"  # in a table


def judge(text):
    """The verdict on a text of one of these kinds; None if it is of none."""
    lines = [line for line in text.split("\n") if line.strip()]
    if PICTURE.search(text):
        return verdict.looked_at("a picture")
    if all(line.startswith("{") for line in lines):
        return verdict.parsed(json_wrong(lines))
    if lines[0].startswith("[") and lines[0].rstrip().endswith("]"):
        return verdict.parsed(ini_wrong(text))
    if all(OPTION_LINE.match(line) for line in lines):
        names = [OPTION_LINE.match(line)["name"] for line in lines]
        return verdict.parsed(" ".join(f"{name} does not change while Zeek runs" for name in names if not options.ROWS.get(name)))
    if all(METRIC.search(line) for line in lines):
        unknown = [metric for metric in METRIC.findall(text) if f"| `{metric}` |" not in read(METRICS)]
        return verdict.parsed(f"{METRICS.name} has no {', '.join(unknown)}" if unknown else "")
    return None


def json_wrong(lines):
    for line in lines:
        try:
            json.loads(re.sub(",?…", "", line))  # for what is left out
        except ValueError as error:
            return f"no JSON: {error}"
    return ""


def ini_wrong(text):
    try:
        configparser.ConfigParser().read_string(text)
    except configparser.Error as error:
        return str(error)
    return ""
