"""The search finds what was written however it is typed, and forgets what was taken out."""

import random
from collections import Counter
from collections.abc import Iterator

import pytest

from gemdesk.domain.hits import Hit, Rung
from gemdesk.domain.lines import Filter
from gemdesk.domain.records import Entry, Organisation, Person, Referral, SafeContact
from gemdesk.kernel.fold import fold
from gemdesk.kernel.ids import new_id
from gemdesk.kernel.skeleton import keys
from gemdesk.store import derived, rows, search, search_among, search_ladder
from gemdesk.store.search import Part
from tests.store.making import DAY, Vault, add_case, add_contact, add_entry, add_organisation, new_vault
from tests.store.names import names

ALL = Filter()
INDEXES = ("search_word", "search_part", "search_note")


def codes(vault: Vault, typed: str, filter_: Filter = ALL, limit: int = 200) -> list[str]:
    """The codes of the persons whose cases are found, in order."""
    return [code for code, _rung in found(vault, typed, filter_, limit)]


def found(vault: Vault, typed: str, filter_: Filter = ALL, limit: int = 200) -> list[tuple[str, Rung]]:
    """The codes and on which rung each was found."""
    hits = search_ladder.cases(vault.connection, typed, filter_, limit)
    by_case = {row[0]: str(row[1]) for row in vault.rows('SELECT "case", code FROM case_line')}
    return [(by_case[hit.id], hit.rung) for hit in hits]


def literal(vault: Vault, typed: str) -> list[str]:
    """The codes of what holds the typed words themselves."""
    return [code for code, rung in found(vault, typed) if not rung.is_similar]


def take_in(vault: Vault) -> None:
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


@pytest.fixture
def people(vault: Vault) -> Vault:
    """The five, in a vault of the test's own."""
    take_in(vault)
    return vault


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    """The five, in a vault that is only read."""
    made = new_vault(tmp_path_factory.mktemp("read"))
    take_in(made)
    yield made
    made.connection.close()


@pytest.mark.parametrize("typed", [
    "آدم", "ادم", "أدم", "اَدَم", "آ", "آد", "ا\u0653دم", "Adam", "ADAM", "adem", "Âdem", "ada", "ﺁﺩﻡ",
    "إدلب", "ادلب", "GEM-0102", "gem 0102", "0102", "٠١٠٢",
    "+963 944 000 318", "00963944000318",
    "0944 000 318", "0944000318", "٠٩٤٤٠٠٠٣١٨", "۹۴۴۰۰۰۳۱۸", "944", "944 000", "000318",
])  # fmt: skip
def test_a_person_is_found_in_many_spellings(read: Vault, typed: str) -> None:
    assert "GEM-0102" in codes(read, typed)


@pytest.mark.parametrize(
    "typed", ["محمد", "مُحَمَّد", "عبد الله", "عبدالله", "بن عبد الله", "شامي", "الشامى", "نورالدين", "نور الد"]
)
def test_parts_of_a_legal_name(read: Vault, typed: str) -> None:
    assert literal(read, typed) == ["GEM-0104"]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("r-abcd", "GEM-0103"), ("abcd-12", "GEM-0103"), ("انسولين", "GEM-0103"), ("berfin", "GEM-0103"),
        ("TR-27/2026-1184", "GEM-0104"), ("relay@example", "GEM-0104"), ("مقابله", "GEM-0104"),
    ],
)  # fmt: skip
def test_references_notes_and_addresses(read: Vault, typed: str, code: str) -> None:
    assert codes(read, typed) == [code]


@pytest.mark.parametrize(
    "typed", ["", "  ", "!!", '"', "' OR 1 --", "*", "NEAR(", "AND", "-", "zzz", "لا أحد", "00000", "_", "{}", "\x00"]
)
def test_nothing_is_found_and_nothing_breaks(read: Vault, typed: str) -> None:
    assert codes(read, typed) == []


def test_names_come_before_notes(read: Vault) -> None:
    assert codes(read, "سلمى") == ["GEM-0101", "GEM-0104"]


@pytest.mark.parametrize("whole", ["سلمى", "Berfîn", "نور الدين", "GEM-0102"])
def test_every_letter_that_is_typed_keeps_the_person_in_sight(read: Vault, whole: str) -> None:
    last = codes(read, whole)[0]
    assert all(last in codes(read, whole[: length + 1]) for length in range(len(whole)))


@pytest.fixture(params=[(2000, 2000), (-1, 2000), (-1, -1)], ids=["few left", "some left", "many left"])
def every_way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The search asks in three ways, by how much a filter leaves; all have to find the same."""
    for name, most in zip(("_FEW", "_MANY"), request.param, strict=True):
        monkeypatch.setattr(search_among, name, most)


@pytest.mark.usefixtures("every_way")
def test_a_filter_holds_for_the_search_too(read: Vault) -> None:
    assert codes(read, "gem") == ["GEM-0101", "GEM-0102", "GEM-0104", "GEM-0103", "GEM-0105"]
    assert codes(read, "gem", Filter(open_only=True)) == ["GEM-0101", "GEM-0102", "GEM-0103", "GEM-0105"]
    assert codes(read, "gem", Filter(high_risk=True)) == ["GEM-0101"]
    assert codes(read, "gem", Filter(worker="w-2")) == ["GEM-0103"]


@pytest.mark.usefixtures("every_way")
def test_a_filter_finds_the_few_behind_the_many(vault: Vault) -> None:
    # A limit that counted before the filter would find none of them.
    with vault.change() as change:
        for number in range(30):
            add_case(change, f"C-{number}", "سلمى", risk_level="critical" if number > 27 else "low")
    assert codes(vault, "سلمى", Filter(high_risk=True), limit=10) == ["C-28", "C-29"]
    assert len(codes(vault, "سلمى", limit=10)) == 10


def raw_index(vault: Vault) -> bytes:
    """Every block of the indexes, the rows that they stand for, and the names."""
    told = b""
    blocks = [f"{table}_{part}" for table in INDEXES for part in ("data", "idx")]
    for table in (*blocks, "search_row", "search_name", "search_key"):
        for row in vault.rows(f"SELECT * FROM {table}"):
            told += b"\n".join(cell if isinstance(cell, bytes) else str(cell).encode() for cell in row)
    return told


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
    assert b"entinel"[::-1] not in emptied
    require_sound(vault)


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


def test_what_a_record_is_found_by(vault: Vault) -> None:
    assert search.parts_of(Person(id="p", code="C-1", chosen_name="سلمى")) == [Part("c 1 سلمي", 10, "سلمي\tslmY")]
    assert search.parts_of(Person(id="p", code="C-1", place="حمص")) == [Part("c 1 حمص", 8, "حمص\thms")]
    assert search.parts_of(Organisation(id="o", name="Al-Arz", note="not searched"))[0].words == "al arz"
    contact = SafeContact(id="s", person="p", number="+963 944 000 318", hours="not searched")
    assert search.parts_of(contact) == [Part("963 944 000 318 963944000318", 7)]
    # An article is no part of a name, and what is written together no part of a word.
    assert search.parts_of(Person(id="p", code="C-1", chosen_name="الحلبي"))[0].words == "c 1 الحلبي حلبي"
    note = Entry(id="e", case="c", text="وصل القرار لمحمد")
    assert search.parts_of(note) == [Part("وصل القرار لمحمد قرار محمد", 2)]


def test_the_fold_and_the_index_cut_words_at_the_same_places(people: Vault) -> None:
    odd = "a_b c'd e-f g.h i/j كـ،ـل م؛ن ٣٫٥ x\u200cy"
    with people.change() as change:
        add_case(change, "ODD-1", odd)
    for word in fold(odd).split():
        assert "ODD-1" in codes(people, word)


def require_sound(vault: Vault) -> None:
    """Each index holds what its rows hold, and the names are those of the rows."""
    for table in INDEXES:
        vault.connection.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 0)")
    counted = Counter(
        line for (names,) in vault.rows("SELECT names FROM search_row") for line in str(names).split("\n") if line
    )
    stored = vault.rows("SELECT term, sound, times FROM search_name")
    assert {f"{term}\t{sound}": times for term, sound, times in stored} == counted
    keyed = {(term, sound, key) for term, sound, _times in stored for key in keys(str(sound))}
    assert {(term, sound, key) for key, term, sound in vault.rows("SELECT * FROM search_key")} == keyed


SCRIPTS = [
    ("خوري", "Khoury"), ("نور", "Nour"), ("نور", "Noor"), ("نور", "Nur"), ("محمد", "Mohammad"), ("محمد", "Muhammed"),
    ("أحمد", "Ahmet"), ("عائشة", "Ayşe"), ("عائشة", "Aicha"), ("شيخو", "Şêxo"), ("عبد الرحمن", "Abdul Rahman"),
    ("عبد الرحمن", "Abdurrahman"), ("صلاح الدين", "Salah al-Din"), ("نور الدين", "Nurettin"), ("السيد", "as-Sayed"),
    ("أبو الخير", "Abou Alkheir"), ("نصر الله", "Nasrallah"), ("إسماعيل", "Isma'il"), ("غيث", "Gaith"),
    ("حسن", "7asan"),
]  # fmt: skip


def test_names_are_found_in_the_other_script(vault: Vault) -> None:
    with vault.change() as change:
        for number, (arabic, latin) in enumerate(SCRIPTS):
            add_case(change, f"AR-{number}", f"{arabic} الشامي")
            add_case(change, f"LAT-{number}", f"{latin} Chami")
        for number, name in enumerate(("سلمى درويش", "Berfîn Demir", "كنان زيتون")):
            add_case(change, f"X-{number}", name)
    for number, (arabic, latin) in enumerate(SCRIPTS):
        for typed in (f"{latin} Shami", f"{arabic} شامي", latin, arabic):
            assert {f"AR-{number}", f"LAT-{number}"} <= set(codes(vault, typed)[:12]), typed
    assert codes(vault, "كنان") == ["X-2"]


def test_each_hit_says_how_surely_it_was_found(vault: Vault) -> None:
    with vault.change() as change:
        for code, name in (("BEGUN", "نورهان"), ("WHOLE", "نور"), ("SOUND", "Nour"), ("PART", "أبو نور")):
            add_case(change, code, name)
        add_entry(change, add_case(change, "NOTE", "سلمى"), "اتصلت بنور اليوم")
        add_case(change, "SLIP", "منور")
        add_case(change, "ELSE", "هالة")
    assert found(vault, "نور") == [
        ("WHOLE", Rung.WHOLE), ("BEGUN", Rung.BEGUN), ("PART", Rung.PART), ("SLIP", Rung.PART), ("NOTE", Rung.NOTE),
        ("SOUND", Rung.SOUND),
    ]  # fmt: skip
    assert found(vault, "نووور هان") == []
    assert ("SLIP", Rung.SLIP) in found(vault, "منزر")
    assert not any(rung.is_similar for _code, rung in found(vault, "هالة"))


SLIPS = [
    "سلمى الحلببي", "سلمى الحبي", "سلمى احللبي", "سمى الحلبي", "سلمى الحلبث", "سلمى اتحلبي", "سلمى لحلبي",
    "سلمى ااحلبي", "سلمىالحلبي", "سل مى الحلبي", "سلمى لاحلبي",
]  # fmt: skip


def test_one_slip_of_the_finger(vault: Vault) -> None:
    with vault.change() as change:
        add_case(change, "GEM-1", "سلمى الحلبي")
        add_case(change, "GEM-2", "هالة درويش")
    assert {typed: codes(vault, typed) for typed in SLIPS} == {typed: ["GEM-1"] for typed in SLIPS}
    assert found(vault, SLIPS[0]) == [("GEM-1", Rung.SLIP)]
    assert codes(vault, "سلمى درويش") == codes(vault, "شلمو الحلبي") == []


def test_the_nearest_names_come_first(vault: Vault) -> None:
    with vault.change() as change:
        for code, name in (("FAR", "نورا"), ("OTHER", "نار"), ("NEAR", "نور")):
            add_case(change, code, name)
    assert codes(vault, "Nour")[0] == "NEAR"
    with vault.change() as change:
        for code, name in (("TURNED", "حسن أحمد"), ("RIGHT", "أحمد حسن")):
            add_case(change, code, name)
    assert codes(vault, "Ahmad Hassan") == ["RIGHT", "TURNED"]


def test_many_of_the_same_letters_do_not_hide_those_of_other_letters(vault: Vault) -> None:
    with vault.change() as change:
        for number in range(45):
            add_case(change, f"L-{number}", "Nour")
        add_case(change, "AR", "نور")
    assert found(vault, "Nour")[-1] == ("AR", Rung.SOUND)
    assert len(found(vault, "Nour")) == 46
    assert found(vault, "Nour", limit=20) == found(vault, "Nour")[:20], "fewer are the first of more"


def test_one_letter_finds_names_and_three_find_notes(vault: Vault) -> None:
    with vault.change() as change:
        case = add_case(change, "GEM-1", "سلمى")
        add_entry(change, case, "موعد مع المحامية")
        change.edit(case, risk_note="مراقبة")
    assert codes(vault, "س") == codes(vault, "G") == ["GEM-1"]
    assert codes(vault, "م") == codes(vault, "مو") == codes(vault, "مر") == []
    assert codes(vault, "موع") == codes(vault, "مراق") == codes(vault, "محام") == ["GEM-1"]
    assert codes(vault, "موعد م") == codes(vault, "موعد مع") == codes(vault, "موعد مع مح") == ["GEM-1"]
    assert codes(vault, "موعد في محامية") == []


def test_names_with_a_number_in_them_and_odd_ones(vault: Vault) -> None:
    with vault.change() as change:
        add_case(change, "GEM-1", "نور 2")
        add_case(change, "GEM-2", "آ")
        add_case(change, "GEM-3", "ىىىىى " * 12)
        add_case(change, "GEM-4", "Łódź'ia ŞŞŞ çç " + "ğ" * 90)
    assert codes(vault, "Nour 2") == ["GEM-1"]
    require_sound(vault)
    for typed in ("آ", "ا" * 60, "ğ" * 60, "ŞŞŞ", "a " * 40, "abd al", "al", "el din", "الدين", "عبد", "ال", "x" * 500):
        codes(vault, typed)


def test_organisations_are_found_apart_from_cases(people: Vault) -> None:
    with people.change() as change:
        other = add_organisation(change, "عيادة النور")
        change.edit(other, other_names=("Al-Noor Clinic",), place="حلب")
    arz = rows.select(people.connection, Organisation, "name = 'مكتب الأرز'")[0]

    def organisations(typed: str) -> list[Hit]:
        return search_ladder.records(people.connection, Organisation, typed)

    assert organisations("ارز") == [Hit(arz.id, Rung.WHOLE)]
    assert organisations("أر") == [Hit(arz.id, Rung.BEGUN)]
    assert organisations("Arz") == [Hit(arz.id, Rung.SOUND)]
    assert [hit.id for hit in organisations("نور")] == [other.id]
    assert "GEM-0104" in codes(people, "نور")
    assert codes(people, "مكتب الأرز") == []
    assert organisations("سلمى") == organisations("GEM") == organisations("") == []


@pytest.mark.usefixtures("every_way")
def test_similar_names_are_narrowed_by_the_same_filter(vault: Vault) -> None:
    with vault.change() as change:
        add_case(change, "MINE", "خوري", worker="w-1")
        add_case(change, "OTHERS", "خوري", worker="w-2")
    for typed in ("Khoury", "خووري", "خوزي"):
        assert codes(vault, typed) == ["MINE", "OTHERS"]
        assert codes(vault, typed, Filter(worker="w-2")) == ["OTHERS"]
        assert codes(vault, typed, Filter(high_risk=True)) == []


def test_the_few_that_a_filter_leaves_are_looked_up_once_until_something_is_written(vault: Vault) -> None:
    mine = Filter(worker="w-1")
    with vault.change() as change:
        add_case(change, "MINE", "سلمى", worker="w-1")
        add_case(change, "OTHERS", "سلمى", worker="w-2")

    def asked(typed: str, filter_: Filter = mine) -> tuple[list[str], int]:
        """What is found, and how many rows were written for that."""
        before = vault.connection.total_changes
        return codes(vault, typed, filter_), vault.connection.total_changes - before

    first, looked_up = asked("س")
    assert (first, looked_up > 0) == (["MINE"], True)
    assert asked("سل") == (["MINE"], 0)
    # Another filter, and then a save: each time what was looked up does not hold any more.
    assert asked("سل", Filter(worker="w-2"))[0] == ["OTHERS"]
    with vault.change() as change:
        add_case(change, "MINE-2", "سليم", worker="w-1")
    assert asked("سل")[0] == ["MINE", "MINE-2"]
    with vault.change() as change:
        add_case(change, "MINE-3", "سليم", worker="w-1")
    found_, looked_up = asked("سل")
    assert (found_, looked_up > 0) == (["MINE", "MINE-2", "MINE-3"], True)
    assert asked("سل")[1] == 0


def test_the_index_is_that_of_the_records_after_many_changes(vault: Vault) -> None:
    draw = random.Random(5)
    made = [name.arabic for name in names(40)] + ["", "Berfîn", "Şêxo Xelîl", "Abdul Rahman", "نور", "Noor"]
    with vault.change() as change:
        cases = [add_case(change, f"D-{number}", draw.choice(made)) for number in range(25)]
    for _round in range(60):
        with vault.change() as change:
            case = draw.choice(cases)
            person = rows.one(vault.connection, Person, case.person)
            fields: dict[str, object] = {
                "chosen_name": draw.choice(made), "other_scripts": tuple(draw.sample(made, draw.randint(0, 2))),
                "legal_name": draw.choice(made),
            }  # fmt: skip
            change.edit(person, **{name: fields[name] for name in draw.sample(list(fields), draw.randint(1, 3))})
            if draw.random() < 0.3:
                search.forget(vault.connection, person.id)
    require_sound(vault)
    for (record,) in vault.rows("SELECT record FROM search_row"):
        search.forget(vault.connection, str(record))
    assert [vault.count(table) for table in ("search_row", "search_name", "search_key")] == [0, 0, 0]
    require_sound(vault)
    derived.make_search(vault.connection)
    require_sound(vault)
    assert vault.count("search_name") > 20
