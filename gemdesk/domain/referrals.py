"""The states of a referral: which may follow which, who tells them, how long an answer may take."""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum

from gemdesk.domain.records import Referral
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.lists import Listed
from gemdesk.kernel.reasons import Reason
from gemdesk.kernel.typed import latin_digits


class State(StrEnum):
    """What is known of a referral; the codes of the list `referral_state`."""

    DRAFT = "draft"
    SENT = "sent"
    ACKNOWLEDGED = "acknowledged"
    ACCEPTED = "accepted"
    WAITING_LIST = "waiting_list"
    PARTLY_SERVED = "partly_served"
    COMPLETED = "completed"
    NOT_ACCEPTED = "not_accepted"
    NO_FEEDBACK = "no_feedback"
    REVOKED = "revoked"
    REOPENED = "reopened"
    VOID = "void"


# What a receiver tells, in the order of the keys that enter it.
ANSWERS = (
    State.ACKNOWLEDGED, State.ACCEPTED, State.WAITING_LIST, State.PARTLY_SERVED, State.COMPLETED, State.NOT_ACCEPTED,
)  # fmt: skip
# The states in which somebody waits for what the receiver says next.
AWAITING = (State.SENT, State.ACKNOWLEDGED, State.REOPENED)
# What a person who takes the consent back ends.
UNDER_WAY = (*AWAITING, State.ACCEPTED, State.WAITING_LIST, State.PARTLY_SERVED, State.NO_FEEDBACK)

_ANSWERED = frozenset(ANSWERS)
_CLOSING = frozenset({State.REVOKED, State.VOID})
# A receiver may change their mind or answer late; what was opened by mistake stays so.
TRANSITIONS: Mapping[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.SENT, State.VOID}),
    State.SENT: _ANSWERED | _CLOSING | {State.NO_FEEDBACK},
    State.ACKNOWLEDGED: (_ANSWERED - {State.ACKNOWLEDGED}) | _CLOSING | {State.NO_FEEDBACK},
    State.ACCEPTED: frozenset({State.WAITING_LIST, State.PARTLY_SERVED, State.COMPLETED, State.NOT_ACCEPTED})
    | _CLOSING,
    State.WAITING_LIST: frozenset({State.ACCEPTED, State.PARTLY_SERVED, State.COMPLETED, State.NOT_ACCEPTED})
    | _CLOSING,
    State.PARTLY_SERVED: frozenset({State.COMPLETED, State.NOT_ACCEPTED}) | _CLOSING,
    State.COMPLETED: frozenset({State.REOPENED, State.VOID}),
    State.NOT_ACCEPTED: frozenset({State.ACCEPTED, State.WAITING_LIST, State.REOPENED}) | _CLOSING,
    State.NO_FEEDBACK: _ANSWERED | _CLOSING | {State.REOPENED},
    State.REVOKED: frozenset({State.REOPENED, State.VOID}),
    State.REOPENED: _ANSWERED | _CLOSING | {State.SENT, State.NO_FEEDBACK},
    State.VOID: frozenset(),
}
WITH_REASON = frozenset({State.REVOKED, State.REOPENED, State.VOID})
ANSWER_DAYS: Mapping[str, int] = {"emergency": 1, "urgent": 3, "normal": 14}  # by priority


def reply_by(sent_on: date, priority: str) -> date:
    """The last day on which the answer is in time."""
    return sent_on + timedelta(days=ANSWER_DAYS[priority])


def may_become(referral: Referral, after: State) -> bool:
    """Whether a referral may go to this state now."""
    return after in TRANSITIONS[State(referral.state)]


def require_step(referral: Referral, after: State) -> None:
    """Raise `Refusal` when a referral may not go to this state now."""
    if not may_become(referral, after):
        before, wished = (Listed("referral_state", (code,)) for code in (referral.state, after.value))
        raise Refusal(Reason.STEP_NOT_POSSIBLE, "state", before=before, after=wished)


def next_answers(referral: Referral) -> tuple[State, ...]:
    """The answers that may be entered now, in the order of their keys."""
    return tuple(answer for answer in ANSWERS if may_become(referral, answer))


def awaits_answer(referral: Referral) -> bool:
    """Whether the next word is the receiver's."""
    return referral.state in AWAITING


def days_late(referral: Referral, today: date) -> int:
    """For how many days an answer has been overdue; 0 while there is time, or when none is awaited."""
    if referral.reply_by is None or not awaits_answer(referral):
        return 0
    return max(0, (today - referral.reply_by).days)


_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})


def code_key(typed: str) -> str:
    """A code as it is compared: letters and digits alone, with those that are misread for each other made one."""
    plain = latin_digits(typed).upper().translate(_MISREAD)
    return "".join(sign for sign in plain if sign.isascii() and sign.isalnum())


def is_begun_by(reference: str, typed: str) -> bool:
    """Whether a reference begins with what was typed of it, with its first letter or without."""
    whole, begun = code_key(reference), code_key(typed)
    if not begun:
        return False
    bare = whole[1:] if reference[1:2] == "-" else whole
    return whole.startswith(begun) or bare.startswith(begun)
