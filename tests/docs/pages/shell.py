"""Shell text: its statements, and the commands in them, as far as pages have any."""

import os
import re
import shlex
import subprocess

SEPARATORS = {"&&", "||", ";", "|", "&", "(", ")"}
KEYWORDS = {"for", "do", "done", "if", "then", "else", "fi", "while", "until", "!", "{", "}", "time"}
VARIABLE = re.compile(r"^\w+=")


def parses(text):
    return subprocess.run(["bash", "-n"], input=text, text=True, capture_output=True, check=False).returncode == 0


def statements(text):
    """Lines, and those together that are one command; each with the number of its first line, from 0. What bash cannot read is the
    last of them."""
    gathered, first = [], 0
    for number, line in enumerate(text.split("\n")):
        if not gathered and not line.strip():
            continue
        first = first if gathered else number
        gathered.append(line)
        if parses("\n".join(gathered)) and not line.endswith("\\"):
            yield first, "\n".join(gathered)
            gathered = []
    if gathered:
        yield first, "\n".join(gathered)


def commands(statement):
    """The words of each command in a statement, without variables before it, redirections and comments."""
    words = shlex.shlex(statement, posix=True, punctuation_chars=True)
    words.whitespace_split, words.commenters = True, "#"
    words.whitespace = " \t\r"  # a line's end separates commands
    command, skip = [], False
    for word in [*words, "\n"]:
        for part in re.split(r"(\n)", word):
            if part == "\n" or part in SEPARATORS:
                if command:
                    yield command
                command = []
            elif skip:
                skip = False
            elif part and set(part) <= set("<>&"):
                skip = True
            elif not part or (not command and (part in KEYWORDS or VARIABLE.match(part))):
                # for NAME in WORD…: no command
                if part == "for":
                    command = ["for"]
            else:
                command.append(part)


def run(statement, folder, environment, patience_s):
    """The exit status and what it said; None as the status if it did not come to an end."""
    started = subprocess.Popen(["bash", "-euo", "pipefail", "-c", statement], cwd=folder, env=environment, text=True,
                               stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True)
    try:
        said, _ = started.communicate(timeout=patience_s)
    except subprocess.TimeoutExpired:
        os.killpg(started.pid, 9)
        said, _ = started.communicate()
        return None, said
    return started.returncode, said
