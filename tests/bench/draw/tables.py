"""The tables of docs/performance.md, by the names of their markers."""

from measure import bars, results


def table(head, rows):
    """Markdown; the first column is text, the others are numbers."""
    lines = ["| " + " | ".join(head) + " |", "| --- |" + " ---: |" * (len(head) - 1)]
    return "\n".join(lines + ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows])


def number(value, form=",.0f"):
    return "–" if value is None else format(value, form)


def pair(latency, kind):
    low, high = (latency or {}).get(f"{kind}_p50_ms"), (latency or {}).get(f"{kind}_p99_ms")
    return "–" if low is None else f"{low:.3g} / {high:.3g}"


def machine(measured):
    m = measured["machine"]
    quick = any(isinstance(part, dict) and part.get("quick") for part in measured.values())
    warning = "\n\n**These figures are of a quick run, and say nothing.**" if quick else ""
    zeek = (results.part(measured, "zeek") or {}).get("version", "")
    return (f"Measured on {m['date']}, ZeekAmqp {m['version']}: {m['processor']}, {m['cores']} cores, {m['memory_gb']} GB, "
            f"{m['system']}, Linux {m['kernel']}, RabbitMQ {m['broker']}{', ' + zeek if zeek else ''}.{warning}")


def main_table(measured):
    rows = []
    for row in (results.part(measured, "table") or {"rows": []})["rows"]:
        m = row["median"]
        if row["failure"]:
            rows.append([row["name"], "not measured", *["–"] * 6])
            continue
        rows.append([row["name"], number(m["records_per_s"]), number(m["cpu_us"], ".2f"), number(m["rss_mb"]),
                     number(m["bytes_per_record"]), pair(row["latency"], "confirm"), pair(row["latency"], "consumer"),
                     f"{m['age_p50_ms']:,.0f}"])
    return table(["", "records/s", "CPU µs/record", "peak RSS, MB", "bytes/record", "confirm, ms", "consumer, ms",
                  "consumer at full speed, ms"], rows)


def growth(measured):
    titles = {"logs": "logs", "connections": "connections", "fields": "columns", "text": "KB of text", "buffer": "buffer"}
    rows = []
    for name, family in (results.part(measured, "growth") or {}).items():
        for row in family:
            kind, size = row["at"]
            m = row["median"]
            cells = ["–", "–", "–"] if row["failure"] else [number(m["records_per_s"]), number(m["cpu_us"], ".2f"), number(m["rss_mb"])]
            rows.append([f"{titles[name]}: {size}, {kind}", *cells])
    return table(["", "records/s", "CPU µs/record", "peak RSS, MB"], rows)


def cost(measured):
    rows = [[f"{cost['case']}, {cost['fields']} columns", number(cost["cpu_us"], ".2f")] for cost in results.part(measured, "cost") or []]
    return table(["delivered to nobody", "CPU µs/record"], rows)


def spool(measured):
    part = results.part(measured, "spool")
    m = part["median"] if part else {}
    rows = [["spool, `buffer = \"disk\"`", number(m.get("records_per_s")), number(m.get("bytes", 0) / 1e6)],
            ["the disk alone, the same bytes", number(m.get("disk_records_per_s")), number(m.get("bytes", 0) / 1e6)]] if m else []
    return table(["", "records/s", "MB"], rows)


def replay(measured):
    rows = [[row["case"], *(number(row["median"][key], form) for key, form in
                            (("records_per_s", ",.0f"), ("cpu_us", ".2f"), ("read_records_per_s", ",.0f")))]
            for row in results.part(measured, "replay") or []]
    return table(["", "records/s", "CPU µs/record", "only read, records/s"], rows)


def zeek(measured):
    part = results.part(measured, "zeek") or {"less_none": {}, "median": {}}
    costs = dict(part["less_none"])
    if "none" in part["median"]:
        costs["none, as it is, with Zeek's start"] = part["median"]["none"]
    rows = [[name, *(number(cost[kind], ".2f") for kind in ("main", "writer", "others", "total"))]
            for name, cost in costs.items()]
    return table(["µs/record, less a writer that does nothing", "main thread", "writer's thread", "others", "all"], rows)


def size(measured):
    part = results.part(measured, "size")
    if not part:
        return table(["", ""], [])
    start = {name: bars.median(values) * 1000 for name, values in part["start"].items()}
    memory = {name: bars.median(values) for name, values in part["memory"].items()}
    rows = [[f"start and end, {name}", f"{number(value)} ms"] for name, value in start.items()]
    rows += [[f"60 logs, {name}", f"{number(value)} MB"] for name, value in memory.items()]
    return table(["", ""], rows + [["library", f"{part['library_bytes'] / 1e6:.1f} MB"]])


def bar_table(measured):
    verdicts = {True: "met", False: "**not met**", None: "not measured"}
    return table(["", "target", "measured", ""],
                 [[bar.name, bar.target, bar.text, verdicts[bar.met]] for bar in bars.all_of(measured)])


def all_of(measured):
    return {"machine": machine(measured), "table": main_table(measured), "growth": growth(measured), "cost": cost(measured),
            "spool": spool(measured), "replay": replay(measured), "zeek": zeek(measured), "size": size(measured), "bars": bar_table(measured)}
