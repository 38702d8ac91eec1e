"""The bars: what the project has set itself, and whether the figures of a run meet it."""

import dataclasses

from . import results
from .scene import median

LOWER, HIGHER = "at most", "at least"


@dataclasses.dataclass
class Bar:
    name: str
    kind: str  # LOWER or HIGHER
    limit: float
    unit: str
    value: float = None  # None: not measured
    note: str = ""

    @property
    def target(self):
        return f"{self.kind} {self.limit:,g}{self.unit}"

    @property
    def text(self):
        if self.value is None:
            return "-"
        form = ",.0f" if self.value >= 1000 else ",.3g"
        return f"{self.value:{form}}{self.unit}{self.note}"

    @property
    def met(self):
        if self.value is None:
            return None
        return self.value <= self.limit if self.kind == LOWER else self.value >= self.limit


def ratio(above, below):
    return above / below if above is not None and below else None


def row_value(measured, name, key):
    table = results.part(measured, "table") or {"rows": []}
    for row in table["rows"]:
        if row["name"] == name and not row["failure"]:
            return row["median"].get(key)
    return None


def growth_value(measured, family, kind, size, key):
    for row in (results.part(measured, "growth") or {}).get(family, []):
        if list(row["at"]) == [kind, size] and not row["failure"]:
            return row["median"].get(key)
    return None


def zeek_value(measured, case, key):
    return (results.part(measured, "zeek") or {"less_none": {}})["less_none"].get(case, {}).get(key)


def of_publishing(measured):
    def rows(one, other, key):
        return ratio(row_value(measured, one, key), row_value(measured, other, key))
    yield Bar("one record a message with confirms, rate over the plain program's, persistent", HIGHER, 1.0, "x",
              rows("one record, persistent", "baseline, persistent", "records_per_s"))
    yield Bar("the same, transient", HIGHER, 0.95, "x",
              rows("one record, transient", "baseline, transient", "records_per_s"))
    for mode in ("persistent", "transient"):
        yield Bar(f"one record a message, rate over the plain program's with confirms, {mode}", HIGHER, 1.0, "x",
                  rows(f"one record, {mode}", f"baseline with confirms, {mode}", "records_per_s"))
    yield Bar("CPU of one record a message over the plain program's, persistent", LOWER, 1.2, "x",
              rows("one record, persistent", "baseline, persistent", "cpu_us"))
    yield Bar("batches of 256 over one record a message, rate", HIGHER, 40, "x",
              rows("batches of 256", "one record, persistent", "records_per_s"))
    yield Bar("the same, CPU", LOWER, 0.15, "x", rows("batches of 256", "one record, persistent", "cpu_us"))
    for kind in ("one record", "batches of 64"):
        yield Bar(f"60 logs over one, {kind}", HIGHER, 0.9, "x",
                  ratio(growth_value(measured, "logs", kind, 60, "records_per_s"),
                        growth_value(measured, "logs", kind, 1, "records_per_s")))


def of_spool(measured):
    spool = (results.part(measured, "spool") or {"median": {}})["median"]
    rate, disk = spool.get("records_per_s"), spool.get("disk_records_per_s")
    bar = Bar("records to the spool, over 150,000/s or 0.7 of what the disk alone takes, whichever is less", HIGHER, 1.0, "x")
    if rate:
        bar.value = rate / min(150_000, 0.7 * disk)
        bar.note = f" ({rate:,.0f}/s; the disk alone {disk:,.0f}/s)"
    yield bar


def of_replay(measured):
    rates = [row["median"]["records_per_s"] for row in results.part(measured, "replay") or []]
    yield Bar("records of log files by zeek-amqp replay in batches of 256, the slowest form", HIGHER, 300_000, "/s", min(rates, default=None))


def of_zeek(measured):
    def json(case, key):
        return ratio(zeek_value(measured, case, key), zeek_value(measured, "ascii, JSON", key))
    yield Bar("CPU of the writer's thread, not delivered, over Zeek's JSON writer's", LOWER, 0.5, "x",
              json("amqp, not delivered", "writer"))
    yield Bar("CPU of all threads, batches of 64, delivered, over Zeek's JSON writer's", LOWER, 1.0, "x",
              json("amqp, batches of 64", "total"))
    size = results.part(measured, "size")
    start, memory = (size or {}).get("start", {}), (size or {}).get("memory", {})
    seconds = {name: median(values) for name, values in start.items()}
    yield Bar("Zeek's start and end with one record delivered, over one without the plugin", LOWER, 100, " ms",
              (seconds["sending"] - seconds["without"]) * 1000 if seconds.get("sending") else None)
    for kind in ("batches of 64", "one record"):
        yield Bar(f"memory of 60 logs at 60,000 records/s above Zeek's own, {kind}", LOWER, 100, " MB",
                  median(memory[kind]) - median(memory["none"]) if kind in memory else None)
    yield Bar("size of the library", LOWER, 10, " MB", size["library_bytes"] / 1e6 if size else None)


def all_of(measured):
    return [*of_publishing(measured), *of_spool(measured), *of_replay(measured), *of_zeek(measured)]
