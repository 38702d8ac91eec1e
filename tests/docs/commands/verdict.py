"""What was done with a command of a page, and whether it was right."""

import dataclasses


@dataclasses.dataclass(frozen=True)
class Verdict:
    done: str  # "run", "parsed", "looked at" or "skipped"
    wrong: str = ""  # what is wrong; empty if nothing is
    why: str = ""  # why it was not run


def run(wrong=""):
    return Verdict("run", wrong)


def parsed(wrong=""):
    return Verdict("parsed", wrong)


def looked_at(why, wrong=""):
    return Verdict("looked at", wrong, why)


def skipped(why):
    return Verdict("skipped", "", why)
