"""Where commands of pages run: a broker of their own, a home, logs, and stand-ins that lead programs to these. Nothing stays."""

import contextlib
import gzip
import os
import pathlib
import re
import shutil
import subprocess
import tempfile

from pages import ROOT, shell

from . import tool, zeek

NODE = ROOT / "tests" / "tools" / "rabbitmq-node"
DATA = ROOT / "tests" / "data"
PLUGIN = "rabbitmq_consistent_hash_exchange"
PATIENCE_S = 120
# A `tail` that would go on until somebody ends it.
TAIL_S = 3


class Sandbox:
    def __init__(self, folder, node, port, management_port):
        self.folder = folder
        self.places = [("/var/log/zeek/2026-01-01", str(DATA / "logs" / "tsv")), ("mq1", f"127.0.0.1:{port}")]
        stand_ins = folder / "stand-ins"
        self.environment = {
            **os.environ, "HOME": str(folder / "home"), "STATE_DIRECTORY": str(folder / "state"),
            "PATH": f"{stand_ins}:{os.environ['PATH']}", "ZEEK_PLUGIN_PATH": str(zeek.PLUGIN),
            "ZEEK_AMQP_URI": f"amqp://guest:guest@127.0.0.1:{port}/%2F", "NO_COLOR": "1"}
        for name in ("home", "state", "stand-ins", "work"):
            (folder / name).mkdir()
        self.work = folder / "work"
        self._furnish()
        write = lambda name, text: self._stand_in(stand_ins / name, text)
        # A tail of nothing would wait for ever, so there is something; and one that has no end gets one.
        write("zeek-amqp", f'''case $1 in
    tail)
        queue=$(sed -nE 's/.*--(queue|peek) ([^ ]+).*/\\2/p' <<<"$*")
        exchange=$(sed -nE 's/.*--exchange ([^ ]+).*/\\1/p' <<<"$*")
        if [[ $exchange ]]; then
            "{tool.CLI}" replay --exchange "$exchange" --exchange-type topic --queue-name '' --mandatory F "{DATA}/logs/tsv/dns.log" >/dev/null 2>&1
        elif ! rabbitmqctl -q list_queues name messages | grep -qE "^$queue[[:space:]]+[1-9]"; then
            "{tool.CLI}" replay --queue-name "$queue" --routing-key "$queue" "{DATA}/logs/tsv" >/dev/null 2>&1
        fi
        [[ " $* " == *" --count "* || " $* " == *" --timeout "* ]] || set -- "$@" --timeout {TAIL_S} ;;
esac
exec "{tool.CLI}" "$@"''')
        write("zeek", f'''case " $* " in *" -r "* | *" -i "*) set -- "$@" LogAMQP::amqp_port={port} ;; esac
exec "{shutil.which('zeek') or 'zeek'}" "$@"''')
        write("rabbitmqctl", f'exec "{node}/rabbitmqctl" "$@"')
        admin = next(iter(sorted(pathlib.Path("/usr/lib/rabbitmq").rglob("cli/rabbitmqadmin"))), "rabbitmqadmin")
        write("rabbitmqadmin", f'exec python3 "{admin}" -H 127.0.0.1 -P {management_port} "$@"')
        # The node was started with it; a running one of this kind has no place to enable more.
        write("rabbitmq-plugins", f'[[ $* == "enable {PLUGIN}" ]] || {{ echo "the sandbox has {PLUGIN} only"; exit 1; }}')

    def _furnish(self):
        """The folder that commands run in: names that pages use."""
        for name in ("tests", "docs", "scripts"):
            (self.work / name).symlink_to(ROOT / name)
        shutil.copy(DATA / "logs" / "tsv" / "conn.log", self.work)
        (self.work / "dns.log.gz").write_bytes(gzip.compress((DATA / "logs" / "tsv" / "dns.log").read_bytes()))
        (self.work / "reporter.log").write_text("0.0\tReporter::INFO\tAMQP: connected\t(empty)\n", encoding="utf-8")

    @staticmethod
    def _stand_in(path, text):
        path.write_text(f"#!/usr/bin/env bash\n{text}\n", encoding="utf-8")
        path.chmod(0o755)

    def run(self, statement):
        """What is wrong; nothing if it ends with 0."""
        for place, here in self.places:
            statement = re.sub(rf"(?<![\w/-]){re.escape(place)}(?![\w-])", here, statement)
        status, said = shell.run(statement, self.work, self.environment, PATIENCE_S)
        if status == 0:
            return ""
        ended = f"is not at its end after {PATIENCE_S} s" if status is None else f"ends with {status}"
        return f"{ended}: {' | '.join(said.strip().splitlines()[-5:])}"


@contextlib.contextmanager
def sandbox():
    """A sandbox, or nothing where no RabbitMQ is installed."""
    if not shutil.which("rabbitmq-server", path=os.environ["PATH"] + ":/usr/sbin"):
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="zeekamqp-docs.", dir="/tmp") as folder:
        folder = pathlib.Path(folder)
        folder.chmod(0o755)  # the node runs as RabbitMQ's own user
        node = folder / "node"
        subprocess.run([NODE, "start", node, "--owner", str(os.getpid()), "--plugin-management", "--plugin", PLUGIN], check=True)
        try:
            ports = dict(re.findall(r"^(\w+_port)=(\d+)$", (node / "node.env").read_text(encoding="utf-8"), re.MULTILINE))
            yield Sandbox(folder, node, ports["amqp_port"], ports["management_port"])
        finally:
            subprocess.run([NODE, "remove", node], check=False)
