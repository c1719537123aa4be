"""The search finds what was written however it is typed, and forgets what was taken out."""

import pytest

from gemdesk.domain.lines import Filter
from gemdesk.domain.records import Organisation, Person, Referral, SafeContact
from gemdesk.kernel.fold import fold
from gemdesk.kernel.ids import new_id
from gemdesk.store import rows, search
from tests.store.making import DAY, Vault, add_case, add_contact, add_entry, add_organisation

ALL = Filter()


def codes(vault: Vault, typed: str, filter_: Filter = ALL, limit: int = 200) -> list[str]:
    """The codes of the persons whose cases are found, in order."""
    found = search.cases(vault.connection, typed, filter_, limit)
    by_case = {row[0]: str(row[1]) for row in vault.rows('SELECT "case", code FROM case_line')}
    return [by_case[case] for case in found]


@pytest.fixture
def people(vault: Vault) -> Vault:
    """Five people, as different from each other as the tests need them."""
    with vault.change() as change:
        salma = add_case(change, "GEM-0101", "سلمى", risk_level="high")
        change.edit(
            rows.one(vault.connection, Person, salma.person), other_scripts=("Salma",), legal_name="سليم الحاج علي"
        )
        add_contact(change, salma, "+90 532 000 41 17")
        adam = add_case(change, "GEM-0102", "آدم")
        change.edit(
            rows.one(vault.connection, Person, adam.person), other_scripts=("Adam", "Âdem"), place="إدلب، سوريا"
        )
        add_contact(change, adam, "+963 944 000 318")
        nour = add_case(change, "GEM-0104", "نور الدين", status="closed")
        change.edit(rows.one(vault.connection, Person, nour.person), legal_name="محمّد بن عبدالله الشّامي")
        add_contact(change, nour, "n.relay@example.org")
        add_entry(change, nour, "حضر سلمى معه إلى المقابلة، والقرار رقم TR-27/2026-1184.")
        berfin = add_case(change, "GEM-0103", "Berfîn", worker="w-2")
        change.add(
            Referral(id=new_id(), case=berfin.id, reference="R-ABCD-12", services=("legal",), on=DAY,
                     organisation=add_organisation(change, "مكتب الأرز").id, reason_ar="إنسولين"), berfin.id,
        )  # fmt: skip
        add_case(change, "GEM-0105", "")
    return vault


@pytest.mark.parametrize("typed", [
    "آدم", "ادم", "أدم", "اَدَم", "آ", "آد", "ا\u0653دم", "Adam", "ADAM", "adem", "Âdem", "ada", "ﺁﺩﻡ",
    "إدلب", "ادلب", "GEM-0102", "gem 0102", "0102", "٠١٠٢",
    "+963 944 000 318", "00963944000318",
    "0944 000 318", "0944000318", "٠٩٤٤٠٠٠٣١٨", "۹۴۴۰۰۰۳۱۸", "944", "944 000", "000318",
])  # fmt: skip
def test_a_person_is_found_in_many_spellings(people: Vault, typed: str) -> None:
    assert "GEM-0102" in codes(people, typed)


@pytest.mark.parametrize(
    "typed", ["محمد", "مُحَمَّد", "عبد الله", "عبدالله", "بن عبد الله", "شامي", "الشامى", "نورالدين", "نور الد"]
)
def test_parts_of_a_legal_name(people: Vault, typed: str) -> None:
    assert codes(people, typed) == ["GEM-0104"]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("r-abcd", "GEM-0103"), ("abcd-12", "GEM-0103"), ("انسولين", "GEM-0103"), ("berfin", "GEM-0103"),
        ("TR-27/2026-1184", "GEM-0104"), ("relay@example", "GEM-0104"), ("مقابله", "GEM-0104"),
    ],
)  # fmt: skip
def test_references_notes_and_addresses(people: Vault, typed: str, code: str) -> None:
    assert codes(people, typed) == [code]


@pytest.mark.parametrize(
    "typed", ["", "  ", "!!", '"', "' OR 1 --", "*", "NEAR(", "AND", "-", "zzz", "لا أحد", "00000", "_", "{}", "\x00"]
)
def test_nothing_is_found_and_nothing_breaks(people: Vault, typed: str) -> None:
    assert codes(people, typed) == []


def test_names_come_before_notes(people: Vault) -> None:
    assert codes(people, "سلمى") == ["GEM-0101", "GEM-0104"]


@pytest.mark.parametrize("whole", ["سلمى", "Berfîn", "نور الدين", "GEM-0102"])
def test_every_letter_that_is_typed_keeps_the_person_in_sight(people: Vault, whole: str) -> None:
    last = codes(people, whole)[0]
    assert all(last in codes(people, whole[: length + 1]) for length in range(len(whole)))


@pytest.fixture(params=[2000, -1], ids=["few left", "many left"])
def every_way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The search asks in two ways, by how much a filter leaves; both have to find the same."""
    monkeypatch.setattr(search, "_FEW", request.param)


@pytest.mark.usefixtures("every_way")
def test_a_filter_holds_for_the_search_too(people: Vault) -> None:
    assert codes(people, "gem") == ["GEM-0101", "GEM-0102", "GEM-0104", "GEM-0103", "GEM-0105"]
    assert codes(people, "gem", Filter(open_only=True)) == ["GEM-0101", "GEM-0102", "GEM-0103", "GEM-0105"]
    assert codes(people, "gem", Filter(high_risk=True)) == ["GEM-0101"]
    assert codes(people, "gem", Filter(worker="w-2")) == ["GEM-0103"]


@pytest.mark.usefixtures("every_way")
def test_a_filter_finds_the_few_behind_the_many(vault: Vault) -> None:
    # A limit that counted before the filter would find none of them.
    with vault.change() as change:
        for number in range(30):
            add_case(change, f"C-{number}", "سلمى", risk_level="critical" if number > 27 else "low")
    assert codes(vault, "سلمى", Filter(high_risk=True), limit=10) == ["C-28", "C-29"]
    assert len(codes(vault, "سلمى", limit=10)) == 10


def raw_index(vault: Vault) -> bytes:
    """Every block of both indexes and the rows that they stand for."""
    found = b""
    for table in ("search_word_data", "search_word_idx", "search_part_data", "search_part_idx", "search_row"):
        for row in vault.rows(f"SELECT * FROM {table}"):
            found += b"\n".join(cell if isinstance(cell, bytes) else str(cell).encode() for cell in row)
    return found


def test_what_was_taken_out_is_neither_found_nor_left_in_the_index(vault: Vault) -> None:
    with vault.change() as change:
        case = add_case(change, "C-1", "Sentinelle")
        for number in range(40):
            add_case(change, f"D-{number}", f"Sentinelle{number}" if number % 2 else "نور")
    person = rows.one(vault.connection, Person, case.person)
    assert codes(vault, "sentinelle")[0] == "C-1"
    with vault.change() as change:
        for line in vault.rows("SELECT id FROM person WHERE chosen_name LIKE 'Sentinelle%' AND id <> ?", person.id):
            change.edit(rows.one(vault.connection, Person, str(line[0])), chosen_name="ريم")
    held = raw_index(vault)
    assert b"sentinelle" in held  # one is left, and this is how it would be seen
    assert b"tin" in held
    with vault.change() as change:
        change.edit(person, chosen_name="")
    assert codes(vault, "sentinelle") == []
    assert codes(vault, "sentin") == codes(vault, "tinel") == []
    emptied = raw_index(vault)
    assert b"entin" not in emptied
    assert b"tin" not in emptied
    for table in ("search_word", "search_part"):
        vault.connection.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)")


def test_an_edit_of_something_else_does_not_touch_the_index(people: Vault) -> None:
    before = raw_index(people)
    person = rows.select(people.connection, Person, "code = 'GEM-0102'")[0]
    with people.change() as change:
        change.edit(person, age=19)
    assert raw_index(people) == before
    with people.change() as change:
        change.edit(person, place="حلب")
    assert raw_index(people) != before
    assert codes(people, "حلب") == ["GEM-0102"]


def test_a_person_who_loses_the_name_sinks_to_the_weight_of_the_code(vault: Vault) -> None:
    named = Person(id="p", code="C-1", chosen_name="سلمى")
    assert search.words_of(named) == ("c 1 سلمي", 10)
    assert search.words_of(Person(id="p", code="C-1", place="حمص")) == ("c 1 حمص", 8)
    assert search.words_of(Organisation(id="o", name="Al-Arz", note="not searched")) == ("al arz", 6)
    contact = SafeContact(id="s", person="p", number="+963 944 000 318", hours="not searched")
    assert search.words_of(contact) == ("963 944 000 318 963944000318", 7)


def test_the_fold_and_the_index_cut_words_at_the_same_places(people: Vault) -> None:
    odd = "a_b c'd e-f g.h i/j كـ،ـل م؛ن ٣٫٥ x\u200cy"
    with people.change() as change:
        add_case(change, "ODD-1", odd)
    for word in fold(odd).split():
        assert "ODD-1" in codes(people, word)
