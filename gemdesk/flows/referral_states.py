"""What a caseworker says of a referral: handed over, no answer came, revoked, reopened, opened by mistake.

A letter that was printed or saved was not sent by that; only the caseworker knows when it reached its receiver.
"""

from datetime import date

from gemdesk.domain.access import Right
from gemdesk.domain.consents import Standing, grants
from gemdesk.domain.records import Consent, Referral
from gemdesk.domain.referrals import UNDER_WAY, WITH_REASON, State, reply_by, require_step
from gemdesk.flows import door
from gemdesk.flows.sight import case_of
from gemdesk.flows.work import Work
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.reasons import Reason
from gemdesk.store import rows
from gemdesk.store.change import Change


def of_own_case(work: Work, referral_id: str) -> Referral:
    """A referral of a case that is shown to who is at work; KeyError when it is not in this vault."""
    referral = rows.one(work.connection, Referral, referral_id)
    case_of(work, referral.case, Right.WRITE)
    return referral


def hand_over(work: Work, referral_id: str, on: date | None = None) -> Referral:
    """Write down that the letter reached its receiver; the time for an answer runs from that day."""
    referral, today = of_own_case(work, referral_id), work.clock.today()
    on = on or today
    require_step(referral, State.SENT)
    released = [release.at.date() for release in door.left(work.connection, referral.id) if release.at]
    if not released:
        raise Refusal(Reason.NO_LETTER_YET, "sent_on")
    if on > today:
        raise Refusal(Reason.DAY_TO_COME, "sent_on")
    if on < min(released):
        raise Refusal(Reason.BEFORE_LETTER, "sent_on")
    with work.change() as change:
        # Figures count from the first day on which it was sent.
        first = referral.sent_on or on
        by = reply_by(on, referral.priority)
        return change.edit(referral, state=State.SENT.value, sent_on=first, reply_by=by)


def note_no_answer(work: Work, referral_id: str) -> Referral:
    """Write down that no answer came; the program proposes it when the time is over and never does it by itself."""
    return _become(work, referral_id, State.NO_FEEDBACK)


def revoke(work: Work, referral_id: str, why: str) -> Referral:
    """Take a referral back."""
    return _become(work, referral_id, State.REVOKED, why)


def reopen(work: Work, referral_id: str, why: str) -> Referral:
    """Take up a referral again that had ended; an answer is awaited from today."""
    return _become(work, referral_id, State.REOPENED, why)


def void(work: Work, referral_id: str, why: str) -> Referral:
    """Write down that a referral was opened by mistake; it is counted nowhere."""
    return _become(work, referral_id, State.VOID, why)


def _become(work: Work, referral_id: str, after: State, why: str = "") -> Referral:
    referral = of_own_case(work, referral_id)
    require_step(referral, after)
    fields: dict[str, object] = {"state": after.value}
    if after in WITH_REASON:
        if not why.strip():
            raise Refusal(Reason.REQUIRED, "why")
        fields["why"] = why.strip()
    if after is State.REOPENED:
        fields["reply_by"] = reply_by(work.clock.today(), referral.priority)
    with work.change() as change:
        return change.edit(referral, **fields)


def revoke_without_consent(work: Work, change: Change, case: str, receiver: str, purpose: str) -> list[Referral]:
    """Revoke the referrals under way to a receiver for whom no consent is live any more; asked inside a withdrawal."""
    if purpose != "referral":
        return []
    events = rows.select(change.connection, Consent, '"case" = ? AND receiver = ?', case, receiver)
    if any(
        grant.standing is Standing.LIVE and grant.given.purpose == purpose
        for grant in grants(events, work.clock.today(), work.reached())
    ):
        return []
    found = rows.select(change.connection, Referral, '"case" = ? AND organisation = ?', case, receiver)
    return [change.edit(one, state=State.REVOKED.value, why="") for one in found if one.state in UNDER_WAY]
