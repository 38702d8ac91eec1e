"""How fast `zeek-amqp replay` sends log files, beside programs that only read them."""

import gzip
import resource
import subprocess
import time

from . import scene

TOOL = scene.BUILD / "bin" / "zeek-amqp"
SAMPLE = scene.ROOT / "tests" / "data" / "logs"
BATCH = 256
# The file, and the program that reads it and does nothing else.
CASES = {"TSV": ("tsv", "conn.log", ["wc", "-l"]), "TSV, gzip": ("tsv", "conn.log.gz", ["gzip", "-dc"]), "JSON": ("json", "conn.log", ["wc", "-l"])}


def measure(settings):
    runs = {case: [] for case in CASES}
    with scene.folder("replay") as folder:
        for case, (form, name, _) in CASES.items():
            write(folder / case, form, name, settings.replay_records)
        for _ in range(settings.rounds):
            for case, (_, name, reader) in CASES.items():
                runs[case].append({**send(folder / case / name, settings.replay_records), "read_records_per_s": read(folder / case / name, reader, settings.replay_records)})
    rows = [{"case": case, "median": {key: scene.median([run[key] for run in found]) for key in found[0]}, "runs": found} for case, found in runs.items()]
    for row in rows:
        print(f"  {row['case']}: {row['median']['records_per_s']:,.0f} records/s, {row['median']['cpu_us']:.2f} us a record", flush=True)
    return rows


def write(folder, form, name, count):
    """A file of so many records: those of the sample, again and again."""
    lines = (SAMPLE / form / "conn.log").read_bytes().splitlines(keepends=True)
    head = [line for line in lines if line.startswith(b"#") and not line.startswith(b"#close")]
    records = [line for line in lines if not line.startswith(b"#")]
    folder.mkdir()
    with (gzip.open(folder / name, "wb", 6) if name.endswith(".gz") else open(folder / name, "wb")) as file:
        file.write(b"".join(head))
        for begin in range(0, count, len(records)):
            file.write(b"".join(records[:count - begin]))


def send(file, count):
    """Sends the file into a queue that is emptied all the time."""
    host, port = scene.broker()
    with scene.queue() as target:
        with scene.process([scene.program("bench_sink"), host, port, target, str(count), "--every", "0"]) as sink:
            before = cpu()
            summary = scene.run([str(TOOL), "replay", "--hostname", host, "--amqp-port", port, "--queue-name", target, "--routing-key", target,
                                 "--batch-max-records", str(BATCH), "--json", str(file)])
            used = cpu() - before
            scene.settle(sink)
    if summary["confirmed"] != count:
        raise scene.Failure(f"{summary['confirmed']:,} of {count:,} records were confirmed")
    return {"records_per_s": count / summary["seconds"], "cpu_us": used / count * 1e6}


def read(file, reader, count):
    began = time.monotonic()
    subprocess.run([*reader, str(file)], check=True, stdout=subprocess.DEVNULL)
    return count / (time.monotonic() - began)


def cpu():
    """Seconds of processor time of all programs that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
