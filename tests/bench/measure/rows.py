"""A row: a publisher with its options, measured several times, in turns with other rows."""

import dataclasses
import functools

from . import scene

# In memory and not on disk: the table compares publishing, and what the disk takes has a part of its own.
MEMORY_ONLY = {"spool_dir": "", "max_wait_on_shutdown": "600"}
FEWEST, MOST = 10_000, 6_000_000  # records of a run


@dataclasses.dataclass
class Row:
    name: str
    options: dict = dataclasses.field(default_factory=dict)
    extra: tuple = ()  # arguments of the program, such as --fields
    program: str = "host"
    pilot: int = 10_000  # records of the first run, which is not counted
    count: int = 0
    runs: list = dataclasses.field(default_factory=list)
    latency: dict = None
    failure: str = ""

    @property
    def all_options(self):
        return {**(MEMORY_ONLY if self.program == "host" else {}), **self.options}

    @property
    def batch(self):
        return int(self.options.get("batch_max_records", 1))

    def measure(self, count):
        """One run of so many records; what is compared of it."""
        # About a thousand ages of a run.
        every = max(1, count // self.batch // 1000)
        published, received = scene.deliver(self.program, count, self.all_options, ("--stamp", *self.extra), every)
        null = null_cost(self.program, tuple(self.extra))
        return {
            "records": count,
            "seconds": published["seconds"],
            "records_per_s": count / published["seconds"],
            "cpu_us": published["cpu_us_per_record"] - null,
            "rss_mb": published["max_rss_kb"] / 1024,
            "bytes_per_record": received["bytes"] / count,
            "messages": received["messages"],
            "age_p50_ms": received["consumer_p50_ms"],
            "age_p99_ms": received["consumer_p99_ms"],
        }

    def calibrate(self, seconds):
        """Finds how many records take about so long, by runs that do not count."""
        count = self.pilot
        for _ in range(2):
            rate = self.measure(count)["records_per_s"]
            self.count = int(min(MOST, max(FEWEST, rate * seconds)))
            if count >= self.count / 4:
                break
            count = min(self.count, count * 10)

    def measure_latency(self, rate, seconds):
        count = rate * seconds
        extra = ["--stamp", "--rate", str(rate), *self.extra]
        if self.program == "host":
            extra.append("--latency")
        published, received = scene.deliver(self.program, count, self.all_options, extra, max(1, 100 // self.batch))
        both = {**published, **received}
        self.latency = {name: both.get(name) for name in
                        ("confirm_p50_ms", "confirm_p99_ms", "consumer_p50_ms", "consumer_p99_ms")}

    def result(self):
        """As it goes into results.json: the runs, and their medians."""
        medians = {key: scene.median([run[key] for run in self.runs]) for key in (self.runs or [{}])[0]}
        options = {name: value for name, value in self.options.items() if name != "spool_dir"}  # a folder of this machine
        return {"name": self.name, "program": self.program, "options": options, "extra": list(self.extra),
                "failure": self.failure, "median": medians, "runs": self.runs, "latency": self.latency}


@functools.lru_cache(maxsize=None)
def null_cost(program, extra):
    """CPU of making a record up, in microseconds: what is not the publisher's."""
    few = 20_000 if "--text" in extra else 300_000
    runs = [scene.run([scene.program(program), "--null", "--stamp", *scene.host_arguments(few, {}, extra)]) for _ in range(3)]
    return scene.median([run["cpu_us_per_record"] for run in runs])


def attempt(row, work):
    """A row that cannot be measured is said to be so, once, and does not keep the others."""
    if row.failure:
        return
    try:
        work()
    except scene.Failure as failure:
        row.failure = str(failure)
        print(f"  {row.name}: {failure}", flush=True)


def measure_in_turns(rows, rounds, seconds):
    """One run of each row after the other, and that several times: what disturbs the machine disturbs all of them. Each time
    another row is the first, since the first one has the broker at rest."""
    for row in rows:
        attempt(row, lambda: row.calibrate(seconds))
    for round_number in range(1, rounds + 1):
        start = len(rows) * (round_number - 1) // rounds
        for row in rows[start:] + rows[:start]:
            attempt(row, lambda: row.runs.append(row.measure(row.count)))
            if not row.failure:
                last = row.runs[-1]
                print(f"  {round_number}/{rounds}  {row.name:34} {last['records_per_s']:>9,.0f} records/s"
                      f"  {last['cpu_us']:>6.2f} us", flush=True)
