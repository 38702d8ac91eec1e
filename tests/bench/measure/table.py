"""The main table: the plain program, one record a message, and batches."""

import os

from .rows import Row, attempt, measure_in_turns

LATENCY_RATE, LATENCY_SECONDS = 2000, 10
TRANSIENT = {"delivery_mode": "transient"}
CONFIRMS = {"confirm_window": "512"}  # as many as the library has under way


def batches(size, compression):
    name = f"batches of {size}" + ("" if compression == "none" else f", {compression}")
    options = {"batch_max_records": str(size)}
    if compression != "none":
        options["compression"] = compression
    return Row(name, options, pilot=100_000)


def rows():
    return [
        Row("baseline, persistent", {}, program="bench_baseline"),
        Row("baseline, transient", TRANSIENT, program="bench_baseline"),
        Row("baseline with confirms, persistent", CONFIRMS, program="bench_baseline"),
        Row("baseline with confirms, transient", {**CONFIRMS, **TRANSIENT}, program="bench_baseline"),
        Row("one record, persistent"),
        Row("one record, transient", TRANSIENT),
        *(batches(size, compression) for size in (16, 64, 256) for compression in ("none", "gzip", "zstd")),
    ]


def measure(settings):
    """Rows whose names have one of the words of ROWS in them, or all."""
    words = os.environ.get("ROWS", "").split(";")
    chosen = [row for row in rows() if any(word.strip() in row.name for word in words)]
    measure_in_turns(chosen, settings.rounds, settings.seconds)
    print(f"  latency, at {LATENCY_RATE:,} records/s", flush=True)
    for row in chosen:
        attempt(row, lambda: row.measure_latency(LATENCY_RATE, settings.latency_seconds))
    return {"rows": [row.result() for row in chosen], "latency_rate": LATENCY_RATE}
