"""Cases that a change begins: what is listed of them and due is told from memory, without reading it back."""

from dataclasses import dataclass
from typing import TypeVar

from gemdesk.domain.casework import (
    Approval,
    Assessment,
    Attempt,
    Closure,
    FollowUp,
    Goal,
    Need,
    Plan,
    Reply,
    SafetyPlan,
    Step,
    Task,
)  # fmt: skip
from gemdesk.domain.definition import Record
from gemdesk.domain.due import Bundle
from gemdesk.domain.records import Case, Consent, Person, Referral, SafeContact
from gemdesk.store.prepared import Prepared
from gemdesk.store.rows import names

R = TypeVar("R", bound=Record)
_TOLD: dict[str, type[Record]] = {
    kind.KIND: kind
    for kind in (
        Person, SafeContact, Case, Task, FollowUp, Step, Goal, Plan, SafetyPlan, Need, Referral, Reply, Consent,
        Assessment, Attempt, Approval, Closure,
    )
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Begun:
    """A case that a change began, with all that the lists tell of it."""

    stream: str
    person: Person
    contact: SafeContact | None  # the newest
    bundle: Bundle

    @property
    def case(self) -> Case:
        """The case itself."""
        return self.bundle.case


class Fresh:
    """The records that one change made, by stream, as long as it did nothing else to them."""

    def __init__(self) -> None:
        self._made: dict[str, list[Prepared]] = {}
        self._lost: set[str] = set()

    def add(self, one: Prepared) -> None:
        """Remember a record that was made, if the lists tell anything of its kind."""
        if one.kind not in _TOLD:
            return
        self._made.setdefault(one.stream, []).append(one)
        about = one.value("case") if "case" in names(one.kind) else one.stream
        if about != one.stream:
            self.lose(str(about))  # what is due in a case is reckoned from records of other streams too

    def lose(self, stream: str) -> None:
        """Something else was done to a stream, so that it has to be read."""
        self._lost.add(stream)

    def case(self, stream: str) -> Begun | None:
        """The case of a stream of which nothing was told before this change; None when it has to be read."""
        told = self._made.get(stream, []) if stream not in self._lost else []
        made = [one.record() for one in told]
        cases = [record for record in made if isinstance(record, Case)]
        if [case.id for case in cases] != [stream]:
            return None
        (case,) = cases
        person = next((one for one in _of(made, Person) if one.id == case.person), None)
        contacts = [one for one in _of(made, SafeContact) if one.person == case.person]
        return Begun(stream, person, contacts[-1] if contacts else None, _bundle(case, made)) if person else None


def _of(made: list[Record], kind: type[R]) -> tuple[R, ...]:
    return tuple(record for record in made if isinstance(record, kind))


def _bundle(case: Case, made: list[Record]) -> Bundle:
    by_kind: dict[type[Record], list[Record]] = {}
    for record in made:
        by_kind.setdefault(type(record), []).append(record)

    def of(kind: type[R]) -> tuple[R, ...]:
        return tuple(record for record in by_kind.get(kind, ()) if isinstance(record, kind))

    in_force = {plan.id for plan in of(Plan) if plan.state == "in_force"}
    goals = {goal.id for goal in of(Goal) if goal.plan in in_force}
    steps = tuple(step for step in of(Step) if step.goal in goals)
    return Bundle(
        case, of(Task), of(FollowUp), steps, of(Plan), of(SafetyPlan), of(Need), of(Referral), of(Reply), of(Consent),
        of(Assessment), of(Attempt), of(Approval), of(Closure),
    )  # fmt: skip
