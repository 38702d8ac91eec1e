"""The options, from the README's table, which a test keeps as the parser has it, and from what the scripts export."""

import re

from pages import ROOT, read

ROW = re.compile(r"^\| `(?P<name>\w+)`(?P<changeable> ↻)? \|", re.MULTILINE)
ROWS = {row["name"]: bool(row["changeable"]) for row in ROW.finditer(read(ROOT / "README.md"))}
SCRIPTS = "\n".join(read(script) for script in (ROOT / "scripts").rglob("*.zeek"))
NATIVE = "\n".join(read(bif) for bif in (ROOT / "native-shim" / "src").glob("*.bif"))
EXPORTED = set(re.findall(r"^\s*(?:global|const|option|type|redef enum|event|hook|function)\s+(?:LogAMQP::)?(\w+)", SCRIPTS + NATIVE, re.MULTILINE))
USED = re.compile(r"LogAMQP::(\w+)")
KEYS = re.compile(r'table\((?P<table>(?:[^()"]|"(?:[^"\\]|\\.)*")*)\)')
KEY = re.compile(r'\["(?P<key>\w+)"\]\s*=')


def unknown(text):
    """Names that a Zeek text has of module LogAMQP, and keys of a table of options, that do not exist."""
    names = {f"LogAMQP::{used}" for used in USED.findall(text) if used not in ROWS and used not in EXPORTED and used != "LOG"}
    keys = {f'["{key}"]' for table in KEYS.finditer(text) for key in KEY.findall(table["table"]) if key not in ROWS}
    return sorted(names | keys)


def wrong_in(text):
    names = unknown(text)
    return f"there is no {', '.join(names)}" if names else ""
