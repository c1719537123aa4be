"""What a vault has to hold after a trial: every acknowledged save, each save whole or not at all."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from gemdesk.domain.records import KINDS, Case, Consent, Entry, Organisation, Person, SafeContact
from gemdesk.flows.work import Work
from gemdesk.kernel.errors import Stop
from gemdesk.kernel.reasons import Reason
from gemdesk.store import drafts, rebuild, rows
from gemdesk.vault import faults, opening
from gemdesk.vault.findings import Choice, Found, Kind, Remedy
from tests.resilience.child import Told
from tests.resilience.parts import Trial
from tests.resilience.saves import Save, Verb, place
from tests.resilience.vaults import AS_MADE, Vault

CORRUPT, LOST, HALF, REFUSED = "corrupt", "lost acknowledged", "half-done", "refused"
KINDS_OF_FAULT = (CORRUPT, LOST, HALF)


class Fate(Enum):
    """What was said of a save."""

    BEGUN = auto()  # it may be there or not, but whole
    DONE = auto()
    REFUSED = auto()  # told as not saved
    UNSURE = auto()  # told as perhaps not saved: a disk that fails may have written it all the same


@dataclass
class History:
    """Every save of a vault in the order in which it was begun."""

    saves: list[Save] = field(default_factory=list)
    fates: dict[int, Fate] = field(default_factory=dict)

    def take(self, saves: Sequence[Save], told: Sequence[Told]) -> None:
        """What a process said of its saves."""
        known = {save.number: save for save in saves}
        for word, *facts in told:
            number = facts[0] if facts and isinstance(facts[0], int) else -1
            if word == "begin":
                self.saves.append(known[number])
                self.fates[number] = Fate.BEGUN
            elif word == "done":
                self.fates[number] = Fate.DONE
            elif word == "refused":
                self.fates[number] = Fate.UNSURE if Reason.DISK_FAULT.name in facts else Fate.REFUSED

    def count(self, fate: Fate) -> int:
        """How many saves had this fate."""
        return sum(found is fate for found in self.fates.values())

    def last(self, *verbs: Verb) -> list[Save | None]:
        """The saves of which one has the last word on what these verbs overwrite; None: the state before all."""
        found: list[Save | None] = []
        for save in reversed(self.saves):
            fate = self.fates[save.number]
            if save.verb in verbs and fate is not Fate.REFUSED:  # an unsure one may be there, and whole
                found.append(save)
                if fate is Fate.DONE:
                    return found
        return [*found, None]


Alarms = frozenset[Kind]
NO_ALARM: Alarms = frozenset()


def judge(vault: Vault, history: History, alarms: Alarms = NO_ALARM) -> Trial:
    """Open the vault by the real way and compare; the worst that is found.

    `alarms` are findings that may come although nothing is missing; then it is opened knowingly.
    """
    work, alarm = opened(vault, alarms)
    if work is None:
        return alarm
    try:
        with faults.told():
            opening.examine(work.connection)
            found = _compared(work, vault.case, history)
            return found if found.fault else Trial(counts={**alarm.counts, **found.counts})
    except Stop as stop:
        return Trial(CORRUPT, f"reading: {stop.reason.name}")
    finally:
        work.close()


def opened(vault: Vault, alarms: Alarms) -> tuple[Work | None, Trial]:
    """The opened vault and what was said before it opened, or None and the fault."""
    try:
        return vault.begin(), Trial()
    except Found as stop:
        if stop.finding.kind not in alarms:
            return None, Trial(CORRUPT, f"opening: {told(stop)}")
        return vault.begin(choice=Choice(Remedy.KNOWINGLY)), Trial(counts={f"warned: {stop.finding.kind}": 1})
    except Stop as stop:
        return None, Trial(CORRUPT, f"opening: {told(stop)}")


def told(stop: Stop) -> str:
    """Why there is no open vault, in one word or two."""
    return f"{stop.reason.name} {stop.finding.kind}" if isinstance(stop, Found) else stop.reason.name


def _compared(work: Work, case: str, history: History) -> Trial:
    found = _Found.of(work)
    kept = 0
    for save in history.saves:
        fate = history.fates[save.number]
        times = found.times(save)
        if len(set(times)) > 1 or any(number > 1 for number in times):
            return Trial(HALF, f"{save}: {fate.name}, found {times}")
        if times and not times[0] and fate is Fate.DONE:
            return Trial(LOST, str(save))
        if times and times[0] and fate is Fate.REFUSED:
            return Trial(HALF, f"{save}: told as not saved, found {times}")
        kept += bool(times and times[0] and fate is Fate.UNSURE)
    fault = _last_word(work, case, history) or _trail(work)
    return fault or Trial(counts={"told as unsure and kept": kept} if kept else {})


def _last_word(work: Work, case: str, history: History) -> Trial | None:
    """What later saves overwrite: the newest acknowledged one must stand, or one begun after it."""
    record = rows.one(work.connection, Case, case)
    person = rows.one(work.connection, Person, record.person)
    found = person.chosen_name, person.place, record.next_step
    last = history.last(Verb.DETAILS)
    if found not in {(save.text,) * 3 if save else AS_MADE for save in last}:
        whole = found == AS_MADE or len(set(found)) == 1
        return Trial(LOST if whole else HALF, f"details: {found}, acknowledged or begun: {last}")
    draft = drafts.find(work.connection, place(case), work.worker).get("text")
    last = history.last(Verb.NOTE, Verb.DRAFT)
    allowed = {save.text if save and save.verb is Verb.DRAFT else None for save in last}
    # A page keeps a note as a draft until the note itself is saved.
    allowed |= {save.text for save in last if save and history.fates[save.number] in (Fate.BEGUN, Fate.UNSURE)}
    if draft not in allowed:
        return Trial(LOST, f"draft: {draft!r} is none of {allowed}")
    return None


def _trail(work: Work) -> Trial | None:
    """The tables hold exactly what the trail tells."""
    stored = {
        (name, record.id): record for name, kind in KINDS.items() for record in rows.select(work.connection, kind, "1")
    }
    return None if rebuild.rebuild(work.connection) == stored else Trial(HALF, "tables and trail differ")


@dataclass(frozen=True, slots=True)
class _Found:
    """How often each text stands in the vault, by where it stands."""

    people: Counter[str]
    contacts: Counter[str]
    cases: Counter[str]
    entries: Counter[str]
    organisations: Counter[str]
    consents: Counter[str]

    @classmethod
    def of(cls, work: Work) -> "_Found":
        db = work.connection
        names = {one.id: one.name for one in rows.select(db, Organisation, "1")}
        return cls(
            Counter(one.chosen_name for one in rows.select(db, Person, "1")),
            Counter(one.number for one in rows.select(db, SafeContact, "1")),
            Counter(one.next_step for one in rows.select(db, Case, "1")),
            Counter(one.text for one in rows.select(db, Entry, "1")),
            Counter(names.values()),
            Counter(names[one.receiver] for one in rows.select(db, Consent, "1")),
        )

    def times(self, save: Save) -> tuple[int, ...]:
        """How often each record of a save is there; nothing for what later saves overwrite."""
        match save.verb:
            case Verb.PERSON:
                text = save.text
                return self.people[text], self.contacts[save.phone], self.cases[text], self.entries[text]
            case Verb.NOTE:
                return (self.entries[save.text],)
            case Verb.CONSENT:
                return self.organisations[save.text], self.consents[save.text]
        return ()
