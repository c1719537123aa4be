"""Assessing the risk of a case: its level, what comes next and who approves follow in the same change."""

from dataclasses import asdict, dataclass
from typing import Any

from gemdesk.domain import rhythm, risk
from gemdesk.domain.access import Right
from gemdesk.domain.casework import Assessment, SafetyPlan
from gemdesk.domain.own import Rhythm
from gemdesk.domain.records import Case
from gemdesk.flows import approvals
from gemdesk.flows.approvals import Standing
from gemdesk.flows.sight import case_of
from gemdesk.flows.work import Work
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.ids import new_id
from gemdesk.store import drafts, rows
from gemdesk.store.change import OFFICE, Change


@dataclass(frozen=True, slots=True)
class RiskView:
    """What the page of a case's risk shows."""

    case: Case
    assessments: tuple[Assessment, ...]  # the newest first
    approval: Standing | None  # of the newest
    rhythms: tuple[Rhythm, ...]
    safety_plans: tuple[SafetyPlan, ...]  # the newest first
    may_write: bool
    draft: drafts.Draft
    safety_draft: drafts.Draft


def look(work: Work, case_id: str) -> RiskView:
    """The risk of a case as it was assessed over time."""
    case = case_of(work, case_id)
    told = rows.select(work.connection, Assessment, '"case" = ? ORDER BY "on" DESC, rowid DESC', case_id)
    plans = rows.select(work.connection, SafetyPlan, '"case" = ? ORDER BY version DESC, rowid DESC', case_id)
    return RiskView(
        case, tuple(told), approvals.standing(work, case_id, "assessment", told[0].id) if told else None,
        tuple(approvals.rhythms(work)), tuple(plans), work.access.may(Right.WRITE),
        drafts.find(work.connection, place(case_id), work.worker),
        drafts.find(work.connection, safety_place(case_id), work.worker),
    )  # fmt: skip


def place(case_id: str) -> str:
    """Where an assessment that was not saved is kept as a draft."""
    return f"assessment:{case_id}"


def safety_place(case_id: str) -> str:
    """Where a safety plan that was not saved is kept as a draft."""
    return f"safety_plan:{case_id}"


def assess(work: Work, case_id: str, values: dict[str, Any]) -> Assessment:
    """Write an assessment down from its answers (`factors`, `imminent`, `note`); all else follows from them."""
    case = case_of(work, case_id, Right.WRITE)
    with work.change() as change:
        made = assessment(work, case_id, values)
        assess_in(work, change, case, made)
        drafts.drop(change.connection, place(case_id), work.worker)
    return made


def assessment(work: Work, case_id: str, values: dict[str, Any]) -> Assessment:
    """The assessment that these answers make today, with the days that its level asks for."""
    factors = tuple(values.get("factors", ()))
    imminent = tuple(one for one in values.get("imminent", ()) if one in factors)
    made = Assessment(
        id=new_id(), case=case_id, on=work.clock.today(), factors=factors, imminent=imminent,
        level=risk.assessed(factors, imminent), note=values.get("note", ""), worker=work.worker,
    )  # fmt: skip
    return rhythm.paced(made, approvals.rhythms(work))


def assess_in(work: Work, change: Change, case: Case, made: Assessment) -> None:
    """Add an assessment to a case that is stored, inside an open change."""
    add_in(work, change, made)
    change.edit(case, **risk.following(made))


def taken_in(work: Work, case: Case, factors: tuple[str, ...], note: str = "") -> tuple[Case, Assessment | None]:
    """A new case with the assessment that the factors named at its taking in make; none where none was named."""
    if not factors:
        return case, None
    made = assessment(work, case.id, {"factors": factors, "note": note})
    return risk.followed(case, made), made


def add_in(work: Work, change: Change, made: Assessment) -> None:
    """Add an assessment that its case follows already, and ask for the approval that is wanted."""
    change.add(made, made.case)
    approvals.ask_in(work, change, made.case, "assessment", made.id, made.level)


def write_safety_plan(work: Work, case_id: str, values: dict[str, Any]) -> SafetyPlan:
    """Write the next version of the safety plan; the earlier ones stay as they are."""
    case_of(work, case_id, Right.WRITE)
    with work.change() as change:
        before = rows.select(change.connection, SafetyPlan, '"case" = ? ORDER BY version DESC LIMIT 1', case_id)
        version = (before[0].version or 0) + 1 if before else 1
        made = SafetyPlan(id=new_id(), case=case_id, version=version, on=work.clock.today(), **values)
        change.add(made, case_id)
        drafts.drop(change.connection, safety_place(case_id), work.worker)
    return made


def paces(work: Work) -> dict[str, rhythm.Pace]:
    """What each level asks for in this vault."""
    own = approvals.rhythms(work)
    return {level: rhythm.pace(level, own) for level in rhythm.LEVELS}


def save_rhythms(work: Work, values: dict[str, dict[str, Any]]) -> dict[str, rhythm.Pace]:
    """Set what the levels ask for from now on; assessments that were made keep what was agreed in them.

    What the program brings is not written down. `Refusal` tells the `level` beside the field.
    """
    work.require(Right.OFFICE)
    known = {one.level: one for one in approvals.rhythms(work)}
    with work.change() as change:
        for level, fields in values.items():
            try:
                _save_rhythm(change, level, fields, known.get(level))
            except Refusal as stop:
                raise Refusal(stop.reason, stop.where, **{**stop.facts, "level": level}) from None
    return paces(work)


def _save_rhythm(change: Change, level: str, fields: dict[str, Any], known: Rhythm | None) -> None:
    if known:
        change.edit(known, **fields)
    elif fields != asdict(rhythm.SHIPPED[level]):
        change.add(Rhythm(id=new_id(), level=level, **fields), OFFICE)
