"""The records of the work on a case: risk, needs, plans, follow-ups, approvals, replies, closure; each defined once."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from gemdesk.domain.definition import Item, Kind, Record, Sensitivity, fact
from gemdesk.kernel.messages import N_

D, I, S = Sensitivity.DIRECT, Sensitivity.INDIRECT, Sensitivity.SENSITIVE  # noqa: E741 - as in `records`


@dataclass(frozen=True, slots=True, kw_only=True)
class Sogiesc(Record):
    """What a person told about themselves, optional, under the second data key."""

    KIND: ClassVar[str] = "sogiesc"
    LABEL: ClassVar[str] = N_("Sealed: orientation, identity, characteristics")

    person: str = fact(N_("Person"), Kind.LINK, links="person", required=True)
    standing: str = fact(N_("How it was asked"), Kind.SEALED, values="sogiesc_standing", sensitivity=S)
    purpose: str = fact(N_("Why this is needed"), Kind.SEALED, sensitivity=S)
    self_description: str = fact(N_("In the person's own words"), Kind.SEALED, sensitivity=S, item=Item.SOGIESC)
    orientation: str = fact(N_("Orientation, for figures alone"), Kind.SEALED, values="orientation_class", sensitivity=S, item=Item.SOGIESC)
    gender: str = fact(N_("Gender identity, for figures alone"), Kind.SEALED, values="gender_class", sensitivity=S, item=Item.GENDER_IDENTITY)
    intersex: str = fact(N_("Sex characteristics, for figures alone"), Kind.SEALED, values="intersex_class", sensitivity=S, item=Item.SOGIESC)
    on: date | None = fact(N_("Date"), Kind.DATE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Relative(Record):
    """Somebody of the household or close to the person."""

    KIND: ClassVar[str] = "relative"
    LABEL: ClassVar[str] = N_("Household and close people")

    person: str = fact(N_("Person"), Kind.LINK, links="person", required=True)
    name: str = fact(N_("Name"), sensitivity=D, item=Item.FAMILY, search=3)
    relation: str = fact(N_("Relation"), Kind.CHOICE, values="relation", item=Item.FAMILY, sensitivity=I)
    age: int | None = fact(N_("Age"), Kind.COUNT, least=0, most=120, item=Item.FAMILY, sensitivity=I)
    in_household: bool = fact(N_("Lives in the household"), Kind.FLAG, item=Item.HOUSEHOLD)
    guardian: bool = fact(N_("Is the guardian"), Kind.FLAG, item=Item.FAMILY)
    knows: bool = fact(N_("Knows of the case"), Kind.FLAG, sensitivity=S)
    danger: bool = fact(N_("Is a danger to the person"), Kind.FLAG, sensitivity=S)
    other_person: str = fact(N_("Has a file here"), Kind.LINK, links="person")
    note: str = fact(N_("Note"), sensitivity=S)


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness(Record):
    """Two files that may be about one person: linked or told apart, never merged."""

    KIND: ClassVar[str] = "likeness"
    LABEL: ClassVar[str] = N_("Possible match")

    person: str = fact(N_("Person"), Kind.LINK, links="person", required=True)
    other: str = fact(N_("Other file"), Kind.LINK, links="person", required=True)
    standing: str = fact(N_("Standing"), Kind.CHOICE, values="likeness_standing", default="same", required=True)
    note: str = fact(N_("Note"), sensitivity=S)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt(Record):
    """One attempt to reach a person through the safe contact; never edited."""

    KIND: ClassVar[str] = "attempt"
    LABEL: ClassVar[str] = N_("Attempt to reach the person")
    FINAL: ClassVar[bool] = True

    case: str = fact(N_("Case"), Kind.LINK, links="case", required=True)
    contact: str = fact(N_("Safe contact"), Kind.LINK, links="safe_contact")
    channel: str = fact(N_("Channel"), Kind.CHOICE, values="channel", default="phone", required=True)
    outcome: str = fact(N_("Outcome"), Kind.CHOICE, values="attempt_outcome", required=True)
    at: datetime | None = fact(N_("When"), Kind.MOMENT, required=True)
    note: str = fact(N_("Note"), Kind.LONG_TEXT, sensitivity=S, search=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedNote(Record):
    """A note of the timeline under the second data key; never edited."""

    KIND: ClassVar[str] = "sealed_note"
    LABEL: ClassVar[str] = N_("Sealed note")
    FINAL: ClassVar[bool] = True

    case: str = fact(N_("Case"), Kind.LINK, links="case", required=True)
    body: str = fact(N_("Text"), Kind.SEALED, required=True, sensitivity=S)
    at: datetime | None = fact(N_("When"), Kind.MOMENT, required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment(Record):
    """One risk assessment; never edited, only followed by a newer one."""

    KIND: ClassVar[str] = "assessment"
    LABEL: ClassVar[str] = N_("Risk assessment")
    FINAL: ClassVar[bool] = True

    case: str = fact(N_("Case"), Kind.LINK, links="case", required=True)
    on: date | None = fact(N_("Date"), Kind.DATE, required=True)
    factors: tuple[str, ...] = fact(N_("Risk factors"), Kind.CHOICES, values="risk_factor", sensitivity=S)
    imminent: tuple[str, ...] = fact(N_("Within the next days"), Kind.CHOICES, values="risk_factor", sensitivity=S)
    level: str = fact(N_("Risk level"), Kind.CHOICE, values="risk_level", required=True, sensitivity=S)
    note: str = fact(N_("Note on the risk"), Kind.LONG_TEXT, sensitivity=S, search=2)
    worker: str = fact(N_("Caseworker"), Kind.CODE, longest=40)
    act_by: date | None = fact(N_("First action by"), Kind.DATE)
    contact_days: int | None = fact(N_("Days from one contact to the next"), Kind.COUNT, least=1, most=366)
    again_by: date | None = fact(N_("To be assessed again by"), Kind.DATE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Need(Record):
    """One need of a case."""

    KIND: ClassVar[str] = "need"
    LABEL: ClassVar[str] = N_("Need")

    case: str = fact(N_("Case"), Kind.LINK, links="case", required=True)
    sort: str = fact(N_("Service"), Kind.CHOICE, values="service", required=True, item=Item.NEEDS)
    state: str = fact(N_("State"), Kind.CHOICE, values="need_state", default="open", required=True)
    priority: str = fact(N_("Priority"), Kind.CHOICE, values="priority", default="normal", required=True)
    since: date | None = fact(N_("Since"), Kind.DATE)
    met_on: date | None = fact(N_("Ended on"), Kind.DATE)
    note: str = fact(N_("Note"), Kind.LONG_TEXT, sensitivity=S, search=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class SafetyPlan(Record):
    """One version of the safety plan, written with the person; never edited, only followed by a newer version."""

    KIND: ClassVar[str] = "safety_plan"
    LABEL: ClassVar[str] = N_("Safety plan")
    FINAL: ClassVar[bool] = True

    case: str = fact(N_("Case"), Kind.LINK, links="case", required=True)
    version: int | None = fact(N_("Version"), Kind.COUNT, least=1, required=True)
    on: date | None = fact(N_("Date"), Kind.DATE, required=True)
    warning_signs: str = fact(N_("Signs that danger is near"), Kind.LONG_TEXT, sensitivity=S)
    safe_places: str = fact(N_("Places to go"), Kind.LONG_TEXT, sensitivity=S)
    safe_people: str = fact(N_("People who help"), Kind.LONG_TEXT, sensitivity=S)
    ways_out: str = fact(N_("Ways to get there"), Kind.LONG_TEXT, sensitivity=S)
    carry: str = fact(N_("What to have ready"), Kind.LONG_TEXT, sensitivity=S)
    signal: str = fact(N_("Agreed signal"), sensitivity=S)
    phone_safety: str = fact(N_("Phone and accounts"), Kind.LONG_TEXT, sensitivity=S)
    with_person: bool = fact(N_("Written with the person"), Kind.FLAG)
    review_on: date | None = fact(N_("To be reviewed on"), Kind.DATE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan(Record):
    """One version of a case plan; its goals and steps are records of their own."""

    KIND: ClassVar[str] = "plan"
    LABEL: ClassVar[str] = N_("Case plan")

    case: str = fact(N_("Case"), Kind.LINK, links="case", required=True)
    version: int | None = fact(N_("Version"), Kind.COUNT, least=1, required=True)
    on: date | None = fact(N_("Date"), Kind.DATE, required=True)
    state: str = fact(N_("State"), Kind.CHOICE, values="plan_state", default="draft", required=True)
    with_person: bool = fact(N_("Written with the person"), Kind.FLAG)
    review_on: date | None = fact(N_("To be reviewed on"), Kind.DATE)
    note: str = fact(N_("Note"), Kind.LONG_TEXT, sensitivity=S, search=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal(Record):
    """One goal of a case plan."""

    KIND: ClassVar[str] = "goal"
    LABEL: ClassVar[str] = N_("Goal")

    plan: str = fact(N_("Case plan"), Kind.LINK, links="plan", required=True)
    text: str = fact(N_("Goal"), required=True, sensitivity=S, longest=400, search=1)
    state: str = fact(N_("State"), Kind.CHOICE, values="goal_state", default="open", required=True)
    position: int | None = fact(N_("Position"), Kind.COUNT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(Record):
    """One step towards a goal: who does what by when."""

    KIND: ClassVar[str] = "step"
    LABEL: ClassVar[str] = N_("Step")

    goal: str = fact(N_("Goal"), Kind.LINK, links="goal", required=True)
    text: str = fact(N_("Step"), required=True, sensitivity=S, longest=400, search=1)
    who: str = fact(N_("Who"), Kind.CHOICE, values="step_who", default="worker", required=True)
    service: str = fact(N_("Service"), Kind.CHOICE, values="service")
    organisation: str = fact(N_("Organisation"), Kind.LINK, links="organisation")
    due: date | None = fact(N_("Due"), Kind.DATE)
    state: str = fact(N_("State"), Kind.CHOICE, values="step_state", default="open", required=True)
    done_on: date | None = fact(N_("Done on"), Kind.DATE)
    position: int | None = fact(N_("Position"), Kind.COUNT)


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp(Record):
    """A follow-up that is due or was done."""

    KIND: ClassVar[str] = "follow_up"
    LABEL: ClassVar[str] = N_("Follow-up")

    case: str = fact(N_("Case"), Kind.LINK, links="case", required=True)
    sort: str = fact(N_("Kind"), Kind.CHOICE, values="followup_sort", default="call", required=True)
    due: date | None = fact(N_("Due"), Kind.DATE, required=True)
    done_on: date | None = fact(N_("Done on"), Kind.DATE)
    outcome: str = fact(N_("Outcome"), Kind.CHOICE, values="followup_outcome")
    note: str = fact(N_("Note"), Kind.LONG_TEXT, sensitivity=S, search=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(Record):
    """A task made by hand, of a case or of the office; the other tasks are computed."""

    KIND: ClassVar[str] = "task"
    LABEL: ClassVar[str] = N_("Task")

    case: str = fact(N_("Case"), Kind.LINK, links="case")
    text: str = fact(N_("Task"), required=True, sensitivity=S, longest=400, search=1)
    due: date | None = fact(N_("Due"), Kind.DATE)
    done_on: date | None = fact(N_("Done on"), Kind.DATE)
    worker: str = fact(N_("Worker"), Kind.CODE, longest=40)


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval(Record):
    """One step of a supervisor's approval: asked, approved or returned; never edited."""

    KIND: ClassVar[str] = "approval"
    LABEL: ClassVar[str] = N_("Supervisor's approval")
    FINAL: ClassVar[bool] = True

    case: str = fact(N_("Case"), Kind.LINK, links="case", required=True)
    what: str = fact(N_("What is approved"), Kind.CHOICE, values="approval_what", required=True)
    about: str = fact(N_("About"), Kind.LINK)
    state: str = fact(N_("State"), Kind.CHOICE, values="approval_state", required=True)
    by: str = fact(N_("Worker"), Kind.CODE, required=True, longest=40)
    at: datetime | None = fact(N_("When"), Kind.MOMENT, required=True)
    comment: str = fact(N_("Comment"), Kind.LONG_TEXT, sensitivity=S)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply(Record):
    """One answer of a receiver to a referral; never edited, only followed by another."""

    KIND: ClassVar[str] = "reply"
    LABEL: ClassVar[str] = N_("Reply to a referral")
    FINAL: ClassVar[bool] = True

    referral: str = fact(N_("Referral"), Kind.LINK, links="referral", required=True)
    state: str = fact(N_("State"), Kind.CHOICE, values="referral_state", required=True)
    on: date | None = fact(N_("Date"), Kind.DATE, required=True)
    way: str = fact(N_("How it came"), Kind.CHOICE, values="reply_way", default="phone")
    reason: str = fact(N_("Why it was not accepted"), Kind.CHOICE, values="not_accepted_reason")
    first_service: date | None = fact(N_("First service on"), Kind.DATE)
    note: str = fact(N_("Note"), Kind.LONG_TEXT, sensitivity=S, search=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared(Record):
    """A letter that waits for whoever prints; consent is asked when it is made and again when it is printed."""

    KIND: ClassVar[str] = "prepared"
    LABEL: ClassVar[str] = N_("Letter for printing")

    case: str = fact(N_("Case"), Kind.LINK, links="case", required=True)
    what: str = fact(N_("What leaves"), Kind.CHOICE, values="release_what", required=True)
    receiver: str = fact(N_("Receiver"), Kind.LINK, links="organisation", required=True)
    purpose: str = fact(N_("Purpose"), Kind.CHOICE, values="purpose", required=True)
    items: tuple[str, ...] = fact(N_("What this receiver will learn"), Kind.CHOICES, values="item", sensitivity=S)
    about: str = fact(N_("About"), Kind.LINK, links="referral", required=True)
    addressee: str = fact(N_("Addressed to"), longest=400)
    language: str = fact(N_("Language"), Kind.CODE)
    digest: str = fact(N_("Check value"), Kind.CODE, required=True)
    by: str = fact(N_("Worker"), Kind.CODE, required=True, longest=40)
    at: datetime | None = fact(N_("When"), Kind.MOMENT, required=True)
    state: str = fact(N_("State"), Kind.CHOICE, values="print_state", default="waiting", required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure(Record):
    """A closing or reopening of a case; never edited."""

    KIND: ClassVar[str] = "closure"
    LABEL: ClassVar[str] = N_("Closure")
    FINAL: ClassVar[bool] = True

    case: str = fact(N_("Case"), Kind.LINK, links="case", required=True)
    act: str = fact(N_("What happened"), Kind.CHOICE, values="closure_act", default="closed", required=True)
    on: date | None = fact(N_("Date"), Kind.DATE, required=True)
    reason: str = fact(N_("Reason"), Kind.CHOICE, values="closure_reason")
    why: str = fact(N_("Why it was reopened"), longest=400)
    checked: tuple[str, ...] = fact(N_("Looked at before closing"), Kind.CHOICES, values="closure_check")
    summary: str = fact(N_("Summary"), Kind.LONG_TEXT, sensitivity=S, search=1)
    decision: str = fact(N_("What becomes of the file"), Kind.CHOICE, values="closure_decision", default="keep")
    review_on: date | None = fact(N_("To be reviewed on"), Kind.DATE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident(Record):
    """An incident as far as help and figures need it; documentation has records of its own."""

    KIND: ClassVar[str] = "incident"
    LABEL: ClassVar[str] = N_("Incident")

    case: str = fact(N_("Case"), Kind.LINK, links="case", required=True)
    gbv: str = fact(N_("Classification"), Kind.CHOICE, values="gbv_type", required=True, sensitivity=S)
    on: date | None = fact(N_("Date of the incident"), Kind.DATE, sensitivity=I)
    reported_on: date | None = fact(N_("Told on"), Kind.DATE, required=True)
    note: str = fact(N_("Note"), Kind.LONG_TEXT, sensitivity=S, item=Item.VIOLATION, search=1)
