"""CPU of each thread of a process, from /proc/PID/task/*/schedstat, which counts nanoseconds."""

import os
import time

EVERY_S = 0.005  # what a thread does after the last look is not seen: at most this


class Threads:
    """Looks at all threads of a process until it ends. A thread that has ended keeps what it had."""

    def __init__(self, pid):
        self.pid = pid
        self.files = {}  # tid: an open schedstat
        self.names = {}
        self.nanoseconds = {}

    def look(self):
        folder = f"/proc/{self.pid}/task"
        try:
            for tid in os.listdir(folder):
                if tid not in self.files:
                    self.files[tid] = os.open(f"{folder}/{tid}/schedstat", os.O_RDONLY)
        except OSError:
            pass  # ended meanwhile
        for tid, file in self.files.items():
            try:
                self.nanoseconds[tid] = int(os.pread(file, 64, 0).split()[0])
                # A thread gets its name a moment after its start.
                with open(f"{folder}/{tid}/comm", encoding="utf-8") as comm:
                    self.names[tid] = comm.read().strip()
            except (OSError, IndexError):
                pass

    def watch(self, process):
        """Until the process ends; its exit status, its CPU in seconds and its peak memory in MB."""
        while True:
            self.look()
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            time.sleep(EVERY_S)
        for file in self.files.values():
            os.close(file)
        process.returncode = os.waitstatus_to_exitcode(status)
        return process.returncode, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024

    def seconds(self):
        """By what a thread is of Zeek's: its main thread, the writers' threads, all others."""
        sums = {"main": 0.0, "writer": 0.0, "others": 0.0}
        for tid, nanoseconds in self.nanoseconds.items():
            if int(tid) == self.pid:
                kind = "main"
            elif self.names.get(tid, "").startswith("zk.bench"):  # the log's path follows Zeek's "zk."
                kind = "writer"
            else:
                kind = "others"
            sums[kind] += nanoseconds / 1e9
        return sums
