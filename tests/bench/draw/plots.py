"""Which plots there are, and what of the results they show. A plot whose part was not measured is not drawn."""

from measure import results

from . import chart

KINDS = ("one record", "batches of 64")


def good(rows):
    return [row for row in rows if not row["failure"] and row["median"]]


def batches(measured, key):
    """A series for each compression: values by the size of a batch."""
    series = {"none": {}, "gzip": {}, "zstd": {}}
    for row in good((results.part(measured, "table") or {"rows": []})["rows"]):
        options = row["options"]
        if row["program"] == "host" and "delivery_mode" not in options:
            size, compression = int(options.get("batch_max_records", 1)), options.get("compression", "none")
            series[compression][size] = row["median"][key]
            if size == 1:
                series["gzip"].setdefault(1, row["median"][key])
                series["zstd"].setdefault(1, row["median"][key])
    # A line begins where all begin, at one record a message, and needs a second point.
    return {name: values for name, values in series.items() if len(values) > 1}


def family(measured, name, key):
    series = {kind: {} for kind in KINDS}
    for row in good((results.part(measured, "growth") or {}).get(name, [])):
        kind, size = row["at"]
        series[kind][size] = row["median"][key]
    return {kind: values for kind, values in series.items() if values}


def columns(measured):
    series = {f"{kind}": values for kind, values in family(measured, "fields", "cpu_us").items()}
    for cost in results.part(measured, "cost") or []:
        if cost["case"] == "kept":
            series.setdefault("not delivered", {})[cost["fields"]] = cost["cpu_us"]
    return series


def latencies(measured):
    rows = []
    for row in good((results.part(measured, "table") or {"rows": []})["rows"]):
        if row["latency"]:
            pairs = [(row["latency"][f"{kind}_p50_ms"], row["latency"][f"{kind}_p99_ms"]) for kind in ("confirm", "consumer")]
            rows.append((row["name"], [pair if pair[0] else None for pair in pairs]))
    return rows


def all_of(measured):
    """File name and SVG of each plot."""
    line_plots = {
        "batch-cost": ("CPU of the publisher and the size of a batch", "records a message", "µs a record",
                       batches(measured, "cpu_us"), True),
        "batch-rate": ("Rate and the size of a batch", "records a message", "records/s",
                       batches(measured, "records_per_s"), True),
        "logs": ("Rate and the number of logs", "logs, each with a thread", "records/s of all",
                 family(measured, "logs", "records_per_s"), True),
        "connections": ("Rate and the number of connections", "connections, shared by 12 logs", "records/s of all",
                        family(measured, "connections", "records_per_s"), True),
        "fields": ("CPU of the publisher and the number of columns", "columns of a record", "µs a record", columns(measured),
                   False),
    }
    plots = {}
    for name, (title, x_name, y_name, series, logarithmic) in line_plots.items():
        if series:
            places = sorted({place for values in series.values() for place in values})
            plots[name] = chart.lines(title, x_name, y_name, places, series, logarithmic)
    rows = latencies(measured)
    if rows:
        rate = results.part(measured, "table")["latency_rate"]
        plots["latency"] = chart.ranges(f"Time of a record, median to 99th percentile, at {rate:,} records/s", "ms", rows,
                                        ("to its confirm", "to the consumer"))
    return plots
