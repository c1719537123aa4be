"""Files that may be about one person are suggested, the likeliest first; unlike ones are not."""

from collections.abc import Iterator

import pytest

from gemdesk.domain.lines import Filter
from gemdesk.domain.records import Person
from gemdesk.store import likeness, rows
from tests.store.making import Vault, add_case, add_contact, new_vault


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    """People alike and unlike, in a vault that is only read."""
    made = new_vault(tmp_path_factory.mktemp("likeness"))
    with made.change() as change:
        for code, name in (
            ("THREE", "محمد أحمد الحلبي"), ("TWO", "محمد الحلبي"), ("LATIN", "Mohamad Halabi"), ("OTHER", "ليلى حداد"),
            ("FATHER", "أحمد محمد درويش"), ("LONE", "كنان"), ("PLACE", "سامر نجار"),
        ):  # fmt: skip
            add_contact(
                change, add_case(change, code, name, worker="w-2" if code == "TWO" else "w-1"), f"+963 944 {code}"
            )
        add_contact(change, add_case(change, "NUMBER", "هالة"), "+963 944 000 318")
        legal = add_case(change, "LEGAL", "نور")
        person = rows.one(made.connection, Person, legal.person)
        change.edit(person, legal_name="محمّد الحلبى", other_scripts=("Nour",), place="حلب")
        for number in range(30):
            add_case(change, f"S-{number}", "سلمى")
    yield made
    made.connection.close()


def suggested(vault: Vault, *names: str, number: str = "", filter_: Filter | None = None) -> list[str]:
    """The codes of what is suggested, in order."""
    found = likeness.matches(vault.connection, names, [number], filter_)
    by_case = {row[0]: str(row[1]) for row in vault.rows('SELECT "case", code FROM case_line')}
    return [by_case[match.case] for match in found]


def test_the_likeliest_come_first(people: Vault) -> None:
    assert suggested(people, "محمد الحلبي")[:3] == ["THREE", "TWO", "LEGAL"]
    assert set(suggested(people, "محمد الحلبي")) == {"THREE", "TWO", "LEGAL", "LATIN"}
    assert suggested(people, "Muhammad Alhalabi")[0] == "LATIN"
    assert set(suggested(people, "Muhammad Alhalabi")) == {"THREE", "TWO", "LEGAL", "LATIN"}
    assert suggested(people, "محمد أحمد الحلبي")[0] == "THREE"
    assert "FATHER" in suggested(people, "محمد أحمد الحلبي")


def test_what_is_unlike_is_not_suggested(people: Vault) -> None:
    assert suggested(people, "ليلى درويش") == []
    assert suggested(people, "ريما زيتون") == suggested(people, "") == suggested(people) == []
    assert suggested(people, "ليلى حداد") == ["OTHER"]
    assert suggested(people, "كنان") == suggested(people, "Kenan") == ["LONE"]
    assert suggested(people, "سلمى") == [], "who bears a name that many bear is nobody in particular"
    assert suggested(people, "سلمى حداد") == []


@pytest.mark.parametrize("number", ["00963944000318", "٠٩٤٤٠٠٠٣١٨", "0944 000-318", "+963 (944) 000318"])
def test_a_number_counts_for_more_than_a_name(people: Vault, number: str) -> None:
    (first, *_rest) = likeness.matches(people.connection, ["محمد الحلبي"], [number])
    assert first.same_number and not first.same_letters
    assert suggested(people, "محمد الحلبي", number=number)[0] == "NUMBER"
    assert suggested(people, number=number) == ["NUMBER"]


def test_a_few_digits_and_another_number_say_nothing(people: Vault) -> None:
    assert suggested(people, number="000318") == suggested(people, number="0944000319") == []
    assert suggested(people, number="94400031") == [], "the end of a number and no other part of it"


def test_it_says_why(people: Vault) -> None:
    found = likeness.matches(people.connection, ["محمد الحلبي"])
    assert [match.same_letters for match in found] == [True, True, True, False]
    assert found[0].weight == 1 > found[-1].weight > 0.5


def test_the_filter_holds_here_too(people: Vault) -> None:
    assert suggested(people, "محمد الحلبي", filter_=Filter(worker="w-2")) == ["TWO"]
    assert suggested(people, number="0944000318", filter_=Filter(worker="w-2")) == []
    assert suggested(people, number="0944000318", filter_=Filter(seen_by="w-1")) == ["NUMBER"]
