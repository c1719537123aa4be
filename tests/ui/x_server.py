"""An X server of the test's own, without a way from the network."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def serving() -> Iterator[str]:
    """Start the server; the name of its display. It ends with the block."""
    server = shutil.which("Xvfb")
    assert server, "Debian's xvfb; packaging/dev.py installs it"
    reading, writing = os.pipe()
    command = [server, "-displayfd", str(writing), "-nolisten", "tcp", "-screen", "0", "1400x900x24"]
    process = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            yield f":{told.readline().strip()}"
    finally:
        process.terminate()
        process.wait()
