"""What each role is shown on the screen, place by place; and that no name comes out where it is not."""

from collections.abc import Iterator
from typing import Any, cast

import pytest
from PySide6.QtWidgets import QApplication

from gemdesk.domain.lines import Filter
from gemdesk.flows import cases
from gemdesk.ui.pages.case.timeline import NoteCard
from gemdesk.ui.parts.segment import OnePick
from gemdesk.ui.parts.tabs import Tabs
from tests.flows.seeing import without_key
from tests.ui.pages.hands import HANDS, OTHER, OTHERS_NAME, OWN, Hand, counts, hand, rail, said, scene
from tests.ui.pages.office import parts, seen

FEET = {"Help", "Safety of this day", "Keys and recovery", "Settings"}
OF_CASES = {"Today", "Cases", "Referrals", "History and bin", "Take in a spreadsheet"}
OF_THE_OFFICE = {"Service directory", "Figures", "Lists and fields"}
# Cell by cell: what the rail names.
RAILS = {
    OWN: FEET | OF_CASES | OF_THE_OFFICE,
    OTHER: FEET | OF_CASES | OF_THE_OFFICE,
    "supervisor": FEET | OF_CASES | OF_THE_OFFICE | {"Approvals", "Letters to print"},
    "coordinator": FEET | OF_THE_OFFICE | {"Today"},
    "printing": FEET | {"Letters to print"},
}
# By place and tab what is said there of the person of the first case; nothing in every cell that is not here.
_CHANGES = {"code", "place"}
TOLD: dict[str, dict[str, set[str]]] = {
    OWN: {"list": {"name", "code", "search"}, "today due": {"name", "code", "task"}, "history changes": _CHANGES},
    "supervisor": {
        "list": {"name", "code"}, "today due": {"name", "code", "task"}, "history changes": _CHANGES,
        "approvals": {"name", "code"},
    },
    OTHER: {}, "coordinator": {}, "printing": {},
}  # fmt: skip
BLIND = (OTHER, "coordinator", "printing")


@pytest.fixture(scope="module", params=HANDS)
def at_work(app: QApplication, request: pytest.FixtureRequest) -> Iterator[tuple[str, Hand]]:
    """Each of the hands after the other, each with one window for all that is asked of it."""
    with hand(app, request.param) as one:
        yield request.param, one


def secrets_in(text: str) -> set[str]:
    return {what for what, word in scene().secrets.items() if word in text}


def walk(one: Hand) -> dict[str, str]:
    """Everything that is said in every place and on each of its tabs, and in the list beside them."""
    found = {}
    for place in one.places():
        whole = one.go(place)
        page = one.window.page()
        tabs = seen(page, Tabs)
        keys = [str(tabs[0].tabData(at)) for at in range(tabs[0].count())] if tabs else [""]
        for key in keys:
            if key:
                tabs[0].set_current(key)
                one.rest()
            found[f"{place} {key}".strip()] = said(page)
        found["list"] = said(one.window.list)
        found.setdefault("whole", "")
        found["whole"] += whole
    return found


def test_the_rail_names_the_places_of_the_role(at_work: tuple[str, Hand]) -> None:
    who, one = at_work
    assert rail(one.window) == RAILS[who]


def test_each_place_tells_what_the_role_is_shown_and_no_more(at_work: tuple[str, Hand]) -> None:
    who, one = at_work
    told = {where: secrets_in(text) for where, text in walk(one).items()}
    assert all("sealed" not in words for words in told.values()), "it is opened one by one"
    for where, words in TOLD[who].items():
        assert told[where] >= words, where
    if who in BLIND:
        assert {where: words for where, words in told.items() if words} == {}


def test_a_search_finds_what_the_role_is_shown(at_work: tuple[str, Hand]) -> None:
    who, one = at_work
    case_list = one.window.list
    assert case_list._search.isVisible() is (who not in ("coordinator", "printing"))
    one.go("cases")
    found = set()
    for what, typed in scene().secrets.items():
        case_list._search.setText(typed)
        case_list._look_for(typed)  # also where there is no field to type in
        one.rest()
        rows = case_list._rows
        if any(rows.row(at).case == scene().case for at in range(rows.rowCount()) if not rows.is_heading(at)):
            found.add(what)
        case_list._search.setText("")
        assert who not in BLIND or not secrets_in(said(case_list)) - {what}, what  # what was typed is said again
    case_list._look_for("")
    one.rest()
    sought = {"name", "code", "number", "note", "legal", "relative", "place", "task"}
    assert found == (set() if who in BLIND else sought)
    if who == OTHER:
        case_list._look_for(OTHERS_NAME)
        one.rest()
        assert OTHERS_NAME in said(case_list), "the same search finds one's own"


def test_counts_are_of_what_is_shown(at_work: tuple[str, Hand]) -> None:
    who, one = at_work
    listed = one.office.ask(lambda work: cases.counts(work, Filter()).all)
    assert listed == {OWN: 1, OTHER: 1, "supervisor": 2, "coordinator": 0, "printing": 0}[who]
    words = said(one.window.list)
    assert ("1 of 1" in words) is (who in (OWN, OTHER))
    assert ("2 of 2" in words) is (who == "supervisor")
    due = counts(one.window)
    assert due.get("today", 0) == {OWN: 3, OTHER: 1, "supervisor": 5, "coordinator": 4, "printing": 0}[who]
    assert due.get("approvals", 0) == (1 if who == "supervisor" else 0)
    if who in ("supervisor", "printing"):
        one.go("prints")
    assert counts(one.window).get("prints") == (1 if who in ("supervisor", "printing") else None)


def test_a_case_opens_for_whom_it_is_shown_whatever_asks_for_it(at_work: tuple[str, Hand]) -> None:
    who, one = at_work
    case = scene().case
    ways = ("case", "consent", "referral", "intake", "history", "approvals", "replies", "prints", "figures")
    for page in ways:
        one.window.go_to(page, case, "")
        one.rest()
        told = secrets_in(said(one.window))
        assert (who in BLIND and not told) or (who not in BLIND and "name" in told), page
    for tab in ("timeline", "details", "contact", "people", "risk", "plans", "papers", "closure"):
        one.window._open_case(case, tab)
        one.rest()
        assert who not in BLIND or not secrets_in(said(one.window)), tab


# What a role is offered


def test_who_is_shown_no_cases_is_told_so_and_offered_nothing_of_them(at_work: tuple[str, Hand]) -> None:
    who, one = at_work
    window, without = one.window, who in ("coordinator", "printing")
    one.go("cases" if not without else one.places()[0])
    assert ("This role is shown no cases" in said(window.list)) is without
    assert window.list._new.isVisible() is not without
    window.go_to("intake", "", "")
    one.rest()
    assert (window.page() is window.intake) is not without
    window.go_to("history", "", "")
    one.rest()
    assert (window.page() is window._rooms.page("history")) is not without
    if who != "printing":
        one.go("today")
        assert cast("Any", window.today).new_task.isVisible() is not without


def test_keys_and_office_are_offered_to_all_but_printing_staff(at_work: tuple[str, Hand]) -> None:
    who, one = at_work
    window, may = one.window, who != "printing"
    one.go("keys")
    assert window.keys.places.change.isVisible()
    offered = (window.keys.places.add, window.keys.recovery, window.keys.rekey)
    assert {part.isVisible() for part in offered} == {may}
    assert any(row.retire for row in window.keys.places.rows) is may
    assert ("are not part of this role" in said(window)) is not may
    assert "Roles limit what the program shows" in said(window)
    one.go("settings")
    assert window.settings.office.isVisible() is may
    assert window.settings.rhythm.isVisible() is may
    assert "Roles limit what the program shows" in said(window)


def test_the_undo_strip_takes_back_nothing_of_others_and_names_nobody(at_work: tuple[str, Hand]) -> None:
    who, one = at_work
    events = one.office.ask(lambda work: work.connection.execute("SELECT count(*) FROM event").fetchone()[0])
    one.window.undo()
    one.rest()
    after = one.office.ask(lambda work: work.connection.execute("SELECT count(*) FROM event").fetchone()[0])
    assert (after > events) is (who in (OWN, OTHER)), "one's own last change alone"
    assert who not in BLIND or not secrets_in(said(one.window.frame.strip))
    assert one.window.frame.strip.isVisible()


def test_printing_staff_begin_with_the_letters_and_see_no_name_in_them(app: QApplication) -> None:
    with hand(app, "printing") as one:
        assert one.window.page() is one.window._rooms.page("prints")
        words = said(one.window)
        assert scene().referral in words
        assert not secrets_in(words)
        one.window.page().back()  # type: ignore[attr-defined]  # a page of a place
        one.rest()
        assert one.window.page() is one.window._rooms.page("prints")


def test_sealed_notes_are_offered_where_the_key_opens_them_again(app: QApplication) -> None:
    for change, offered in ((None, ["fact", "opinion", "sealed"]), (without_key, ["fact", "opinion"])):
        with hand(app, OWN, change=change or (lambda work: work)) as one:
            one.window._open_case(scene().case)
            one.rest()
            (note,) = parts(one.window.case, NoteCard)
            assert list(note._standing._picks) == offered
            assert len(seen(note._standing, OnePick)) == len(offered)
