"""What a person told about orientation, identity and body: optional, sealed whole, read only with the second key."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date

from gemdesk.domain.access import Right
from gemdesk.domain.casework import Sogiesc
from gemdesk.domain.definition import definition_of
from gemdesk.flows.sight import case_of
from gemdesk.flows.work import Work
from gemdesk.kernel import lists
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.ids import new_id
from gemdesk.kernel.reasons import Reason
from gemdesk.store import drafts, rows

LONGEST = 20_000  # characters of a text before it is sealed
_EMPTY = " "  # sealed too, so that the rows of a table do not tell what was said and what was not
_DRAFT = "block_draft"


@dataclass(frozen=True, slots=True)
class Block:
    """The block in clear; it is never written anywhere as it stands here."""

    standing: str = "not_asked"
    purpose: str = ""
    self_description: str = ""
    orientation: str = ""
    gender: str = ""
    intersex: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """The block of a person, whether it is stored, and what was typed into it and not saved."""

    block: Block
    is_stored: bool
    draft: dict[str, str]


SEALED = tuple(field.name for field in fields(Block) if field.name != "on")


def block_of(values: Mapping[str, str]) -> Block:
    """The block that was typed, by field name."""
    return replace(Block(), **{name: values[name] for name in SEALED if name in values})  # type: ignore[arg-type]  # texts


def may_open(work: Work) -> bool:
    """Whether whoever is at work reads what is sealed: by role and by key place."""
    return work.access.may(Right.SEALED) and work.sealer.can


def open_block(work: Work, case_id: str) -> Opened:
    """The block of a case's person; an empty one while nothing was asked."""
    person = _person(work, case_id)
    record = _record(work, person)
    return Opened(_opened(work, record) if record else Block(), record is not None, _draft(work, case_id))


def save_block(work: Work, case_id: str, block: Block) -> None:
    """Seal and save the block; only with the reason why it is needed. What is not told is not kept."""
    person = _person(work, case_id, Right.WRITE)
    kept = _checked(block)
    record = _record(work, person)
    before = _opened(work, record) if record else Block()
    id_ = record.id if record else new_id()
    changed = [name for name in SEALED if record is None or getattr(before, name) != getattr(kept, name)]
    sealed = {name: work.sealer.seal(getattr(kept, name) or _EMPTY, id_, name) for name in changed}
    with work.change() as change:
        if record is None:
            change.add(Sogiesc(id=id_, person=person, on=kept.on or work.clock.today(), **sealed), case_id)
        elif sealed:
            change.edit(record, on=kept.on or work.clock.today(), **sealed)
        drafts.drop(change.connection, place(case_id), work.worker)


def bin_block(work: Work, case_id: str) -> None:
    """Throw the block away, as when the person takes back what they told."""
    person = _person(work, case_id, Right.WRITE)
    record = _record(work, person)
    with work.change() as change:
        if record:
            change.bin(record)
        drafts.drop(change.connection, place(case_id), work.worker)


def keep_draft(work: Work, case_id: str, body: Mapping[str, str]) -> None:
    """Keep what was typed into the block, sealed as the block itself."""
    _person(work, case_id, Right.WRITE)
    if dict(body) == _draft(work, case_id):
        return  # sealed anew it would differ each time
    with work.saving():
        if not any(body.values()):
            drafts.drop(work.connection, place(case_id), work.worker)
            return
        sealed = work.sealer.seal(json.dumps(dict(body), ensure_ascii=False), case_id, _DRAFT)
        drafts.keep(work.connection, place(case_id), work.worker, {_DRAFT: sealed}, work.moment())


def _person(work: Work, case_id: str, right: Right = Right.NAMES) -> str:
    case = case_of(work, case_id, right)
    work.require(Right.SEALED)
    if not work.sealer.can:
        raise Refusal(Reason.SEALED_AWAY, "")
    return case.person


def _record(work: Work, person: str) -> Sogiesc | None:
    found = rows.select(work.connection, Sogiesc, "person = ? ORDER BY rowid DESC LIMIT 1", person)
    return found[0] if found else None


def _opened(work: Work, record: Sogiesc) -> Block:
    opened = {name: work.sealer.open(getattr(record, name), record.id, name) for name in SEALED}
    clear = {name: "" if text == _EMPTY else text for name, text in opened.items()}
    return Block(**{**clear, "standing": clear["standing"] or "not_asked"}, on=record.on)


def _draft(work: Work, case_id: str) -> dict[str, str]:
    sealed = drafts.find(work.connection, place(case_id), work.worker).get(_DRAFT)
    if not sealed:
        return {}
    return {str(name): str(text) for name, text in json.loads(work.sealer.open(str(sealed), case_id, _DRAFT)).items()}


def _checked(block: Block) -> Block:
    """The block with what may be kept of it; the first `Refusal` of its fields. Checked here: sealed, nobody can."""
    if not block.purpose.strip():
        raise Refusal(Reason.REQUIRED, "purpose")
    definition = definition_of(Sogiesc)
    for name in SEALED:
        text, values = getattr(block, name), definition.field(name).meaning.values
        if values and text and text not in lists.values(values):
            raise Refusal(Reason.UNKNOWN_CODE, name, value=text)
        if len(text) > LONGEST:
            raise Refusal(Reason.TOO_LONG, name, most=LONGEST)
    if block.standing == "told":
        return block
    return Block(block.standing, block.purpose, on=block.on)


def place(case_id: str) -> str:
    """Where the draft of a case's sealed block is kept, sealed too."""
    return f"sealed:{case_id}"
