"""The directory at work: found in any spelling, filtered, edited in one change, checked, retired."""

from dataclasses import replace
from datetime import timedelta

import pytest

from gemdesk.domain.records import Organisation, Service
from gemdesk.flows import directory
from gemdesk.flows.directory import Filter
from gemdesk.flows.work import Work
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.reasons import Reason
from gemdesk.store import rows
from gemdesk.vault.opened import Role
from tests.flows.making import count, move


def make(work: Work, name: str, *services: dict[str, object], **fields: object) -> Organisation:
    return directory.save(work, "", {"name": name, **fields}, [("", one) for one in services])


def as_role(work: Work, role: Role) -> Work:
    return replace(work, vault=replace(work.vault, opened=replace(work.vault.opened, role=role)))


def names(work: Work, typed: str = "", wished: Filter | None = None) -> list[str]:
    return [line.entry.name for line in directory.page(work, typed, wished or Filter(), None, 50)]


@pytest.fixture
def full(work: Work) -> Work:
    """Four organisations."""
    make(
        work, "مركز الأمل", {"sector": "legal", "for_whom": ("all",)}, {"sector": "cash", "cost": "free"}, place="حلب",
        other_names=("Hope Centre",), safe_for=("trans_women",),
    )  # fmt: skip
    make(
        work, "عيادة الياسمين", {"sector": "health", "cost": "paid"}, place="دمشق", cost="free", unsafe_for=("minors",)
    )
    make(work, "أمل الشمال", {"sector": "health", "for_whom": ("minors",)}, place="ريف حلب")
    make(work, "دار قديمة", {"sector": "shelter"}, retired=True)
    return work


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", ["امل", "عياد", "مركز"]), ("امل", ["امل", "مركز"]), ("أَمَل", ["امل", "مركز"]), ("hope cen", ["مركز"]),
        ("الياسمين عياده", ["عياد"]), ("حلب", ["امل", "مركز"]), ("لا أحد", []),
    ],
)  # fmt: skip
def test_names_are_found_in_any_spelling(full: Work, typed: str, found: list[str]) -> None:
    shown = {"امل": "أمل الشمال", "عياد": "عيادة الياسمين", "مركز": "مركز الأمل"}
    assert names(full, typed) == [shown[one] for one in found]


@pytest.mark.parametrize(
    ("wished", "found"),
    [
        (Filter(sector="health"), {"عيادة الياسمين", "أمل الشمال"}), (Filter(sector="shelter"), set()),
        (Filter(place="حلب"), {"مركز الأمل", "أمل الشمال"}), (Filter(free=True), {"مركز الأمل", "عيادة الياسمين"}),
        (Filter(for_whom="minors"), {"مركز الأمل", "أمل الشمال"}), (Filter(for_whom="trans_women"), {"مركز الأمل"}),
        (Filter(sector="legal", free=True, place="حلب"), {"مركز الأمل"}), (Filter(retired=True), {"دار قديمة"}),
    ],
)  # fmt: skip
def test_filters_narrow_the_list_together(full: Work, wished: Filter, found: set[str]) -> None:
    assert set(names(full, "", wished)) == found


def test_pages_follow_each_other(full: Work) -> None:
    whole = directory.page(full, "", Filter(), None, 50)
    first = directory.page(full, "", Filter(), None, 2)
    assert [*first, *directory.page(full, "", Filter(), first[-1], 2)] == whole
    assert directory.page(full, "", Filter(), whole[-1], 2) == []
    assert directory.count(full) == 3
    assert directory.places(full) == ["حلب", "دمشق", "ريف حلب"]


def test_an_organisation_and_its_services_are_one_change(work: Work) -> None:
    made = make(work, "مركز", {"sector": "legal"}, phone="٠٩٤٤ 000 318")
    assert made.phone == "0944 000 318"
    (service,) = directory.read(work, made.id).services
    changes = int(work.connection.execute("SELECT count(DISTINCT change_id) FROM event").fetchone()[0])
    directory.save(work, made.id, {"place": "إدلب"}, [(service.id, {"retired": True}), ("", {"sector": "cash"})])
    assert int(work.connection.execute("SELECT count(DISTINCT change_id) FROM event").fetchone()[0]) == changes + 1
    view = directory.read(work, made.id)
    assert (view.organisation.place, view.organisation.name) == ("إدلب", "مركز")
    assert [(one.sector, one.retired) for one in view.services] == [("cash", False), ("legal", True)]


@pytest.mark.parametrize(
    ("fields", "services", "reason", "where"),
    [
        ({"name": "  "}, [], Reason.REQUIRED, "name"), ({"name": "—"}, [], Reason.REQUIRED, "name"),
        ({"name": "مركز الامل"}, [], Reason.NAME_TAKEN, "name"),
        ({"name": "آخر", "other_names": ("HOPE centre",)}, [], Reason.NAME_TAKEN, "other_names"),
        ({"never_refer": True}, [], Reason.REQUIRED, "never_refer_reason"),
        ({"safe_for": ("all", "minors"), "unsafe_for": ("minors",)}, [], Reason.SAFE_AND_UNSAFE, "unsafe_for"),
        ({}, [("", {"sector": "legal"}), ("", {"sector": ""})], Reason.REQUIRED, "service.1.sector"),
        ({"vetting": "nice"}, [], Reason.UNKNOWN_CODE, "vetting"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_at_its_field_and_nothing_is_stored(
    full: Work, fields: dict[str, object], services: list[tuple[str, dict[str, object]]], reason: Reason, where: str
) -> None:
    before = count(full, "event")
    with pytest.raises(Refusal) as stop:
        directory.save(full, "", {"name": "جديدة", **fields}, services)
    assert (stop.value.reason, stop.value.where) == (reason, where)
    assert count(full, "event") == before
    directory.save(full, "", {"name": "جديدة"}, [])


def test_a_name_may_stay_what_it_is(full: Work) -> None:
    (known,) = [line.entry for line in directory.page(full, "hope", Filter(), None, 5)]
    assert directory.save(full, known.id, {"name": "مركز الأمل", "note": "ن"}, []).note == "ن"


def test_a_check_of_today_ends_the_question(work: Work) -> None:
    made = make(work, "مركز")
    assert directory.read(work, made.id).is_stale
    assert directory.set_checked(work, made.id).last_checked == work.clock.today()
    assert not directory.read(work, made.id).is_stale
    move(work, 200)
    assert directory.read(work, made.id).is_stale
    assert rows.one(work.connection, Organisation, made.id).last_checked == work.clock.today() - timedelta(days=200)


def test_a_retired_one_is_offered_no_more_and_may_come_back(full: Work) -> None:
    (known,) = [line.entry for line in directory.page(full, "hope", Filter(), None, 5)]
    directory.set_retired(full, known.id, True)
    assert "مركز الأمل" not in directory.names(full)
    assert directory.notice_of(full, "مركز الامل") is not None
    directory.set_retired(full, known.id, False)
    assert "مركز الأمل" in directory.names(full)


def test_who_prints_neither_reads_nor_writes(full: Work) -> None:
    printing = as_role(full, Role.PRINTING)
    for act in (lambda: names(printing), lambda: make(printing, "أخرى")):
        with pytest.raises(Refusal) as stop:
            act()
        assert stop.value.reason is Reason.NOT_YOUR_ROLE
    coordinator = as_role(full, Role.COORDINATOR)
    assert len(names(coordinator)) == 3
    make(coordinator, "أخرى")


def test_a_thousand_organisations_are_searched_at_once(work: Work) -> None:
    with work.saving():
        for number in range(1000):
            one = Organisation(id=f"o{number}", name=f"جمعية رقم {number}", place="حمص")
            rows.insert(work.connection, one, "office")
            rows.insert(work.connection, Service(id=f"s{number}", organisation=one.id, sector="legal"), "office")
    assert names(work, "رقم 999") == ["جمعية رقم 999"]
    assert len(names(work, "جمعيه", Filter(sector="legal"))) == 50
