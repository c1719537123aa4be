"""The permission table: what each verb of the flows does in the hands of each role.

The cells stand in the order of `permission_stage.WORKERS`: a caseworker at their own case, another caseworker at the
same case, supervisor, coordinator, printing staff. `y` does its work; `.` is refused as not part of the role, `s` as
sealed away; `0` answers without telling of the case; `k` does not find it. All but `y` change nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass

from gemdesk.flows.work import Work
from tests.flows.permission_stage import Stage

Act = Callable[[Work], object]

OF_A_CASE, EVERY_CASEWORKER, OFFICE, EVERYBODY = "y.y..", "yyy..", "yyyy.", "yyyyy"
APPROVING, OWN_ROWS, SEALED, PRINTING = "..y..", "y0y..", "y.y..", "..y.y"


@dataclass(frozen=True)
class Verb:
    """One verb: its cells, and what sets the stage and gives the call that is then made by each."""

    name: str
    cells: str
    act: Callable[[Stage], Act]
    writes: bool = False
    marker: str = ""  # what a reading tells where it is allowed, and nowhere else


TABLE: list[Verb] = []


def reads(verb: Callable[..., object], cells: str, act: Callable[[Stage], Act], marker: str = "") -> None:
    """A verb that gives something."""
    TABLE.append(Verb(_named(verb), cells, act, marker=marker))


def writes(verb: Callable[..., object], cells: str, act: Callable[[Stage], Act]) -> None:
    """A verb after which something else is stored."""
    TABLE.append(Verb(_named(verb), cells, act, writes=True))


def _named(verb: Callable[..., object]) -> str:
    return f"{verb.__module__.removeprefix('gemdesk.flows.')}.{verb.__name__}"


def of_case(verb: Callable[..., object], *more: object, **card: object) -> Callable[[Stage], Act]:
    """Calls a verb with a new case."""

    def act(stage: Stage) -> Act:
        case = stage.case(**card)
        return lambda work: verb(work, case, *more)

    return act


def after(_made: object, act: Act) -> Act:
    """A call before which something was made."""
    return act


def by_id(id_: str, verb: Callable[..., object], *more: object) -> Act:
    return lambda work: verb(work, id_, *more)
