"""What a record costs that is delivered to nobody: taken and kept in memory, or refused because memory is full."""

from . import scene
from .rows import null_cost

AWAY = {"hostname": "127.0.0.1", "amqp_port": scene.CLOSED_PORT, "spool_dir": "", "max_wait_on_shutdown": "0",
        "overflow": "drop_newest"}
COUNT = 300_000  # about 115 MB, 3 times that with 100 columns
CASES = {"kept": {"max_queue_bytes": "1073741824"}, "refused": {"max_queue_bytes": "1048576"}}
FIELDS = (5, 20, 100)


def measure(settings):
    results = {}
    for _ in range(settings.rounds):
        for case, options in CASES.items():
            for fields in FIELDS:
                extra = ("--fields", str(fields))
                run = scene.run([scene.program("host"), *scene.host_arguments(COUNT, {**AWAY, **options}, extra)])
                cost = run["cpu_us_per_record"] - null_cost("host", extra)
                results.setdefault((case, fields), []).append(cost)
    for (case, fields), costs in results.items():
        print(f"  {case}, {fields} columns: {scene.median(costs):.2f} us a record", flush=True)
    return [{"case": case, "fields": fields, "cpu_us": scene.median(costs), "runs": costs}
            for (case, fields), costs in results.items()]
