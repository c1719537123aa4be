"""What `dev.py run` costs when everything is set up: from the command to the program's first line, in seconds."""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent.parent
ROUNDS, LIMIT = 20, 1.0


def once() -> float:
    """Seconds that one start of the program takes when it has nothing to do."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, str(REPOSITORY / "packaging/dev.py"), "run", "--help"]
    began = time.perf_counter()
    subprocess.run(command, env=environment, check=False, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def main() -> int:
    """Print the median and fail above the limit."""
    once()
    taken = sorted(once() for _ in range(ROUNDS))
    middle = statistics.median(taken)
    print(
        f"second start: median {middle:.2f} s of {ROUNDS} (least {taken[0]:.2f}, most {taken[-1]:.2f}; limit {LIMIT} s)"
    )
    return 0 if middle < LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
