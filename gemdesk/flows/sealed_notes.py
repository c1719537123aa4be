"""Notes under the second data key: written and read by whoever's key place opens sealed things, found by no search."""

from gemdesk.domain.access import Right
from gemdesk.domain.casework import SealedNote
from gemdesk.flows.sight import case_of, is_shown
from gemdesk.flows.work import Work
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.ids import new_id
from gemdesk.kernel.reasons import Reason
from gemdesk.store import drafts, rows
from gemdesk.store.drafts import Draft

_BODY, _DRAFT = "body", "draft"


def may_seal(work: Work) -> bool:
    """Whether who is at work writes and reads sealed notes."""
    return work.access.may(Right.SEALED) and work.sealer.can


def write(work: Work, case: str, text: str) -> SealedNote:
    """Write a sealed note and forget its draft."""
    _require(work)
    case_of(work, case, Right.WRITE)
    id_ = new_id()
    note = SealedNote(id=id_, case=case, body=work.sealer.seal(text, id_, _BODY), at=work.clock.now())
    with work.change() as change:
        change.add(note, case)
        drafts.drop(change.connection, f"note:{case}", work.worker)
    return note


def read(work: Work, note: str) -> str:
    """The text of a sealed note."""
    _require(work)
    stored = rows.one(work.connection, SealedNote, note)
    case_of(work, stored.case)
    return work.sealer.open(stored.body, note, _BODY)


def sealed_draft(work: Work, case: str, text: str) -> Draft:
    """The draft of a note as it may lie in the vault while its class is `sealed`."""
    return {"sealed": work.sealer.seal(text, case, _DRAFT) if may_seal(work) else "", "standing": "sealed"}


def open_draft(work: Work, case: str, draft: Draft) -> Draft:
    """A draft with its text; one that was sealed by somebody else's right stays closed."""
    sealed = str(draft.get("sealed", ""))
    if not sealed:
        return draft
    return {**draft, "text": work.sealer.open(sealed, case, _DRAFT) if may_seal(work) else ""}


def keep_draft(work: Work, case: str, text: str) -> None:
    """Keep what is typed of a sealed note; of a case that is not shown any more nothing is kept."""
    if not is_shown(work, case):
        return
    body = sealed_draft(work, case, text)
    place = f"note:{case}"
    known = drafts.find(work.connection, place, work.worker)
    if known.get("sealed") and open_draft(work, case, known).get("text") == text:
        return  # sealed anew it would differ each time
    with work.saving():
        drafts.keep(work.connection, place, work.worker, body, work.moment())


def _require(work: Work) -> None:
    if not may_seal(work):
        raise Refusal(Reason.SEALED_AWAY, "")
