"""The list of cases as one types into its search: every key asks at once, and headings tell what is less sure."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gemdesk.flows import cases
from gemdesk.flows.cases import Intake
from gemdesk.flows.work import Work
from gemdesk.ui.pages.cases.page import CaseList
from gemdesk.ui.parts.search import Search
from gemdesk.ui.tables.case_line import CaseLine
from gemdesk.ui.tables.case_list import CaseList as ListView
from gemdesk.ui.tables.rows import LINE_ROLE, Rows
from tests.ui import screen
from tests.ui.pages.office import NAME, Office, office, parts, write

__all__ = ["office"]
LONG = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) SELECT count(*) FROM n"


def shown(office: Office) -> CaseList:
    page = CaseList(office.tools)
    office.show(page, 420, 700)
    page.reload()
    office.settle()
    return page


def sought(office: Office, page: CaseList, typed: str) -> list[str]:
    """The names in the rows after a text was typed, and the headings in brackets."""
    (field,) = parts(page, Search)
    field.setFocus()
    field.selectAll()
    write(typed)
    screen.settle()
    office.settle()
    (view,) = parts(page, ListView)
    lines = [view.model().index(at, 0).data(LINE_ROLE) for at in range(view.model().rowCount())]
    return [line.name if isinstance(line, CaseLine) else f"[{line.title}]" for line in lines]


def test_headings_stand_above_notes_and_similar_names(office: Office) -> None:
    for name, note in (("Nour", ""), ("سلمى", "اتصلت Nour اليوم"), ("نور", ""), ("هالة", "")):
        office.ask(cases.take_in, Intake(chosen_name=name, note=note))
    page = shown(office)
    similar = ["[كتابة مشابهة]", "نور", NAME]
    assert sought(office, page, "Nour") == ["Nour", "[في الملاحظات]", "سلمى", *similar]
    assert sought(office, page, "هالة") == ["هالة"]
    (view,) = parts(page, ListView)
    sought(office, page, "Noor")
    (field,) = parts(page, Search)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert view.hasFocus()
    assert view.currentIndex().row() == 1, "the first row that is no heading"


def test_a_newer_key_ends_the_older_search(office: Office) -> None:
    begun: list[str] = []

    def search(work: Work, typed: str, _after: object, _limit: int) -> list[str]:
        begun.append(typed)
        if typed == "endless":
            work.connection.execute(LONG, [10**12]).fetchone()
        return [typed]

    def line(typed: Any) -> CaseLine:
        return CaseLine(typed, typed, "", "low", "", "")

    rows, failed = Rows(office.tools.jobs, search, line), list[object]()
    office.tools.jobs.trouble.connect(failed.append)
    rows.ask("endless")
    screen.until(lambda: begun == ["endless"])
    rows.ask("next")
    screen.until(lambda: rows.rowCount() == 1)
    assert rows.row(0) == "next"
    assert begun == ["endless", "next"]
    assert not failed and not office.mistakes
