"""What each role may do, cell by cell on a real vault; and that no name comes out another way."""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import gemdesk.flows
from gemdesk.domain.access import RIGHTS, Right
from gemdesk.domain.access import Role as AccessRole
from gemdesk.domain.figures import Span, period
from gemdesk.domain.lines import Filter
from gemdesk.domain.today import Section
from gemdesk.flows import (
    approval_queue,
    approvals,
    cases,
    crowds,
    directory,
    directory_sheets,
    figures,
    history,
    keys,
    matches,
    people,
    print_queue,
    replies,
    safety,
    saved_views,
    sealed_blocks,
    sealed_notes,
    sheet_imports,
    tasks,
    today,
    vault_state,
    whereabouts,
)
from gemdesk.flows.cases import Intake
from gemdesk.flows.work import Work
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.progress import Progress
from gemdesk.kernel.reasons import Reason
from gemdesk.kernel.texts import Texts
from gemdesk.store import vault_events
from gemdesk.store.change import Change
from gemdesk.vault import slots
from gemdesk.vault.opened import Role
from tests.conftest import REPOSITORY
from tests.flows import permission_cases, permission_office
from tests.flows.making import new_work, quick_place
from tests.flows.permission_stage import NAME, PHONE, WORKERS, Stage, as_worker, set_up
from tests.flows.permission_verbs import TABLE, Verb

FILLED_BY = (permission_cases.__name__, permission_office.__name__)
_LETTERS = {Reason.NOT_YOUR_ROLE: ".", Reason.SEALED_AWAY: "s"}
# Verbs without a row, each with its reason.
_ASKS = "is itself how the others ask"
_NO_CASE = "tells nothing of a case, and every role's screen needs it"
_OPENING = "of the opening and closing of the vault, before anybody is shown anything"
_FOR_FLOWS = "for flows that asked before; the screen does not call it"
_PASSED = "takes only what passed the door, which asked"
_REASONS = {
    "sight.case_of": _ASKS, "sight.is_shown": _ASKS, "sight.is_closed": _ASKS,
    "sealed_blocks.may_open": _ASKS, "sealed_notes.may_seal": _ASKS, "approvals.has_supervisor": _NO_CASE,
    "approvals.rhythms": _NO_CASE, "risk.paces": _NO_CASE, "approvals.wanted": _NO_CASE,
    "custom_fields.fields": _NO_CASE, "closing.review_day": _NO_CASE,
    "own_lists.read": _NO_CASE, "own_lists.entries": _NO_CASE, "offices.read": _NO_CASE, "offices.begun": _NO_CASE,
    "keys.key_places": _NO_CASE, "keys.recovery_state": _NO_CASE, "panic.state": _NO_CASE,
    "safety.folder": _NO_CASE, "safety.receipt": _NO_CASE, "vault_state.read": _NO_CASE,
    "door.require_outside": _NO_CASE, "codes.free_code": _NO_CASE,
    "case_files.make_office": _OPENING, "erasing.obey": _OPENING, "examinations.prepare": _OPENING,
    "examinations.finish": _OPENING, "keys.note_places": _OPENING, "keys.places_are_older": _OPENING,
    "contacts.newest": _FOR_FLOWS, "people.relatives_of": _FOR_FLOWS, "matches.decided": _FOR_FLOWS,
    "matches.of_person": _FOR_FLOWS, "matches.possible": _FOR_FLOWS, "erasing.is_kept_out": _FOR_FLOWS,
    "risk.assessment": _FOR_FLOWS,
    "risk.taken_in": _FOR_FLOWS, "referrals.settled": _FOR_FLOWS, "referrals.renewed": _FOR_FLOWS,
    "sight.part_of": _FOR_FLOWS,
    "print_queue.of_referral": _FOR_FLOWS, "referrals.parcel": _FOR_FLOWS,
    "door.may_still_leave": _FOR_FLOWS, "door.leave_prepared": _FOR_FLOWS, "keys.has_printing_staff": _NO_CASE,
    "sealed_notes.sealed_draft": _FOR_FLOWS, "sealed_notes.open_draft": _FOR_FLOWS,
    "door.write": _PASSED, "door.not_completed": _PASSED, "door.print_failed": _PASSED,
    "approvals.settle_alone": "needs a vault without a supervisor: it has a test of its own here",
    "crowds.fill": "fills a vault once: it has a test of its own here",
    "crowds.take_in": "what `fill` does with what it has drawn",
}  # fmt: skip


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    """One vault for the whole table."""
    with quick_place() as place:
        made = set_up(place)
        yield made
        made.owner.close()


def stored(work: Work) -> tuple[object, ...]:
    """Everything that a verb could leave behind: events, drafts, the history of the vault, key places."""
    database = work.connection
    events = database.execute("SELECT count(*), max(seq) FROM event").fetchone()
    drafts = database.execute("SELECT * FROM draft ORDER BY 1, 2, 3").fetchall()
    return (
        tuple(events), tuple(map(tuple, drafts)), len(vault_events.all_events(database, 10_000)),
        slots.serial(work.vault.folder, work.vault.opened),
    )  # fmt: skip


def outcome(verb: Verb, call: Callable[[Work], object], work: Work) -> str:
    """The letter of the table for what a call did; what should have changed nothing and did has a `!` too."""
    before = stored(work)
    try:
        given = call(work)
    except Refusal as stop:
        letter = _LETTERS.get(stop.reason, stop.reason.name)
    except KeyError:
        letter = "k"
    else:
        told = verb.marker in repr(given) if verb.marker else bool(given)
        letter = "y" if (stored(work) != before if verb.writes else told) else "0"
    return letter if letter == "y" or stored(work) == before else f"{letter}!"


@pytest.mark.parametrize("verb", TABLE, ids=lambda verb: verb.name)
def test_each_role_may_what_the_table_says(stage: Stage, verb: Verb) -> None:
    expected = dict(zip(WORKERS, verb.cells, strict=True))
    found: dict[str, str] = {}
    call = verb.act(stage)
    # Who changes nothing comes first, so that it lies there as it was made.
    for name in sorted(WORKERS, key=lambda name: expected[name] == "y"):
        found[name] = outcome(verb, call, stage.hands[name])
        stage.adopt(stage.hands[name])
        if verb.writes and found[name] == "y":
            call = verb.act(stage)
    assert found == expected


def _kinds(verb: Callable[..., object]) -> list[object]:
    return [one.annotation for one in inspect.signature(verb).parameters.values()]


def _public() -> set[str]:
    """Every verb: public, of the flows, and handed the open vault; not what runs inside another's open change."""
    found = set()
    for module in pkgutil.iter_modules(gemdesk.flows.__path__):
        part = importlib.import_module(f"gemdesk.flows.{module.name}")
        for name, verb in inspect.getmembers(part, inspect.isfunction):
            names = list(inspect.signature(verb).parameters)
            of_here = verb.__module__ == part.__name__ and not name.startswith("_")
            if of_here and names[:1] == ["work"] and Change not in _kinds(verb):
                found.add(f"{module.name}.{name}")
    return found


def test_every_verb_is_in_the_table_or_has_a_reason() -> None:
    named = [verb.name for verb in TABLE]
    assert len(named) == len(set(named)) > 100
    assert set(named) | set(_REASONS) == _public()
    assert not set(named) & set(_REASONS)


def test_the_screen_does_not_call_what_is_for_flows_alone() -> None:
    inner = [name for name, why in _REASONS.items() if why is _FOR_FLOWS]
    sources = [
        path.read_text("utf-8") for room in ("ui", "desk") for path in (REPOSITORY / "gemdesk" / room).rglob("*.py")
    ]
    called = [name for name in inner if any(re.search(rf"\b{re.escape(name)}\b", text) for text in sources)]
    assert called == []
    assert any(re.search(r"\bcases\.open_case\b", text) for text in sources)  # as the screen calls what it may


def test_each_right_is_somebodys_and_none_everybodys() -> None:
    for right in Right:
        may = [role for role in RIGHTS if right in RIGHTS[role]]
        assert may
        assert len(may) < len(RIGHTS)
    assert RIGHTS[AccessRole.PRINTING] == {Right.PRINT}


def test_a_key_place_that_does_not_open_sealed_things_says_so(stage: Stage) -> None:
    case = stage.case()
    note = sealed_notes.write(stage.owner, case, NAME)
    opened = stage.owner.vault.opened
    blind = replace(opened, keys=opened.keys.without_sealed())
    work = replace(stage.owner, vault=replace(stage.owner.vault, opened=blind))
    for verb in (sealed_blocks.open_block, sealed_blocks.bin_block):
        with pytest.raises(Refusal) as stop:
            verb(work, case)
        assert stop.value.reason is Reason.SEALED_AWAY
    with pytest.raises(Refusal) as stop:
        sealed_notes.read(work, note.id)
    assert stop.value.reason is Reason.SEALED_AWAY
    assert sealed_notes.read(stage.owner, note.id) == NAME


def test_where_nobody_is_supervisor_a_caseworker_settles_and_others_do_not(tmp_path: Path) -> None:
    work = new_work(tmp_path / "vault")
    case = cases.take_in(work, Intake(chosen_name=NAME))
    for code, role in (("w-2", Role.CASEWORKER), ("w-4", Role.COORDINATOR), ("w-5", Role.PRINTING)):
        with pytest.raises(Refusal) as stop:
            approvals.settle_alone(as_worker(work, code, role), case, "closure", "")
        assert stop.value.reason is Reason.NOT_YOUR_ROLE
    assert approvals.settle_alone(work, case, "closure", "").state == "approved"


def test_invented_people_are_taken_in_by_who_may_take_in(tmp_path: Path) -> None:
    work = new_work(tmp_path / "vault")
    for role in (Role.COORDINATOR, Role.PRINTING):
        with pytest.raises(Refusal) as stop:
            crowds.fill(as_worker(work, "w-4", role), 1, 1)
        assert stop.value.reason is Reason.NOT_YOUR_ROLE
    assert cases.counts(work, Filter()).all == 0
    crowds.fill(work, 1, 1)
    assert cases.counts(work, Filter()).all == 1


# Names by other ways

_SECRETS = {
    "name": NAME, "number": PHONE, "legal": "اسم قانوني", "note": "كلمة الملاحظة", "relative": "خالتها",
    "place": "قرية نائية", "sealed": "كلمة مختومة", "task": "موعد سري", "step": "خطوة سرية", "search": "بحث سري",
}  # fmt: skip


def _tell(stage: Stage) -> tuple[str, str]:
    """A case that says everything that must not come out: its id and the person's code."""
    case = stage.case(need=_SECRETS["step"], note=_SECRETS["note"])
    cases.complete(stage.owner, case, {"person": {"legal_name": _SECRETS["legal"], "place": _SECRETS["place"]}})
    people.save_relative(stage.owner, case, "", {"name": _SECRETS["relative"]})
    tasks.save(stage.owner, "", "", {"text": _SECRETS["task"]})
    sealed_notes.write(stage.owner, case, _SECRETS["sealed"])
    saved_views.save(stage.owner, _SECRETS["search"], NAME, ())
    cases.note(stage.owner, case, f"{_SECRETS['note']} {NAME}")
    history.take_back_last(stage.owner)
    stage.typed("whereabouts", {"page": "case", "case": case})
    stage.typed(f"note:{case}", {"text": NAME})
    return case, stage.person_of(case).code


def _ways(stage: Stage, case: str, code: str) -> dict[str, Callable[[Work], object]]:
    """Every way by which something of a case could come out that is asked for without it."""
    target = stage.place / f"{next(stage.numbers)}.csv"

    def export(work: Work) -> str:
        directory_sheets.export(work, target, "csv", Texts("ar"), with_free_words=True)
        return target.read_text("utf-8-sig")

    return {
        **{f"search {typed}": _search(typed) for typed in (NAME, PHONE, code, *_SECRETS.values())},
        "list": lambda work: cases.page(work, "", Filter(), None, 500),
        "high risk": lambda work: cases.page(work, "", Filter(worker="w-1"), None, 500),
        **{section.value: _section(section) for section in Section},
        "overview": today.overview,
        "matches": lambda work: [(one.code, one.name) for one in matches.alike(work, [NAME], PHONE)],
        "history": lambda work: history.page(work, "", None, 400),
        "history of the case": lambda work: history.page(work, case, None, 400),
        "last": history.last,
        "bin": history.bin_of,
        "waiting": lambda work: replies.waiting(work, None, 400),
        "approvals": lambda work: approval_queue.page(work, None, 400),
        "figures": lambda work: figures.read(work, period(Span.YEAR, work.clock.today()), Progress()),
        "export": export,
        "directory": lambda work: directory.page(work, "", directory.Filter(), None, 400),
        "whereabouts": whereabouts.find,
        "draft": lambda work: cases.find_draft(work, f"note:{case}"),
        "views": saved_views.own,
        "imports": sheet_imports.earlier,
        "vault": vault_state.read,
        "receipt": lambda work: safety.receipt(work, safety.look_around(safety.folder(work))),
        "keys": keys.key_places,
        "task": tasks.begun,
        "prints": print_queue.waiting,
    }


def _search(typed: str) -> Callable[[Work], object]:
    return lambda work: cases.page(work, typed, Filter(), None, 400)


def _section(section: Section) -> Callable[[Work], object]:
    return lambda work: today.page(work, section, None, 400)


def _told(work: Work, way: Callable[[Work], object]) -> str:
    try:
        return repr(way(work))
    except Refusal as stop:
        return f"refused: {stop.reason.name}"


def test_no_name_leaks_to_whom_a_case_is_not_shown(stage: Stage) -> None:
    case, code = _tell(stage)
    ways = _ways(stage, case, code)
    hidden = {*_SECRETS.values(), code}
    for name in ("another's case", "coordinator", "printing"):
        work = stage.hands[name]
        answers = {way: _told(work, act) for way, act in ways.items()}
        leaks = {way: [one for one in hidden if one in answer] for way, answer in answers.items()}
        assert {way: words for way, words in leaks.items() if words} == {}, name
    # The same ways tell whoever may see it: its own caseworker of all, a supervisor of all but what is personal.
    told = "".join(_told(stage.owner, act) for act in ways.values())
    assert {one for one in hidden if one not in told} <= {_SECRETS[one] for one in ("sealed", "relative", "number")}
    seen = "".join(_told(stage.hands["supervisor"], act) for act in ways.values())
    assert NAME in seen
    assert code in seen
    assert _SECRETS["search"] not in seen


def test_counts_are_of_what_is_shown(stage: Stage) -> None:
    before = {name: cases.counts(work, Filter()).all for name, work in stage.hands.items()}
    due = {name: today.overview(work).total for name, work in stage.hands.items()}
    stage.case(need="سكن")
    grown = {name: cases.counts(work, Filter()).all - before[name] for name, work in stage.hands.items()}
    later = {name: today.overview(work).total - due[name] for name, work in stage.hands.items()}
    assert list(grown.values()) == [1, 0, 1, 0, 0]
    assert list(later.values()) == [1, 0, 1, 1, 0]  # a coordinator is told how much there is, and of nobody


def test_a_coordinator_takes_back_their_own_change_of_the_office_and_none_of_a_case(stage: Stage) -> None:
    coordinator = stage.hands["coordinator"]
    made = directory.save(coordinator, "", {"name": stage.name()}, [])
    stage.case()
    told = history.take_back_last(coordinator)
    assert told is not None
    assert told.case == ""
    with pytest.raises(KeyError):
        directory.read(coordinator, made.id)


def test_a_change_of_a_case_is_not_taken_back_as_an_import_of_the_directory(stage: Stage) -> None:
    stage.case()
    change = history.last(stage.owner)
    assert change is not None
    with pytest.raises(Refusal) as stop:
        directory_sheets.take_back(stage.hands["coordinator"], change.change)
    assert stop.value.reason is Reason.NOT_YOUR_ROLE
