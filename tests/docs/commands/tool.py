"""`zeek-amqp` as its own --help describes it."""

import functools
import os
import re
import subprocess

from pages import ROOT

CLI = os.environ.get("ZEEKAMQP_CLI", str(ROOT / "build" / "bin" / "zeek-amqp"))
FLAG = re.compile(r"^--?[a-zA-Z?][\w-]*")


@functools.cache
def help_of(*path):
    said = subprocess.run([CLI, *path, "--help"], capture_output=True, text=True, check=False)
    if said.returncode:
        raise LookupError(f"zeek-amqp {' '.join(path)} --help ends with {said.returncode}: {said.stderr.strip()}")
    return said.stdout


@functools.cache
def names_in(section, *path):
    """The commands or options that --help lists under this heading."""
    found = re.search(rf"^{section}:\n((?:  .*\n|\n(?=  ))*)", help_of(*path), re.MULTILINE)
    return set(re.findall(r"^  (\w[\w-]*)", found[1], re.MULTILINE)) if found else set()


def wrong_in(arguments):
    """What zeek-amqp would not know of these arguments."""
    path = []
    while arguments and arguments[0] in names_in("Commands", *path):
        path.append(arguments[0])
        arguments = arguments[1:]
    if arguments and names_in("Commands", *path) and not arguments[0].startswith("-"):
        return f"{' '.join(['zeek-amqp', *path])} has no command {arguments[0]}"
    options = help_of(*path)
    for argument in arguments:
        flag = FLAG.match(argument)
        if flag and not re.search(rf"(?<![\w-]){re.escape(flag[0])}(?![\w-])", options):
            return f"{' '.join(['zeek-amqp', *path])} has no {flag[0]}"
    return ""
