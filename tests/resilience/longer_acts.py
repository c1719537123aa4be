"""Longer acts that are interrupted at each of their calls: the background examination, going back, a full re-key."""

import shutil
from dataclasses import replace
from pathlib import Path

from gemdesk.flows import sessions
from gemdesk.kernel.clock import SetClock
from gemdesk.kernel.errors import Stop
from gemdesk.vault import digest, generations, rekey, slots, swap
from gemdesk.vault.examination import Examination
from gemdesk.vault.findings import Choice, Found, Remedy
from gemdesk.vault.handover import Mode
from gemdesk.vault.head import HeadFile
from gemdesk.vault.names import DATABASE, GENERATIONS
from tests.resilience import judge
from tests.resilience.acts import SHUT_OUT, Act, begin_line
from tests.resilience.child import Child, fork
from tests.resilience.driver import Flaw
from tests.resilience.judge import CORRUPT, LOST, Alarms, Fate, History
from tests.resilience.parts import Trial
from tests.resilience.saves import Save, Verb, perform
from tests.resilience.vaults import NOW, Vault, make
from tests.vault.making import LIGHT, OLD

_SAVES = [Save(0, Verb.PERSON), Save(1, Verb.NOTE)]
_DONE = {save.number: Fate.DONE for save in _SAVES}


def _with_saves(folder: Path) -> Vault:
    vault = make(folder)
    work = vault.begin()
    for save in _SAVES:
        perform(work, vault.case, save)
    work.close()
    return vault


# ---- the examination behind the screen, with the generation that it makes


def _examine(vault: Vault, flaw: Flaw) -> Child:
    def act() -> None:
        work = vault.begin()
        examination = Examination(work.vault, sessions.SCHEMA.newest, SetClock(NOW).now)
        examination.finish(examination.run())
        work.close()

    return fork(lambda line: begin_line(line, flaw, act))


def _examined(vault: Vault, child: Child, alarms: Alarms) -> Trial:
    """The vault as it was, and every generation that is listed whole; one at least once it was acknowledged."""
    opened = vault.opened
    listed = generations.listed(vault.folder, opened.keys, opened.vault_id)
    for one in listed:
        place = vault.folder / GENERATIONS / one.name
        head = HeadFile(place, opened.keys, opened.vault_id).read()
        if digest.of(place / DATABASE, opened.keys) != head.digest:
            return Trial(CORRUPT, f"generation {one.name} is listed and not whole")
    if not listed and any(word[0] == "done" for word in child.told):
        return Trial(LOST, "no generation, though the examination was done")
    return judge.judge(vault, History(list(_SAVES), dict(_DONE)), alarms)


# ---- going back to the last good generation


def _lost_its_file(folder: Path) -> Vault:
    """A vault with a generation whose database was replaced by an older one: it asks what to do."""
    vault = _with_saves(folder)
    older = vault.copy(folder.with_name(f"{folder.name}-older"))
    work = vault.begin()
    examination = Examination(work.vault, sessions.SCHEMA.newest, SetClock(NOW).now)
    examination.finish(examination.run())
    perform(work, vault.case, Save(2, Verb.NOTE))
    work.close()
    shutil.copyfile(older.folder / DATABASE, vault.folder / DATABASE)
    return vault


def _go_back(vault: Vault, flaw: Flaw) -> Child:
    def act() -> None:
        (one, *_older) = generations.listed(vault.folder, vault.opened.keys, vault.opened.vault_id)
        vault.begin(choice=Choice(Remedy.GENERATION, one.name)).close()

    return fork(lambda line: begin_line(line, flaw, act))


def _gone_back(vault: Vault, child: Child, _alarms: Alarms) -> Trial:
    """Named still, or open with everything that the generation has; the generation itself stays."""
    if not generations.listed(vault.folder, vault.opened.keys, vault.opened.vault_id):
        return Trial(LOST, "the generation is gone")
    try:
        vault.begin().close()
    except Found as stop:
        if any(word[0] == "done" for word in child.told):
            return Trial(LOST, f"acknowledged, and asked again: {stop.finding.kind}")
        return Trial(counts={"asked again": 1})
    except Stop as stop:
        return Trial(CORRUPT, judge.told(stop))
    return judge.judge(vault, History(list(_SAVES), dict(_DONE)))


# ---- new keys for everything


def _rekey(vault: Vault, flaw: Flaw) -> Child:
    def act() -> None:
        temporary, after = rekey.prepare(vault.folder, vault.opened, OLD, policy=LIGHT)
        handover = replace(vault.handover(), mode=Mode.REKEY, opened=after, before=vault.opened, temporary=temporary)
        sessions.begin(handover, SetClock(NOW)).close()

    return fork(lambda line: begin_line(line, flaw, act))


def _rekeyed(vault: Vault, child: Child, alarms: Alarms) -> Trial:
    """The passphrase opens one whole vault, the old or the new, and once it was acknowledged the new."""
    try:
        swap.settle(vault.folder)
        opened = slots.unlock(vault.folder, OLD, policy=LIGHT)
    except Stop as stop:
        return Trial(SHUT_OUT, judge.told(stop))
    if opened.keys == vault.opened.keys and any(word[0] == "done" for word in child.told):
        return Trial(LOST, "acknowledged, and the keys are the old ones")
    return judge.judge(replace(vault, opened=opened), History(list(_SAVES), dict(_DONE)), alarms)


EXAMINATION = Act("examination with a generation", _with_saves, _examine, _examined)
GOING_BACK = Act("going back to a generation", _lost_its_file, _go_back, _gone_back)
REKEY = Act("new keys for everything", _with_saves, _rekey, _rekeyed)
LONGER = [EXAMINATION, GOING_BACK, REKEY]
