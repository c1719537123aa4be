"""The case list: its order, its pages, its filters, and that no page of it needs a sort."""

import random
from datetime import timedelta

import pytest

from gemdesk.domain.lines import Filter, Line
from gemdesk.domain.records import Case, Person
from gemdesk.kernel.fold import fold
from gemdesk.store import lines, rows
from tests.store.making import DAY, Vault, add_case, new_vault

FILTERS = [
    Filter(), Filter(open_only=True), Filter(high_risk=True), Filter(overdue_on=DAY), Filter(worker="w-2"),
    Filter(worker="w-1", high_risk=True, overdue_on=DAY, open_only=True), Filter(worker="nobody"),
]  # fmt: skip
NAMES = ("سلمى", "آدم", "ادم", "Berfîn", "نور", "", "أحمد", "zoe")


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Vault:
    """Five hundred cases; the tests only read."""
    vault, draw = new_vault(tmp_path_factory.mktemp("many")), random.Random(3)
    with vault.change() as change:
        for number in range(500):
            add_case(
                change, f"C-{number}", draw.choice(NAMES),
                next_due=DAY + timedelta(days=draw.randint(-4, 4)) if draw.random() < 0.7 else None,
                risk_level=draw.choice(("not_assessed", "low", "medium", "high", "critical")),
                status=draw.choice(("open", "closed")), worker=draw.choice(("w-1", "w-2")), next_step="اتصال",
            )  # fmt: skip
    return vault


def expected(vault: Vault, filter_: Filter) -> list[str]:
    """The cases that a filter lets through in their order, worked out without the list's own table."""
    found = []
    for case in rows.select(vault.connection, Case, "1"):
        name = rows.one(vault.connection, Person, case.person).chosen_name
        if (
            (not filter_.worker or case.worker == filter_.worker)
            and (not filter_.high_risk or case.risk_level in ("high", "critical"))
            and (not filter_.overdue_on or (case.next_due is not None and case.next_due < filter_.overdue_on))
            and (not filter_.open_only or case.status == "open")
        ):
            due = case.next_due.isoformat() if case.next_due else "9999-12-31"
            found.append((due, (fold(name) or "\uffff").encode(), case.id))
    return [case for _due, _name, case in sorted(found)]


def walk(vault: Vault, filter_: Filter, size: int) -> list[Line]:
    """Every page to the last."""
    found: list[Line] = []
    while page := lines.page(vault.connection, filter_, found[-1].mark if found else None, size):
        assert len(page) <= size
        assert page[0] not in found  # otherwise the walk would never end
        found += page
    return found


@pytest.mark.parametrize("filter_", FILTERS)
@pytest.mark.parametrize("size", [7, 60, 1000])
def test_pages_have_neither_gaps_nor_doubles_nor_another_order(many: Vault, filter_: Filter, size: int) -> None:
    found = [line.case for line in walk(many, filter_, size)]
    assert found == expected(many, filter_)
    assert lines.count(many.connection, filter_) == len(found)
    assert (len(found) > 5) == (filter_.worker != "nobody")


def test_those_without_a_day_come_last_and_those_without_a_name_after_the_named(many: Vault) -> None:
    found = walk(many, Filter(), 60)
    days = [line.next_due for line in found]
    assert None in days
    assert all(day is None for day in days[days.index(None) :])
    last = [line.name for line in found if line.next_due is None]
    assert all(name == "" for name in last[last.index("") :])


@pytest.mark.parametrize("filter_", FILTERS)
def test_no_page_is_sorted_or_scanned_from_the_table(many: Vault, filter_: Filter) -> None:
    narrowed, values = lines.conditions(filter_)
    sql = (
        f'EXPLAIN QUERY PLAN SELECT code FROM case_line WHERE (due_key, name_key, "case") > (?, ?, ?){narrowed} '
        'ORDER BY due_key, name_key, "case" LIMIT 60'
    )
    plan = " ".join(str(row[3]) for row in many.rows(sql, "", "", "", *values))
    assert "USING INDEX case_line" in plan or "USING COVERING INDEX case_line" in plan
    assert "TEMP B-TREE" not in plan


def test_a_sort_without_an_index_would_be_seen(many: Vault) -> None:
    plan = " ".join(
        str(row[3]) for row in many.rows("EXPLAIN QUERY PLAN SELECT code FROM case_line ORDER BY next_step")
    )
    assert "TEMP B-TREE" in plan


@pytest.mark.parametrize("filter_", FILTERS)
def test_a_count_looks_into_an_index_alone(many: Vault, filter_: Filter) -> None:
    narrowed, values = lines.conditions(filter_)
    plan = many.rows(f"EXPLAIN QUERY PLAN SELECT count(*) FROM case_line WHERE 1{narrowed}", *values)
    assert "COVERING INDEX" in str(plan)


@pytest.mark.parametrize(
    "sql",
    [
        'SELECT * FROM "case" WHERE stream = ?', "SELECT * FROM safe_contact WHERE person = ?",
        *(f'SELECT * FROM {table} WHERE "case" = ?' for table in ("consent", "referral", "entry", "file", "release")),
        "SELECT 1 FROM person WHERE code = ? AND id <> ''",
        "SELECT * FROM event WHERE record = ? AND field IN ('', 'x')",
        "SELECT * FROM search_row WHERE record = ?", "SELECT id FROM search_row WHERE stream = ?",
    ],
)  # fmt: skip
def test_what_every_save_and_every_case_page_asks_walks_no_whole_table(many: Vault, sql: str) -> None:
    plan = [str(row[3]) for row in many.rows(f"EXPLAIN QUERY PLAN {sql}", "x")]
    assert plan
    assert not any(line.startswith("SCAN") for line in plan)


def test_a_line_follows_its_case_and_person(vault: Vault) -> None:
    with vault.change() as change:
        case = add_case(change, "C-1", "سلمى")
        add_case(change, "C-2", "آدم", next_due=DAY)
    (first, second) = lines.page(vault.connection, Filter())
    assert (first.name, second.name) == ("آدم", "سلمى")
    with vault.change() as change:
        change.edit(case, next_due=DAY - timedelta(days=1), next_step="اتصال", risk_level="high", worker="w-9")
    with vault.change() as change:
        change.edit(rows.one(vault.connection, Person, case.person), chosen_name="", other_scripts=("Salma",))
    (first, second) = lines.page(vault.connection, Filter())
    assert (first.name, first.code, first.next_step, first.risk_level, first.worker, first.next_due) == (
        "Salma", "C-1", "اتصال", "high", "w-9", DAY - timedelta(days=1),
    )  # fmt: skip
    assert lines.count(vault.connection, Filter()) == 2


def test_named_lines_come_in_the_order_of_their_names(many: Vault) -> None:
    wanted = [line.case for line in walk(many, Filter(), 60)][40:10:-3]
    assert [line.case for line in lines.among(many.connection, wanted)] == wanted
    assert lines.among(many.connection, []) == []
    assert lines.among(many.connection, ["none"]) == []
