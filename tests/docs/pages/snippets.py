"""What pages show apart from their prose: fenced and indented blocks, and `code` in a line."""

import dataclasses
import re

from . import name, read

FENCE = re.compile(r"^(?P<indent> *)```(?P<language>[\w-]*)\s*$")
MARK = re.compile(r"<!-- file:\S+ \S+ -->")
SPAN = re.compile(r"(?<!`)`(?P<code>[^`\n]+)`(?!`)")
PROMPT = "$ "


@dataclasses.dataclass(frozen=True)
class Snippet:
    page: str
    line: int
    kind: str  # "block" or "span"
    language: str  # of a fenced block that names one, else ""
    text: str
    from_file: bool = False  # `docs.files` keeps it as the file is

    @property
    def where(self):
        return f"{self.page}:{self.line}"


def snippets(page):
    """In the page's order, so that a command finds what the one before it has made."""
    lines, number = read(page).split("\n"), 0
    marked = False
    while number < len(lines):
        line, begin = lines[number], number
        fence = FENCE.match(line)
        if fence:
            while not FENCE.match(lines[number := number + 1]):
                pass
            text = "\n".join(text.removeprefix(fence["indent"]) for text in lines[begin + 1:number])
            yield Snippet(name(page), begin + 2, "block", fence["language"], text, marked)
            marked = False
        elif line.startswith("    ") and (begin == 0 or not lines[begin - 1].strip()):
            while number + 1 < len(lines) and (lines[number + 1].startswith("    ") or not lines[number + 1]):
                number += 1
            yield Snippet(name(page), begin + 1, "block", "", "\n".join(text[4:] for text in lines[begin:number + 1]).rstrip())
        else:
            marked = marked and not line or bool(MARK.search(line))
            for span in SPAN.finditer(line):
                yield Snippet(name(page), begin + 1, "span", "", span["code"])
        number += 1
