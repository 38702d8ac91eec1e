"""Inside Zeek: what a record costs each of its threads with one writer or another."""

import os
import shutil
import subprocess
import tempfile
import time

from . import scene
from .threads import Threads

SCRIPTS = scene.ROOT / "tests" / "bench" / "zeek"
AWAY = {"hostname": "127.0.0.1", "amqp_port": scene.CLOSED_PORT, "spool_dir": "", "max_wait_on_shutdown": "0",
        "max_queue_bytes": "1073741824"}  # room for all; what is left at the end is given up, and said to be
KINDS = ("main", "writer", "others", "total")
RATE = 40_000
SLOW_RATE = 10_000  # of one record a message, each of which the broker confirms


def find():
    """Zeek and, as the build has it, the plugin for it; None if there are not both."""
    path = os.environ["PATH"] + ":/opt/zeek/bin:/usr/local/zeek/bin"
    zeek = shutil.which("zeek", path=path)
    return zeek if zeek and list((scene.BUILD / "lib").glob("Trapmine-AMQPWriter.*.so")) else None


def start(zeek, folder, writer, options, plugin=True, **variables):
    """Starts Zeek with the records of ../zeek/records.zeek, in a folder that its logs go to."""
    environment = {**os.environ, "BENCH_OPTIONS": " ".join(f"{name}={value}" for name, value in options.items()),
                   "ZEEK_PLUGIN_PATH": str(scene.BUILD) if plugin else str(folder)}
    scripts = ([str(SCRIPTS / "with_plugin.zeek")] if plugin else []) + [str(SCRIPTS / "records.zeek")]
    settings = [f"Bench::writer={writer}", *(f"Bench::{name}={value}" for name, value in variables.items())]
    errors = tempfile.TemporaryFile("w+")
    process = subprocess.Popen([zeek, "-b", "-C", *scripts, *settings], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                               stdout=subprocess.DEVNULL, stderr=errors)
    process.errors = errors
    process.began = time.monotonic()
    return process


def finish(process):
    """Waits for Zeek's end: CPU in seconds of kinds of threads and in all, wall clock, and the peak of its memory."""
    threads = Threads(process.pid)
    try:
        status, cpu, rss_mb = threads.watch(process)
    finally:
        if process.returncode is None:
            process.kill()
            process.wait()
    seconds = time.monotonic() - process.began
    process.errors.seek(0)
    errors = process.errors.read()
    process.errors.close()
    if status:
        raise scene.Failure(f"zeek ended with {status}: {scene.last_line(errors)}")
    # That nobody listens is meant, where nothing is to be delivered.
    refusals = [line for line in errors.splitlines() if "error" in line and "cannot connect" not in line]
    if refusals:
        raise scene.Failure(f"zeek: {refusals[0]}")
    return {**threads.seconds(), "total": cpu, "seconds": seconds, "rss_mb": rss_mb}


def deliver(zeek, options, records, writers=1, **variables):
    """Zeek with the writer of ours, and a consumer beside it that has to get all."""
    host, port = scene.broker()
    with scene.folder("zeek") as folder, scene.queue() as queue:
        where = {"hostname": host, "amqp_port": port, "queue_name": queue, "routing_key": queue, "max_wait_on_shutdown": "120"}
        with scene.process([scene.program("bench_sink"), host, port, queue, str(records * writers)]) as sink:
            run = finish(start(zeek, folder, "amqp", {**where, **options}, records=records, writers=writers, **variables))
            scene.settle(sink)
        return run


def alone(zeek, writer, options, **variables):
    with scene.folder("zeek") as folder:
        return finish(start(zeek, folder, writer, options, **variables))


def cases(zeek, settings):
    count, few = settings.zeek_records, settings.zeek_records // 4
    return {
        "none": (count, lambda: alone(zeek, "none", {}, records=count, rate=float(RATE))),
        "ascii, TSV": (count, lambda: alone(zeek, "ascii", {}, records=count, rate=float(RATE))),
        "ascii, JSON": (count, lambda: alone(zeek, "ascii", {"use_json": "T"}, records=count, rate=float(RATE))),
        "amqp, not delivered": (count, lambda: alone(zeek, "amqp", AWAY, records=count, rate=float(RATE))),
        "amqp, batches of 64": (count, lambda: deliver(zeek, {"batch_max_records": "64"}, count, rate=float(RATE))),
        "none, slow": (few, lambda: alone(zeek, "none", {}, records=few, rate=float(SLOW_RATE))),
        "amqp, one record": (few, lambda: deliver(zeek, {}, few, rate=float(SLOW_RATE))),
    }


def measure(settings):
    zeek = find()
    if not zeek:
        raise scene.Missing("there is no zeek, or the plugin is not built for it")
    runs, failures = {}, {}
    for round_number in range(1, settings.rounds + 1):
        for name, (records, work) in cases(zeek, settings).items():
            if name in failures:
                continue
            try:
                run = work()
            except scene.Failure as failure:
                failures[name] = str(failure)
                print(f"  {name}: {failure}", flush=True)
                continue
            last = {kind: run[kind] * 1e6 / records for kind in KINDS}
            runs.setdefault(name, []).append({**last, "rss_mb": run["rss_mb"]})
            print(f"  {round_number}/{settings.rounds}  {name:22} main {last['main']:5.2f}  writer {last['writer']:5.2f}"
                  f"  others {last['others']:5.2f}  total {last['total']:5.2f} us", flush=True)
    medians = {name: {key: scene.median([run[key] for run in all_runs]) for key in all_runs[0]}
               for name, all_runs in runs.items()}
    return {"version": version(zeek), "failures": failures, "runs": runs, "median": medians, "less_none": less_none(medians)}


def less_none(medians):
    """What is left when a writer that does nothing is taken off: Zeek's own start and work are the same in both."""
    def base(name):
        return medians["none, slow" if name == "amqp, one record" else "none"]
    return {name: {kind: median[kind] - base(name)[kind] for kind in KINDS}
            for name, median in medians.items() if not name.startswith("none")}


def version(zeek):
    said = subprocess.run([zeek, "--version"], capture_output=True, text=True, check=True)
    return "Zeek " + (said.stdout + said.stderr).split()[-1]  # "…/zeek version 8.0.10"
