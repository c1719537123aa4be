"""A large vault of invented people, made once by the command that everybody has, and opened for measuring."""

import subprocess
import sys
import time
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from gemdesk.flows import sessions
from gemdesk.flows.work import Work
from gemdesk.kernel.clock import SetClock
from gemdesk.kernel.settings import Settings
from gemdesk.vault import slots
from gemdesk.vault.handover import Handover, Mode
from gemdesk.vault.opened import Role
from gemdesk.vault.passphrase import Secret

SECRET = "أرنب ينام تحت شجرة الرمان البعيدة"
NOW = "2026-11-20T10:15:00+03:00"


def made(folder: Path, cases: int, entries: int) -> Path:
    """The vault of that size in a folder; made by `gemdesk example` when it is not there."""
    place = folder / f"example-{cases}-{entries}"
    if not place.exists():
        began = time.perf_counter()
        command = [sys.executable, "-m", "gemdesk", "example", "--out", str(place), "--now", NOW]
        command += ["--cases", str(cases), "--entries", str(entries)]
        told = subprocess.run(command, input=SECRET, text=True, capture_output=True, check=True)
        print(f"gemdesk example: {told.stdout.strip().splitlines()[-1]}; {time.perf_counter() - began:.0f} s in all")
    size = (place / "vault.db").stat().st_size / 2**20
    print(f"{cases:,} cases, {entries:,} entries, {size:,.0f} MiB", flush=True)
    return place


def opened(place: Path, role: Role = Role.CASEWORKER) -> Work:
    """The open vault, for a role."""
    keys = slots.unlock(place, Secret(SECRET))
    work = sessions.begin(Handover(Mode.OPEN, place, keys, Settings()), SetClock(datetime.fromisoformat(NOW)))
    work.vault.opened = replace(work.vault.opened, role=role)
    return work
