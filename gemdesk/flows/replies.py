"""The answers of receivers: found by what was typed of a code, entered with one key, kept as a history."""

from dataclasses import dataclass
from datetime import date

from gemdesk.domain.access import Right
from gemdesk.domain.casework import Prepared, Reply
from gemdesk.domain.records import Case, Organisation, Person, Referral
from gemdesk.domain.referrals import State, next_answers, require_step
from gemdesk.flows import door, print_queue
from gemdesk.flows.referral_states import of_own_case
from gemdesk.flows.sight import case_of
from gemdesk.flows.work import Work
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.ids import new_id
from gemdesk.kernel.reasons import Reason
from gemdesk.store import drafts, rows
from gemdesk.store import referrals as store

Waiting = store.Waiting
Draft = drafts.Draft
PLACE = "reply"  # of the draft
_MOST = 6  # referrals that are offered for what was typed


@dataclass(frozen=True, slots=True)
class Match:
    """A referral that an answer may be about; no name of a person."""

    referral: Referral
    receiver: str
    code: str  # of the person
    answers: tuple[State, ...]  # those that may be entered now


@dataclass(frozen=True, slots=True)
class Answer:
    """What a receiver told."""

    referral: str
    state: State
    on: date | None = None
    way: str = "phone"
    reason: str = ""
    first_service: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn in the history of a referral: the answer, or the state that the caseworker gave it."""

    state: State
    on: date
    worker: str
    reply: Reply | None = None
    why: str = ""


def find(work: Work, typed: str) -> tuple[Match, ...]:
    """The referrals of the cases at hand whose code begins with what was typed."""
    work.require(Right.WRITE)
    found = store.begun_by(work.connection, typed, _MOST * 8)
    matches = [_match(work, referral) for referral in found]
    return tuple(match for match in matches if match is not None)[:_MOST]


def of_referral(work: Work, referral_id: str) -> Match | None:
    """One referral as the entry of an answer needs it; None when its case is not shown to who is at work."""
    work.require(Right.WRITE)
    return _match(work, rows.one(work.connection, Referral, referral_id))


def begun(work: Work) -> tuple[Draft, Match | None]:
    """What was typed of an answer and not recorded, and the referral that it is about."""
    work.require(Right.WRITE)
    draft = drafts.find(work.connection, PLACE, work.worker)
    found = rows.select(work.connection, Referral, "id = ?", str(draft.get("referral", "")))
    return draft, _match(work, found[0]) if found else None


def _match(work: Work, referral: Referral) -> Match | None:
    case = rows.one(work.connection, Case, referral.case)
    if not work.access.sees(case.worker):
        return None
    receiver = rows.one(work.connection, Organisation, referral.organisation).name
    return Match(referral, receiver, rows.one(work.connection, Person, case.person).code, next_answers(referral))


def waiting(work: Work, after: Waiting | None, limit: int) -> list[Waiting]:
    """The referrals whose answer is awaited, the most overdue first."""
    work.require(Right.WRITE)
    return store.waiting(work.connection, _worker(work), after.mark if after else None, limit)


def counts(work: Work) -> tuple[int, int]:
    """How many answers are awaited, and how many of them are overdue."""
    work.require(Right.WRITE)
    return store.counts(work.connection, _worker(work), work.clock.today())


def _worker(work: Work) -> str | None:
    return None if work.access.may(Right.ALL_CASES) else work.worker


@dataclass(frozen=True, slots=True)
class Paper:
    """A referral as the papers of its case show it."""

    referral: Referral
    receiver: str
    letter_left: date | None  # when its first letter left the vault
    answers: tuple[State, ...]
    turns: tuple[Turn, ...]
    waits: Prepared | None = None  # its letter that waits to be printed


def of_case(work: Work, case_id: str) -> tuple[Paper, ...]:
    """The referrals of a case with what became of them, the latest first."""
    case_of(work, case_id)
    found = rows.select(work.connection, Referral, '"case" = ? ORDER BY "on" DESC, rowid DESC', case_id)
    return tuple(_paper(work, referral) for referral in found)


def _paper(work: Work, referral: Referral) -> Paper:
    left = [release.at.date() for release in door.left(work.connection, referral.id) if release.at]
    return Paper(
        referral, rows.one(work.connection, Organisation, referral.organisation).name, min(left, default=None),
        next_answers(referral), turns(work, referral.id), print_queue.of_referral(work, referral.id),
    )  # fmt: skip


def record(work: Work, answer: Answer) -> Reply:
    """Write an answer down and move its referral to the state that it tells, in one change."""
    referral, today = of_own_case(work, answer.referral), work.clock.today()
    on = answer.on or today
    require_step(referral, answer.state)
    if on > today:
        raise Refusal(Reason.DAY_TO_COME, "on")
    if referral.sent_on and on < referral.sent_on:
        raise Refusal(Reason.BEFORE_SENDING, "on")
    if answer.state is State.NOT_ACCEPTED and not answer.reason:
        raise Refusal(Reason.REQUIRED, "reason")
    reply = Reply(
        id=new_id(), referral=referral.id, state=answer.state.value, on=on, way=answer.way,
        reason=answer.reason if answer.state is State.NOT_ACCEPTED else "", first_service=answer.first_service,
        note=answer.note.strip(),
    )  # fmt: skip
    with work.change() as change:
        change.add(reply, referral.case)
        change.edit(referral, state=answer.state.value)
        drafts.drop(change.connection, PLACE, work.worker)
    return reply


def turns(work: Work, referral_id: str) -> tuple[Turn, ...]:
    """What became of a referral, the latest first: told by its answers, and by the trail where there is none."""
    case_of(work, rows.one(work.connection, Referral, referral_id).case)
    replies = {reply.id: reply for reply in rows.select(work.connection, Reply, "referral = ?", referral_id)}
    found = []
    for move in store.moves(work.connection, referral_id):
        reply = next((replies[id_] for id_ in move.beside if id_ in replies), None)
        on = reply.on if reply is not None and reply.on else move.at.date()
        found.append(Turn(State(move.state), on, move.worker, reply, move.why))
    return tuple(reversed(found))
