"""How rate and cost change with the number of logs, connections and columns, with the length of a text, and with the spool."""

from . import scene
from .rows import Row, measure_in_turns

BATCHES = {"batch_max_records": "64"}
SHARING_LOGS = 12  # that share the connections, evenly


def measure(settings):
    return {name: measure_family(name, family, settings) for name, family in (
        ("logs", logs), ("connections", connections), ("fields", fields), ("text", texts), ("buffer", buffers))}


def measure_family(name, family, settings):
    print(f"  {name}", flush=True)
    with scene.folder("spool") as spool:
        members = family(str(spool))
        measure_in_turns([row for _, row in members], settings.rounds, settings.growth_seconds)
    return [{"at": at, **row.result()} for at, row in members]


def logs(_):
    return [((kind, count), Row(f"{count} logs, {kind}", options, ("--writers", str(count), "--threads"), pilot=20_000))
            for kind, options in (("one record", {}), ("batches of 64", BATCHES)) for count in (1, 10, 60)]


def connections(_):
    return [((kind, count), Row(f"{count} connections, {kind}", {**options, "connections": str(count)},
                                ("--writers", str(SHARING_LOGS), "--threads"), pilot=20_000))
            for kind, options in (("one record", {}), ("batches of 64", BATCHES)) for count in (1, 2, 4)]


def fields(_):
    return [((kind, count), Row(f"{count} columns, {kind}", options, ("--fields", str(count)), pilot=20_000))
            for kind, options in (("one record", {}), ("batches of 64", BATCHES)) for count in (5, 20, 100)]


def texts(_):
    return [(("one record", kilobytes), Row(f"a text of {kilobytes} KB", {}, ("--text", str(kilobytes * 1000)), pilot=1_000))
            for kilobytes in (1, 10, 100)]


def buffers(spool):
    return [(("one record", "no spool"), Row("no spool", {})),
            (("one record", "memory"), Row("buffer memory", {"buffer": "memory", "spool_dir": spool})),
            (("one record", "disk"), Row("buffer disk", {"buffer": "disk", "spool_dir": spool}))]
