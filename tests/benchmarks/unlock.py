"""From a passphrase that is typed to the painted list, beside the key derivation alone.

    python tests/benchmarks/unlock.py [CASES [ROUNDS]]     1,000 cases and 12 rounds without numbers

The desk is warmed as the keeper warms it, then: one attempt at the key places at their full cost, the handover over
the pipe, the opening with all checks, the painted list. In turn with it: Argon2id alone, with the same cost. Limit:
1.05 times Argon2id plus 60 ms, at the median. The folder of a large vault is kept for the next run when
GEMDESK_BENCH names one.
"""

import os
import shutil
import statistics
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

from gemdesk.flows import sessions
from gemdesk.gate.child import start
from gemdesk.gate.options import Options
from gemdesk.kernel.clock import SetClock
from gemdesk.kernel.settings import Settings
from gemdesk.vault import copies, handover, slots
from gemdesk.vault.folder import prepare
from gemdesk.vault.handover import Handover, Mode
from gemdesk.vault.kdf import STANDARD, new_salt, stretch
from gemdesk.vault.passphrase import Secret
from tests.benchmarks.list_page import fill
from tests.gate.program import quiet

SECRET = Secret("أرنب ينام تحت شجرة الرمان البعيدة")
NOW = "2026-11-20T09:00:00+03:00"
FACTOR, EXTRA = 1.05, 0.060


def make(folder: Path, cases: int) -> None:
    """A vault at full cost with that many cases."""
    clock = SetClock(datetime.fromisoformat(NOW))
    temporary, opened = prepare(folder, SECRET, worker="w-7")
    work = sessions.begin(Handover(Mode.CREATE, folder, opened, Settings(), temporary), clock)
    fill(work, cases)
    work.close()


def once(folder: Path) -> tuple[float, float]:
    """Seconds of one attempt with its handover and painting, and of the attempt alone."""
    reading, writing = os.pipe()
    desk = start("desk", Options(now=NOW).command("desk"), reading)
    os.close(reading)
    quiet(desk.pid)
    began = time.perf_counter()
    opened = slots.unlock(folder, SECRET)
    derived = time.perf_counter()
    handover.send(writing, Handover(Mode.OPEN, folder, opened, Settings()))
    for message in desk.channel.messages():
        if message.name == "listed":
            break
        if message.name == "trouble":
            raise RuntimeError(message.text("reason"))
    painted = time.perf_counter()
    desk.kill()
    desk.wait()
    desk.channel.close()
    return painted - began, painted - derived


def main(cases: int = 1000, rounds: int = 12) -> int:
    """Measure; 1 above the limit."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as name:
        kept = os.environ.get("GEMDESK_BENCH")
        folder = Path(kept or name) / f"vault-{cases}"
        os.environ["GEMDESK_HOME"] = name
        if not folder.exists():
            make(folder, cases)
        cost = copies.load(folder, STANDARD)[0].header.parameters
        alone, whole, after = [], [], []
        for _ in range(rounds):
            began = time.perf_counter()
            stretch(b"passphrase", new_salt(), cost)
            alone.append(time.perf_counter() - began)
            took, opening = once(folder)
            whole.append(took)
            after.append(opening)
        shutil.rmtree(name, ignore_errors=True)
    derivation, unlock = statistics.median(alone), statistics.median(whole)
    limit = FACTOR * derivation + EXTRA
    print(f"{cases} cases, {rounds} rounds, {cost.memory_kib // 1024} MiB x {cost.passes} x {cost.lanes}")
    print(f"Argon2id alone      median {derivation * 1e3:7.0f} ms")
    ratio = unlock / derivation
    print(f"unlock to painted   median {unlock * 1e3:7.0f} ms  = {ratio:.3f} x, limit {limit * 1e3:.0f} ms")
    print(f"handover to painted median {statistics.median(after) * 1e3:7.0f} ms, most {max(after) * 1e3:.0f} ms")
    return int(unlock > limit)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
