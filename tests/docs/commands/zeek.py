"""Zeek's language: each snippet is parsed by a Zeek that has the plugin, where there is one."""

import functools
import os
import pathlib
import re
import shutil
import subprocess
import tempfile

from pages import ROOT

from . import options, verdict

PLUGIN = ROOT / "build"
ENVIRONMENT = {**os.environ, "ZEEK_PLUGIN_PATH": str(PLUGIN)}
# What pages name although an older Zeek does not know it, with the first version that does.
NEWER = {"Log::default_max_": (8, 1)}


def why_not():
    """Why no Zeek is here that knows the plugin, or nothing."""
    if not shutil.which("zeek"):
        return "there is no zeek on the PATH"
    if not list((PLUGIN / "lib").glob("Trapmine-AMQPWriter.*.so")):
        return "build/ has no plugin"
    return ""


@functools.cache
def version():
    said = subprocess.run(["zeek", "--version"], capture_output=True, text=True, check=True)
    return tuple(int(number) for number in re.search(r"(\d+)\.(\d+)", said.stdout + said.stderr).groups())


def too_new(text):
    for named, first in NEWER.items():
        if named in text and version() < first:
            return f"Zeek {version()[0]}.{version()[1]} does not know {named}…"
    return ""


def parse(text):
    wrong = options.wrong_in(text)
    if wrong:
        return verdict.parsed(wrong)
    if why_not() or too_new(text):
        return verdict.skipped(why_not() or too_new(text))
    with tempfile.TemporaryDirectory() as folder:
        (pathlib.Path(folder) / "snippet.zeek").write_text(text + "\n", encoding="utf-8")
        said = subprocess.run(["zeek", "--parse-only", "snippet.zeek"], cwd=folder, env=ENVIRONMENT, text=True, capture_output=True,
                              check=False)
    return verdict.parsed(said.stderr.strip() if said.returncode or said.stderr.strip() else "")
