"""A Python that has the modules that a test needs: Debian's packages are Debian's python3's, which need not be the first on the PATH."""

import importlib.util
import os
import subprocess
import sys

SYSTEM = "/usr/bin/python3"
MISSING_STATUS = 77  # for ctest: skipped


def run_again_with(*modules):
    """Returns if this Python has the modules; else the program begins again with the system's, or ends as skipped."""
    if all(importlib.util.find_spec(module) for module in modules):
        return
    looks = f"import {', '.join(modules)}"
    if sys.executable != SYSTEM and subprocess.run([SYSTEM, "-c", looks], stderr=subprocess.DEVNULL, check=False).returncode == 0:
        os.execv(SYSTEM, [SYSTEM, *sys.argv])
    print(f"skipped: no Python here has {', '.join(modules)}")
    sys.exit(MISSING_STATUS)
