"""The acts that are interrupted at each of their calls: what is prepared, what is done, what has to hold afterwards.

Every act is done in a process of its own, which says `open` before it, waits, and says `done` after it.
"""

import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from gemdesk.domain.lines import Filter
from gemdesk.flows import sessions
from gemdesk.flows.work import Work
from gemdesk.kernel.clock import SetClock
from gemdesk.kernel.errors import Refusal, Stop
from gemdesk.kernel.reasons import Reason
from gemdesk.store import search_ladder
from gemdesk.vault import slots
from gemdesk.vault.connection import Connection
from gemdesk.vault.names import LOG
from gemdesk.vault.opened import Opened
from gemdesk.vault.passphrase import Secret
from tests.conftest import REPOSITORY
from tests.resilience import driver, judge
from tests.resilience.child import Child, Line, fork
from tests.resilience.driver import Flaw
from tests.resilience.judge import HALF, LOST, Alarms, Fate, History
from tests.resilience.parts import Trial
from tests.resilience.saves import Save, Verb
from tests.resilience.vaults import NOW, Vault, make
from tests.vault.making import LIGHT, NEW, OLD

OLD_VAULTS = REPOSITORY / "tests" / "resilience" / "vaults"
SHUT_OUT = "shut out"
_DERIVED = {"search_row", "case_line"}  # made anew from the records once the schema is the newest
_SAVES = [Save(0, Verb.NOTE), Save(1, Verb.PERSON), Save(2, Verb.DRAFT), Save(3, Verb.DETAILS)]


@dataclass(frozen=True, slots=True)
class Act:
    """One act: `make` prepares the vault once, `start` begins it in a copy, `check` looks at that afterwards."""

    name: str
    make: Callable[[Path], Vault]
    start: Callable[[Vault, Flaw], Child]
    check: Callable[[Vault, Child, Alarms], Trial]


def _save(vault: Vault, flaw: Flaw) -> Child:
    return driver.start(vault, _SAVES, flaw, waits=True)


def _saved(vault: Vault, child: Child, alarms: Alarms) -> Trial:
    history = History()
    history.take(_SAVES, child.told)
    return _and_again(vault, judge.judge(vault, history, alarms))


def _and_again(vault: Vault, found: Trial) -> Trial:
    """The opening after the one that was judged: what that one leaves behind raises no alarm either."""
    if found.fault:
        return found
    work, alarm = judge.opened(vault, judge.NO_ALARM)
    if work is None:
        return replace(alarm, note=f"at the second opening: {alarm.note}")
    work.close()
    return found


def _change(vault: Vault, flaw: Flaw) -> Child:
    def act() -> None:
        slots.change_passphrase(vault.folder, OLD, NEW, policy=LIGHT)

    return fork(lambda line: begin_line(line, flaw, act))


def begin_line(line: Line, flaw: Flaw, act: Callable[[], object]) -> None:
    """Wait to be let, do it and say how it ended."""
    line.say("open")
    line.wait()
    if flaw is Flaw.EARLY:
        line.say("done")
    try:
        act()
    except Stop as stop:
        line.say("done" if flaw is Flaw.DEAF else "refused", -1, stop.reason.name)
        return
    line.say("done")


def _changed(vault: Vault, child: Child, alarms: Alarms) -> Trial:
    """The new passphrase once it was acknowledged, either of the two before that; and the same keys."""
    done = any(word[0] == "done" for word in child.told)
    opening = [secret for secret in (NEW, OLD) if _opens(vault, secret)]
    if not opening:
        return Trial(SHUT_OUT, "neither passphrase opens")
    if done and opening != [NEW]:
        return Trial(LOST, f"acknowledged, yet the old passphrase {'alone ' * (NEW not in opening)}opens")
    return judge.judge(vault, History(), alarms)


def _opens(vault: Vault, secret: Secret) -> bool:
    try:
        return slots.unlock(vault.folder, secret, policy=LIGHT).keys == vault.opened.keys
    except Refusal as refusal:
        if refusal.reason is Reason.WRONG_SECRET:
            return False
        raise


def old_vaults() -> list[Path]:
    """A vault of each earlier schema, oldest first, made by the program of that time."""
    return sorted(OLD_VAULTS.glob("schema-*"))


def take_old(source: Path, folder: Path) -> Vault:
    """A copy of such a vault."""
    expected = json.loads((source / "expected.json").read_text("utf-8"))
    shutil.copytree(source, folder, ignore=shutil.ignore_patterns("expected.json"))
    return Vault(folder, Opened.from_bytes(bytes.fromhex(expected["opened"])), expected["draft"])


def migrated(source: Path) -> Callable[[Vault, Child, Alarms], Trial]:
    """What has to hold after migrating a copy of this vault: the newest schema, and every row as it was."""
    expected = json.loads((source / "expected.json").read_text("utf-8"))["tables"]

    def check(vault: Vault, _child: Child, alarms: Alarms) -> Trial:
        work, alarm = judge.opened(vault, alarms)
        if work is None:
            return alarm
        try:
            version = work.connection.execute("PRAGMA user_version").fetchone()[0]
            if version != sessions.SCHEMA.newest:
                return Trial(HALF, f"schema {version}")
            kept = {name: was for name, was in expected.items() if name not in _DERIVED}
            wrong = [name for name, was in kept.items() if digest_of(work.connection, name, was["columns"]) != was]
            if wrong:
                return Trial(LOST, f"tables {wrong}")
            return alarm if _is_searched(work) else Trial(HALF, "the search was not made anew")
        finally:
            work.close()

    return check


def _is_searched(work: Work) -> bool:
    """Whether the search finds each person by the code, and nothing is left that has to be made anew."""
    db = work.connection
    stale = db.execute("SELECT count(*) FROM stale").fetchone()[0]
    codes = [row[0] for row in db.execute("SELECT code FROM person")]
    return not stale and all(search_ladder.cases(db, code, Filter()) for code in codes)


def digest_of(connection: Connection, table: str, columns: list[str]) -> dict[str, Any]:
    """A table's rows by the columns that it had, as `expected.json` tells them."""
    names = ", ".join(f'"{column}"' for column in columns)
    found = sorted(repr(tuple(row)) for row in connection.execute(f'SELECT {names} FROM "{table}"'))
    return {"columns": columns, "rows": len(found), "digest": hashlib.sha256("\n".join(found).encode()).hexdigest()}


def _left_in_log(folder: Path) -> Vault:
    """A vault whose desk was killed while its saves lay in the log: the next opening has to bring them home."""
    vault = make(folder)
    child = driver.start(vault, _SAVES, held=True, stays=True)
    child.wait_for("closing")
    child.kill()
    assert (vault.folder / LOG).stat().st_size, "a log was left"
    return vault


def _open(vault: Vault, flaw: Flaw) -> Child:
    def act() -> None:
        sessions.begin(vault.handover(), SetClock(NOW)).close()

    return fork(lambda line: begin_line(line, flaw, act))


def _brought_home(vault: Vault, _child: Child, alarms: Alarms) -> Trial:
    history = History(list(_SAVES), {save.number: Fate.DONE for save in _SAVES})
    return _and_again(vault, judge.judge(vault, history, alarms))


def _save_held(vault: Vault, flaw: Flaw) -> Child:
    return driver.start(vault, _SAVES, flaw, waits=True, held=True)


SAVE = Act("save and clean quit", make, _save, _saved)
SAVE_HELD = Act("saves during the examination and clean quit", make, _save_held, _saved)
CHANGE = Act("passphrase change", make, _change, _changed)
MIGRATIONS = [
    Act(f"migration from {source.name}", partial(take_old, source), _open, migrated(source)) for source in old_vaults()
]
RECOVERY = Act("opening after a kill", _left_in_log, _open, _brought_home)
ACTS = [SAVE, SAVE_HELD, CHANGE, RECOVERY, *MIGRATIONS]
