"""How fast records go to disk while the broker is away, beside what the disk takes from a program that does nothing else."""

from . import scene

SYNC_MS = 200  # the spool's own default, for both
COUNT = 1_000_000


def measure(settings):
    count = settings.spool_records
    runs = []
    for _ in range(settings.rounds):
        with scene.folder("spool") as spool:
            ours = write(spool, count)
            ours["bytes"] = sum(file.stat().st_size for file in spool.rglob("*") if file.is_file())
        with scene.folder("spool") as folder:
            disk = scene.run([scene.program("bench_disk"), str(folder / "file"), str(ours["bytes"]), str(SYNC_MS)])
        runs.append({**ours, "disk_records_per_s": count / disk["seconds"], "disk_bytes_per_s": disk["bytes_per_s"]})
        print(f"  spool {runs[-1]['records_per_s']:,.0f} records/s; the disk alone {runs[-1]['disk_records_per_s']:,.0f}",
              flush=True)
    return {"median": {key: scene.median([run[key] for run in runs]) for key in runs[0]}, "runs": runs}


def write(spool, count):
    options = {"hostname": "127.0.0.1", "amqp_port": scene.CLOSED_PORT, "buffer": "disk", "spool_dir": spool,
               "spool_sync_interval": SYNC_MS / 1000, "max_wait_on_shutdown": "0"}
    run = scene.run([scene.program("host"), *scene.host_arguments(count, options)])
    on_disk = run["counters"]["in_spool"]
    if on_disk != count:
        raise scene.Failure(f"{on_disk:,} of {count:,} records are in the spool")
    return {"records_per_s": count / run["seconds"], "cpu_us": run["cpu_us_per_record"], "rss_mb": run["max_rss_kb"] / 1024}
