"""People with a record of every kind, every text of which is a word that stands nowhere else."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from gemdesk.domain.definition import Kind, Record, definition_of
from gemdesk.domain.kinds import KINDS
from gemdesk.domain.records import File
from gemdesk.flows.work import Work
from gemdesk.kernel import lists
from gemdesk.kernel.ids import new_id
from gemdesk.store import bodies
from gemdesk.store.change import OFFICE, Change

_LETTERS = "بتثجحخدذرزسشصضطظعغفقكلمن"
OF_THE_OFFICE = (
    "organisation", "service", "office", "worker", "erasure", "sheet_import", "saved_view", "list_entry",
    "custom_field", "rhythm",
)  # fmt: skip
# Codes that are no words of anybody; None: whoever is at work.
_CODES = {"worker": None, "supervisor": None, "by": None, "list_name": "", "record_kind": "person", "digest": "x"}


@dataclass
class Filled:
    """What one person's file was filled with."""

    case: str = ""
    ids: dict[str, str] = field(default_factory=dict)  # kind -> id of the record
    said: dict[str, str] = field(default_factory=dict)  # what stands nowhere else -> where it was put
    sealed: list[str] = field(default_factory=list)  # what lies under the second data key alone
    body: bytes = b""

    def word(self, draw: random.Random, where: str) -> str:
        """A word that nobody else has."""
        made = "".join(draw.choices(_LETTERS, k=12))
        self.said[made] = where
        return made

    def number(self, draw: random.Random, where: str) -> str:
        """A number that nobody else has."""
        made = f"+963 9{draw.randrange(10**8):08d}"
        self.said[made] = where
        return made


def kinds_of_a_case() -> list[str]:
    """The kinds that stand in a case's stream, those first to which others refer."""
    return [name for name in KINDS if name not in OF_THE_OFFICE]


def fill(work: Work, seed: int, others: Filled | None = None) -> Filled:
    """Take a person in with one record of each kind; `others` is somebody whom the office takes for the same."""
    draw, made = random.Random(seed), Filled(case=new_id())
    made.ids = {"case": made.case, "person": new_id()}
    made.body = made.word(draw, "a file's body").encode() * 900  # several pages
    with work.change() as change:
        for kind in ("organisation", "custom_field"):
            made.ids[kind] = _add(work, change, made, kind, draw, OFFICE, Filled()).id
        for kind in kinds_of_a_case():
            if kind == "likeness" and others is None:
                continue
            _add(work, change, made, kind, draw, made.case, others or made)
    return made


def _add(
    work: Work, change: Change, made: Filled, kind: str, draw: random.Random, stream: str, others: Filled
) -> Record:
    id_ = made.ids.setdefault(kind, new_id())
    target = made if stream != OFFICE else Filled(ids=made.ids)  # what the office says is not the person's
    values = {f.name: _value(work, target, kind, id_, f, draw, others) for f in definition_of(KINDS[kind]).fields}
    if kind == File.KIND:
        values["digest"] = bodies.keep(change.connection, made.body)
        values["size"] = len(made.body)
    return change.add(KINDS[kind](id=id_, **values), stream)


def _value(work: Work, made: Filled, kind: str, id_: str, f: Any, draw: random.Random, others: Filled) -> object:
    meaning, where = f.meaning, f"{kind}.{f.name}"
    makers: dict[Kind, Callable[[], object]] = {
        Kind.CHOICE: lambda: next(iter(lists.values(meaning.values))),
        Kind.CHOICES: lambda: tuple(lists.values(meaning.values))[:2],
        Kind.TEXTS: lambda: (made.word(draw, where), made.word(draw, where)),
        Kind.DATE: lambda: date(2026, 11, 20),
        Kind.MOMENT: work.clock.now,
        Kind.COUNT: lambda: max(meaning.least, 3),
        Kind.FLAG: lambda: True,
        Kind.SEALED: lambda: _sealed(work, made, id_, f.name, draw, where),
        Kind.CONTACT: lambda: made.number(draw, where),
        Kind.LINK: lambda: _link(made, kind, f, others),
    }
    if f.name in _CODES:
        return work.worker if _CODES[f.name] is None else _CODES[f.name]
    return makers.get(meaning.kind, lambda: made.word(draw, where))()


def _sealed(work: Work, made: Filled, id_: str, name: str, draw: random.Random, where: str) -> str:
    text = made.word(draw, where)
    made.sealed.append(text)
    del made.said[text]  # it lies nowhere in clear
    sealed = work.sealer.seal(text, id_, name)
    made.said[sealed] = where
    return sealed


def _link(made: Filled, kind: str, f: Any, others: Filled) -> str:
    if f.name in ("other", "other_person"):
        return others.ids.get("person", "")
    if f.name == "about" and kind == "custom_value":
        return made.ids["person"]
    linked = f.meaning.links or {"contact": "safe_contact", "case": "case"}.get(f.name, "")
    return made.ids.get(linked, "") if linked != kind else ""
