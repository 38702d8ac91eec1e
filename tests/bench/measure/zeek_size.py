"""Inside Zeek: how much longer its start takes with the plugin, and how much more memory sixty logs take."""

from . import scene, zeek as inside

STARTS = 12
LOGS = 60
# Of all logs together. 60,000 is what Zeek's main thread has time for; the broker takes that many in batches, but not as one
# record a message: then they wait, in memory and on disk.
RATE, SECONDS = 60_000, 8


def measure(settings):
    zeek = inside.find()
    if not zeek:
        raise scene.Missing("there is no zeek, or the plugin is not built for it")
    return {"start": starts(zeek, settings.starts), "memory": memory(zeek, settings.memory_seconds, settings.rounds),
            "library_bytes": scene.LIBRARY.stat().st_size}


def starts(zeek, times):
    """Wall clock from the start of Zeek to its end, with one record written between them."""
    seconds = {"without": [], "loaded": [], "sending": []}
    names = list(seconds)
    for turn in range(times):
        # Another first one each time: what comes after what must not matter.
        for name in names[turn % 3 :] + names[: turn % 3]:
            if name == "sending":
                run = inside.deliver(zeek, {}, 1)
            else:
                run = inside.alone(zeek, "none", {}, plugin=name == "loaded")
            seconds[name].append(run["seconds"])
    for name, values in seconds.items():
        print(f"  start and end, {name}: {scene.median(values) * 1000:.0f} ms", flush=True)
    return seconds


def memory(zeek, seconds, rounds):
    """The runs of each case: what waits at a bad moment makes a peak differ from one to the next."""
    records = RATE // LOGS * seconds
    paced = {"records": records, "writers": LOGS, "rate": RATE / LOGS}
    cases = {
        "none": lambda: inside.alone(zeek, "none", {}, **paced),
        "one record": lambda: inside.deliver(zeek, {}, **paced),
        "batches of 64": lambda: inside.deliver(zeek, {"batch_max_records": "64"}, **paced),
    }
    peaks = {name: [] for name in cases}
    for _ in range(rounds):
        for name, work in cases.items():
            try:
                peaks[name].append(work()["rss_mb"])
                print(f"  {LOGS} logs, {name}: {peaks[name][-1]:.0f} MB", flush=True)
            except scene.Failure as failure:
                print(f"  {LOGS} logs, {name}: {failure}", flush=True)
    return {name: values for name, values in peaks.items() if values}
