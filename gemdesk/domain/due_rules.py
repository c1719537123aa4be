"""One rule for each kind of task: from the records of a case to what is due and when, whatever day it is."""

from collections.abc import Iterator
from datetime import date, timedelta

from gemdesk.domain import approvals, consents, no_contact, risk
from gemdesk.domain.casework import Assessment, SafetyPlan
from gemdesk.domain.consents import Grant, Standing
from gemdesk.domain.due import Bundle, Due
from gemdesk.domain.records import Referral
from gemdesk.domain.referrals import AWAITING, UNDER_WAY, reply_by
from gemdesk.domain.rhythm import ASSESS_WITHIN, PLAN_WITHIN, paced

_EXPIRY_DAYS = 14  # how long before its end a consent is spoken of again, and how long after it
_ASK_AGAIN_DAYS = 14  # after the last word of a receiver who has more to say
_LIVE_PLANS = ("draft", "in_force")
_PROPOSED = "proposed"  # the act of a closing that waits for its approval


def by_hand(bundle: Bundle) -> Iterator[Due]:
    """Tasks that somebody wrote down, and the next step of the case."""
    for task in bundle.tasks:
        if task.due and not task.done_on:
            yield Due("by_hand", task.id, task.due, task.text, "task")
    if bundle.case.next_due:
        yield Due("by_hand", bundle.case.id, bundle.case.next_due, bundle.case.next_step, "step")


def assessment(bundle: Bundle) -> Iterator[Due]:
    """The first assessment, one after a reopening, or the next one."""
    found, reopened = risk.newest(bundle.assessments), _reopened(bundle)
    begun = reopened or bundle.case.opened
    if found is None or found.on is None:
        if begun:
            yield Due("assessment", bundle.case.id, begun + timedelta(days=ASSESS_WITHIN), detail="first")
    elif reopened and found.on < reopened:
        yield Due("assessment", found.id, reopened + timedelta(days=ASSESS_WITHIN), detail="reopened")
    elif again := paced(found).again_by:
        yield Due("assessment", found.id, again, detail="again")


def plan(bundle: Bundle) -> Iterator[Due]:
    """A case plan where there is none some days after the assessment; a safety plan where the risk is serious."""
    found = risk.newest(bundle.assessments)
    if found is None:
        return
    reopened = _reopened(bundle) or date.min
    first = min((one.on for one in bundle.assessments if one.on and one.on >= reopened), default=found.on)
    if first and not any(_counts(one.state, one.on, reopened) for one in bundle.plans):
        detail = "draft" if any(one.state == "draft" for one in bundle.plans) else "first"
        yield Due("plan", bundle.case.id, first + timedelta(days=PLAN_WITHIN), detail=detail)
    by = paced(found).act_by
    if by and found.level in risk.SERIOUS and not bundle.safety_plans:
        yield Due("plan", found.id, by, detail="safety_plan")


def _counts(state: str, on: date | None, since: date) -> bool:
    return state == "in_force" or (state == "ended" and (on or date.min) >= since)


def follow_up(bundle: Bundle) -> Iterator[Due]:
    """Follow-ups that were agreed, and the contact that the rhythm asks for where none comes before it."""
    waiting = [one for one in bundle.follow_ups if one.due and not one.done_on]
    for one in waiting:
        if one.due:
            yield Due("followup", one.id, one.due, detail=one.sort)
    found = risk.newest(bundle.assessments)
    wanted, detail = _contact_day(bundle, found) if found else (None, "")
    if wanted and not any(one.due and one.due <= wanted for one in waiting):
        yield Due("followup", bundle.case.id, wanted, detail=detail)


def _contact_day(bundle: Bundle, found: Assessment) -> tuple[date | None, str]:
    """The day of the next contact: the first action, or the rhythm after the last one."""
    agreed = paced(found)
    seen = [day for day in days_seen(bundle) if found.on and day > found.on]
    if not seen:
        return agreed.act_by, "first_action"
    return max(seen) + timedelta(days=agreed.contact_days or 1), "rhythm"


def days_seen(bundle: Bundle) -> list[date]:
    """The days on which the person was reached: by an attempt or at a follow-up."""
    tried = [one.at.date() for one in bundle.attempts if one.at and one.outcome == "reached"]
    return tried + [one.done_on for one in bundle.follow_ups if one.done_on and one.outcome == "reached"]


def service(bundle: Bundle) -> Iterator[Due]:
    """The open steps of the plan in force."""
    for step in bundle.steps:
        if step.due and step.state == "open":
            yield Due("service", step.id, step.due, step.text, step.service)


def referral_reply(bundle: Bundle) -> Iterator[Due]:
    """An answer that is awaited, and the question how it went on where a receiver has more to say."""
    for referral in bundle.referrals:
        answers = [one.on for one in bundle.replies if one.referral == referral.id and one.on]
        wanted = referral.reply_by or _in_time(referral)
        if referral.state in AWAITING and wanted:
            yield Due("referral_reply", referral.id, wanted, detail=referral.state)
        elif referral.state in UNDER_WAY and referral.state not in AWAITING and answers:
            asked = max(answers) + timedelta(days=_ASK_AGAIN_DAYS)
            yield Due("referral_reply", referral.id, asked, detail=referral.state)


def _in_time(referral: Referral) -> date | None:
    sent = referral.sent_on or referral.on
    return reply_by(sent, referral.priority) if sent else None


def consent_expiry(bundle: Bundle) -> Iterator[Due]:
    """The end of a consent that no other one to the same receiver outlasts."""
    standing = [one for one in consents.grants(bundle.consents, date.max) if one.standing is not Standing.WITHDRAWN]
    for grant in standing:
        if grant.valid_until and not any(_outlasts(other, grant) for other in standing):
            begin = grant.valid_until - timedelta(days=_EXPIRY_DAYS)
            until = grant.valid_until + timedelta(days=_EXPIRY_DAYS)
            yield Due("consent_expiry", grant.given.id, begin, detail=grant.given.purpose, until=until)


def _outlasts(other: Grant, grant: Grant) -> bool:
    same = (other.given.receiver, other.given.purpose) == (grant.given.receiver, grant.given.purpose)
    if not same or other is grant or grant.valid_until is None:
        return False
    if other.valid_until == grant.valid_until:
        return other.given.id > grant.given.id  # one task for the two
    return other.valid_until is None or other.valid_until > grant.valid_until


def review(bundle: Bundle) -> Iterator[Due]:
    """The plan in force, the newest safety plan and the case itself, each on its own day."""
    for one in bundle.plans:
        if one.state == "in_force" and one.review_on:
            yield Due("review", one.id, one.review_on, detail="plan")
    written = newest_safety_plan(bundle.safety_plans)
    if written and written.review_on:
        yield Due("review", written.id, written.review_on, detail="safety_plan")
    if bundle.case.review_on:
        yield Due("review", bundle.case.id, bundle.case.review_on, detail="case")


def newest_safety_plan(versions: tuple[SafetyPlan, ...]) -> SafetyPlan | None:
    """The version that holds."""
    return max(enumerate(versions), key=lambda pair: (pair[1].version or 0, pair[0]))[1] if versions else None


def contact(bundle: Bundle) -> Iterator[Due]:
    """What comes next where a person is not reached."""
    if step := no_contact.next_step(bundle.attempts, bundle.case.risk_level):
        yield Due("contact", bundle.case.id, step.due, detail=step.act)


def approval(bundle: Bundle) -> Iterator[Due]:
    """What waits for a supervisor and what a supervisor gave back, of what still holds; a closing that may be done."""
    found = risk.newest(bundle.assessments)
    holding = {one.id for one in bundle.plans if one.state in _LIVE_PLANS} | ({found.id} if found else set())
    told = [approvals.last(bundle.approvals, about) for about in sorted(holding)]
    closing = approvals.last_of(bundle.approvals, "closure")
    told.append(closing)
    if closing and closing.at and closing.state == approvals.APPROVED and _is_proposed(bundle):
        yield Due("approval", closing.id, closing.at.date(), detail="approved:closure")
    for one in told:
        if one and one.at and one.state in (approvals.ASKED, approvals.RETURNED):
            text = one.comment if one.state == approvals.RETURNED else ""
            yield Due("approval", one.id, one.at.date(), text, f"{one.state}:{one.what}")


def _is_proposed(bundle: Bundle) -> bool:
    return bundle.case.status != "closed" and bool(bundle.closures) and bundle.closures[-1].act == _PROPOSED


def retention(bundle: Bundle) -> Iterator[Due]:
    """Whether a closed case is kept any longer."""
    if bundle.case.review_on:
        yield Due("retention", bundle.case.id, bundle.case.review_on)


def closure_approval(bundle: Bundle) -> Iterator[Due]:
    """Of a closed case nothing but its closing waits for anybody."""
    return (due for due in approval(bundle) if due.detail.endswith(":closure"))


def _reopened(bundle: Bundle) -> date | None:
    return max((one.on for one in bundle.closures if one.act == "reopened" and one.on), default=None)


WHILE_OPEN = (
    by_hand, assessment, plan, follow_up, service, referral_reply, consent_expiry, review, contact, approval,
)  # fmt: skip
AFTER_CLOSING = (retention, closure_approval)
