"""The scene: programs of the build, a broker, and what runs between them. Nothing outlives the call that started it."""

import contextlib
import itertools
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[3]
BUILD = pathlib.Path(os.environ.get("BENCH_BUILD", ROOT / "build"))
PROGRAMS = pathlib.Path(os.environ.get("BENCH_PROGRAMS", BUILD / "tests" / "native"))
LIBRARY = BUILD / "lib" / "libzeekamqp.so"
FOLDER = BUILD / "bench"
# Nobody listens there: a privileged port that no service has.
CLOSED_PORT = "1"
PATIENCE_S = 600  # for one program; a run is meant to take seconds
SETTLE_S = 20

_numbers = itertools.count(1)


class Failure(Exception):
    """A run that says nothing: the text is why."""


class Missing(Failure):
    """A part that this machine has not got what it takes for, which is no fault."""


def broker():
    """Host and port of the broker that tests/tools/with-broker has started."""
    return os.environ["AMQP_TEST_HOST"], os.environ["AMQP_TEST_PORT"]


def program(name):
    return str(PROGRAMS / f"zeekamqp_{name}")


def read_json(text, name, errors=""):
    """The line of JSON that a program ends with."""
    lines = [line for line in text.splitlines() if line.startswith("{")]
    if not lines:
        raise Failure(f"{name} said nothing; its last words: {last_line(errors)}")
    return json.loads(lines[-1])


def last_line(text):
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "(none)"


@contextlib.contextmanager
def process(arguments, **settings):
    """A process that is ended with the block, whatever ends the block."""
    running = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **settings)
    try:
        yield running
    finally:
        if running.poll() is None:
            running.kill()
        running.communicate()


def run(arguments, **settings):
    """Runs a program to its end; the line of JSON that it printed."""
    name = os.path.basename(arguments[0])
    with process(arguments, **settings) as running:
        try:
            out, errors = running.communicate(timeout=PATIENCE_S)
        except subprocess.TimeoutExpired:
            raise Failure(f"{name} did not end within {PATIENCE_S} s") from None
    if running.returncode:
        raise Failure(f"{name} ended with {running.returncode}: {last_line(errors)}")
    return read_json(out, name, errors)


@contextlib.contextmanager
def queue():
    """A durable queue of its own."""
    host, port = broker()
    name = f"bench.{os.getpid()}.{next(_numbers)}"
    subprocess.run([program("drain"), "declare", host, port, name], check=True)
    try:
        yield name
    finally:
        subprocess.run([program("drain"), "delete", host, port, name], check=False)


@contextlib.contextmanager
def folder(name):
    """An empty folder on the disk that the build is on."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = pathlib.Path(tempfile.mkdtemp(prefix=f"{name}.", dir=FOLDER))
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def host_arguments(count, options, extra=()):
    """The command line that zeekamqp_host and zeekamqp_bench_baseline have in common."""
    arguments = ["--count", str(count), *extra]
    for name, value in options.items():
        arguments += ["--option", f"{name}={value}"]
    return arguments


def deliver(name, count, options, extra=(), every=0):
    """Runs a publisher, "host" or "bench_baseline", with a consumer beside it: what each of them has to say."""
    host, port = broker()
    with queue() as target:
        sink_arguments = [program("bench_sink"), host, port, target, str(count), "--every", str(every)]
        with process(sink_arguments) as sink:
            published = run([program(name), "--host", host, "--port", port, "--queue", target,
                             *host_arguments(count, options, extra)])
            received = settle(sink)
    return published, received


def settle(sink):
    """Waits for the consumer, which has little left to do when the publisher has ended; what it has to say."""
    try:
        out, errors = sink.communicate(timeout=SETTLE_S)
    except subprocess.TimeoutExpired:
        raise Failure(f"not all records have come to the consumer, {SETTLE_S} s after the publisher's end") from None
    if sink.returncode:
        raise Failure(f"the consumer ended with {sink.returncode}: {last_line(errors)}")
    return read_json(out, "the consumer", errors)


def median(values):
    return statistics.median(values) if values else None
