"""Where a person was on the screen, kept in the vault beside the drafts, so that a lock interrupts nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from gemdesk.domain.records import Person
from gemdesk.flows import cases
from gemdesk.flows.sight import case_of
from gemdesk.flows.work import Work
from gemdesk.kernel.errors import Refusal
from gemdesk.store import drafts, rows

_PLACE = "whereabouts"
_LONGEST = 200  # signs of one path; what is longer was not written by this program


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """A page, the case it is about, and what was open and in focus on it; paths are the desk's own."""

    page: str = ""  # empty: the list alone
    case: str = ""
    focus: str = ""  # path of the field
    cursor: int = 0  # signs before the cursor, and before the other end of the selection
    anchor: int = 0
    tabs: Mapping[str, str] = field(default_factory=dict)  # path -> key of the open tab
    scrolls: Mapping[str, int] = field(default_factory=dict)  # path -> pixels


@dataclass(frozen=True, slots=True)
class Found:
    """Where to go, and the name of the person there."""

    where: Whereabouts
    name: str = ""


def keep(work: Work, where: Whereabouts) -> None:
    """Keep where the person at work is; nothing is written when that has not changed."""
    body: drafts.Draft = {name: getattr(where, name) for name in where.__slots__}
    for name in ("tabs", "scrolls"):
        body[name] = dict(getattr(where, name))
    cases.keep_draft(work, _PLACE, body)


def find(work: Work) -> Found | None:
    """Where the person at work was; without what is not there, or not shown, any more. None when nothing is known."""
    kept = drafts.find(work.connection, _PLACE, work.worker)
    if not kept:
        return None
    where = _read(kept)
    if not where.case:
        return Found(where)
    try:
        case = case_of(work, where.case)
        person = rows.one(work.connection, Person, case.person)
    except (KeyError, Refusal):
        return Found(replace(Whereabouts(), page="" if where.page in _OF_A_CASE else where.page))
    return Found(where, person.chosen_name)


_OF_A_CASE = ("case", "consent", "referral")


def _read(kept: Mapping[str, object]) -> Whereabouts:
    """What was kept, by this version or another; what is odd is as if it were not there."""
    tabs, scrolls = kept.get("tabs"), kept.get("scrolls")
    return Whereabouts(
        page=_text(kept.get("page")),
        case=_text(kept.get("case")),
        focus=_text(kept.get("focus")),
        cursor=_number(kept.get("cursor")),
        anchor=_number(kept.get("anchor")),
        tabs={path: _text(key) for path, key in tabs.items()} if isinstance(tabs, dict) else {},
        scrolls={path: _number(at) for path, at in scrolls.items()} if isinstance(scrolls, dict) else {},
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) and len(value) <= _LONGEST else ""


def _number(value: object) -> int:
    return max(0, value) if isinstance(value, int) else 0
