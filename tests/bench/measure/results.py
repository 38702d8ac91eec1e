"""build/bench/results.json: everything that was measured, each run of it."""

import datetime
import json
import os
import platform
import subprocess

from . import scene

FILE = scene.FOLDER / "results.json"


def load(file=FILE):
    return json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}


def save(measured):
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_text(json.dumps(rounded(measured), indent=1) + "\n", encoding="utf-8")


def rounded(value):
    """Five digits are more than is measured."""
    if isinstance(value, dict):
        return {key: rounded(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [rounded(item) for item in value]
    return float(f"{value:.5g}") if isinstance(value, float) else value


def part(measured, name):
    """What a part found, or None if it has not been measured."""
    return measured.get(name, {}).get("result")


def rows_of(measured):
    """All rows that there are, of the table and of the families of the growth."""
    table = part(measured, "table") or {"rows": []}
    families = part(measured, "growth") or {}
    return table["rows"] + [row for family in families.values() for row in family]


def has_failures(measured):
    return any(row["failure"] for row in rows_of(measured))


def machine():
    processor = [line.split(":", 1)[1].strip() for line in open("/proc/cpuinfo", encoding="utf-8")
                 if line.startswith("model name")]
    version = (scene.ROOT / "VERSION").read_text(encoding="utf-8").split()[0]
    return {"processor": processor[0] if processor else platform.machine(), "cores": len(os.sched_getaffinity(0)),
            "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30),
            "system": system(), "kernel": platform.release(), "broker": broker_version(), "version": version,
            "date": datetime.date.today().isoformat()}


def system():
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:
        return platform.system()


def broker_version():
    command = os.environ.get("RABBITMQ_CTL")
    if not command:
        return "unknown"
    said = subprocess.run([*command.split(), "-q", "version"], capture_output=True, text=True, check=False)
    return said.stdout.strip() or "unknown"
