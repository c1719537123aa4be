"""After an erasure nothing of the person is left anywhere in the vault's folder, and nothing brings it back."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from gemdesk.domain.casework import Relative
from gemdesk.domain.definition import Kind, Record, definition_of
from gemdesk.domain.erasures import FATES, Fate, counts_of
from gemdesk.domain.kinds import KINDS
from gemdesk.domain.lines import Filter
from gemdesk.domain.own import Erasure
from gemdesk.domain.records import File, Person
from gemdesk.flows import cases, erasing
from gemdesk.flows.cases import Intake
from gemdesk.flows.work import Work
from gemdesk.kernel.errors import Refusal, Trouble
from gemdesk.kernel.ids import new_id
from gemdesk.kernel.reasons import Reason
from gemdesk.store import bodies, drafts, rebuild, rows, undo, verify
from gemdesk.store import erasing as store_erasing
from gemdesk.vault import earlier
from gemdesk.vault.earlier import Counted
from gemdesk.vault.erased_list import ErasedList
from gemdesk.vault.findings import Choice, Found, Remedy
from gemdesk.vault.names import DATABASE, ERASED, GENERATIONS, LOG, SET_ASIDE
from gemdesk.vault.opened import Role
from tests.flows.erasing_office import Office
from tests.flows.filled import OF_THE_OFFICE
from tests.flows.making import quick_place
from tests.store.making import MOMENT


@pytest.fixture(scope="module")
def made() -> Iterator[Office]:
    with quick_place() as place:
        office = Office.make(place / "vault")
        office.examined()
        yield office


@pytest.fixture
def office(made: Office) -> Iterator[Office]:
    """The same office for every test, in a folder of its own."""
    with quick_place() as place:
        yield made.copied(place / "vault")


def erase(office: Office) -> erasing.Slip:
    work = office.begin()
    slip = erasing.erase(work, office.person.case)
    work.close()
    return slip


def stored(work: Work) -> dict[tuple[str, str], Record]:
    return {(name, one.id): one for name, kind in KINDS.items() for one in rows.select(work.connection, kind, "1")}


def test_nothing_of_the_person_is_left_in_any_table_index_file_generation_or_free_page(office: Office) -> None:
    before = office.traces()
    assert set(before) == set(office.person.said), "everything is found before: the search for traces works"
    in_generation = {text for text, where in before.items() if any(place.startswith(GENERATIONS) for place in where)}
    assert in_generation == set(office.person.said)
    erase(office)
    assert office.traces() == {}
    assert office.traces(office.person.sealed) == {}
    assert set(office.traces(list(office.other.said))) == set(office.other.said), "the other file is whole"
    assert not (office.folder / LOG).exists() or (office.folder / LOG).stat().st_size == 0
    assert len(list((office.folder / GENERATIONS).iterdir())) == 1


def test_everything_is_clean_before_anything_is_closed(office: Office) -> None:
    work = office.begin()
    erasing.erase(work, office.person.case)
    assert office.traces() == {}
    assert (office.folder / LOG).stat().st_size == 0
    assert work.connection.execute("PRAGMA freelist_count").fetchone() == (0,), "the file was written anew"
    case = cases.take_in(work, Intake(chosen_name="جود"))
    work.close()
    work = office.begin()
    assert case in [line.case for line in cases.page(work, "", Filter(), None, 10)], "saves go on in the new file"
    work.close()
    office.examined()


def test_the_trail_verifies_and_tells_the_tables(office: Office) -> None:
    work = office.begin()
    erasing.erase(work, office.person.case)
    found = verify.whole(work.connection)
    assert found.faults == ()
    assert found.values < found.events
    assert rebuild.rebuild(work.connection) == stored(work)
    assert not work.connection.execute("PRAGMA foreign_key_check").fetchall()
    work.close()
    office.examined()


def test_the_tombstone_counts_and_names_nobody(office: Office) -> None:
    work = office.begin()
    slip = erasing.erase(work, office.person.case, "guardian")
    (tombstone,) = rows.select(work.connection, Erasure, "1")
    assert (tombstone.about, tombstone.wish, tombstone.at) == (office.person.case, "guardian", MOMENT)
    counts = counts_of(tombstone.counts)
    assert counts == {what: count for what, count in slip.counts.items() if count}
    assert {what: counts[what] for what in ("person", "likeness", "task", "file", "file_body", "saved_view")} == {
        "person": 1,
        "likeness": 3,
        "task": 2,
        "file": 2,
        "file_body": 2,
        "saved_view": 1,
    }
    assert counts["event_value"] > 30
    work.close()


def test_the_other_file_keeps_what_is_its_own(office: Office) -> None:
    work = office.begin()
    before = stored(work)
    erasing.erase(work, office.person.case)
    after = stored(work)
    kept = {key: one for key, one in before.items() if key[1] in office.other.ids.values()}
    assert {key: after.get(key) for key in kept} == kept
    (relative,) = [
        one for one in rows.select(work.connection, Relative, "1") if one.id not in office.other.ids.values()
    ]
    assert relative.other_person == ""
    assert [line.case for line in cases.page(work, "", Filter(), None, 10)] == [office.other.case]
    assert bodies.read(work.connection, bodies.digest_of(office.other.body)) == office.other.body
    work.close()


def test_a_body_that_another_file_has_too_stays(office: Office) -> None:
    work = office.begin()
    with work.change() as change:
        digest = bodies.digest_of(office.person.body)
        change.add(
            File(id=new_id(), case=office.other.case, name="x", media="x", size=1, digest=digest, at=MOMENT),
            office.other.case,
        )
    erasing.erase(work, office.person.case)
    assert bodies.read(work.connection, digest) == office.person.body
    work.close()


# Nothing brings it back


def test_a_generation_of_before_that_is_put_back_brings_nobody_back(office: Office, tmp_path: Path) -> None:
    (before,) = (office.folder / GENERATIONS).iterdir()
    shutil.copytree(before, tmp_path / "kept")
    erase(office)
    shutil.copytree(tmp_path / "kept", office.folder / GENERATIONS / before.name)
    assert office.traces() != {}
    work = office.begin(Choice(Remedy.GENERATION, before.name))
    assert [line.case for line in cases.page(work, "", Filter(), None, 10)] == [office.other.case]
    assert len(rows.select(work.connection, Erasure, "1")) == 1
    assert office.traces() == {}
    assert verify.whole(work.connection).faults == ()
    work.close()
    assert not (office.folder / SET_ASIDE).exists()


def test_without_the_list_the_generation_would_have_brought_the_person_back(office: Office, tmp_path: Path) -> None:
    (before,) = (office.folder / GENERATIONS).iterdir()
    shutil.copytree(before, tmp_path / "kept")
    erase(office)
    (office.folder / ERASED).unlink()
    shutil.copytree(tmp_path / "kept", office.folder / GENERATIONS / before.name)
    work = office.begin(Choice(Remedy.GENERATION, before.name))
    assert len(cases.page(work, "", Filter(), None, 10)) == 2
    work.close()


def test_an_older_database_that_is_opened_knowingly_brings_nobody_back(office: Office) -> None:
    older = (office.folder / DATABASE).read_bytes()
    erase(office)
    (office.folder / DATABASE).write_bytes(older)
    with pytest.raises(Found):
        office.begin()
    work = office.begin(Choice(Remedy.KNOWINGLY))
    assert [line.case for line in cases.page(work, "", Filter(), None, 10)] == [office.other.case]
    assert office.traces() == {}
    work.close()


def test_an_erasure_that_was_interrupted_is_finished_at_the_next_opening(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = office.begin()

    def die(*_args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(earlier, "renew", die)
    with pytest.raises(KeyboardInterrupt):
        erasing.erase(work, office.person.case)
    monkeypatch.undo()
    work.close()
    assert office.traces() != {}, "the generation holds everything still"
    office.begin().close()
    assert office.traces() == {}


def test_an_erasure_that_could_not_be_written_is_none(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    work = office.begin()

    def full(*_args: object) -> None:
        raise Trouble(Reason.DISK_FULL)

    monkeypatch.setattr(store_erasing, "erase", full)
    with pytest.raises(Trouble):
        erasing.erase(work, office.person.case)
    monkeypatch.undo()
    assert len(cases.page(work, "", Filter(), None, 10)) == 2
    work.close()
    work = office.begin()
    assert len(cases.page(work, "", Filter(), None, 10)) == 2
    assert rows.select(work.connection, Erasure, "1") == []
    work.close()


def test_a_list_that_was_lost_is_written_anew_from_the_database(office: Office) -> None:
    erase(office)
    lists = ErasedList(office.folder, office.handover.opened.keys, office.handover.opened.vault_id)
    known = lists.read()
    assert [one.stream for one in known] == [office.person.case]
    (office.folder / ERASED).unlink()
    office.begin().close()
    assert lists.read() == known


def test_a_list_that_was_altered_is_told_and_written_anew(office: Office) -> None:
    erase(office)
    content = bytearray((office.folder / ERASED).read_bytes())
    content[100] ^= 1
    (office.folder / ERASED).write_bytes(content)
    work = office.begin()
    assert Reason.ERASED_LIST_CHANGED in [warning.reason for warning in work.take_warnings()]
    work.close()
    work = office.begin()
    assert Reason.ERASED_LIST_CHANGED not in [warning.reason for warning in work.take_warnings()]
    work.close()


def test_the_copy_beside_the_key_file_holds_against_a_whole_folder_of_before(office: Office, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    key_file = stick / "photo"
    key_file.write_bytes(b"any")
    shutil.copytree(office.folder, tmp_path / "before")
    office.handover = replace(office.handover, key_file=key_file)
    erase(office)
    shutil.rmtree(office.folder)
    shutil.copytree(tmp_path / "before", office.folder)
    (next(path for path in stick.iterdir() if path.suffix == ".state")).unlink()  # that alone would tell already
    work = office.begin()
    assert [line.case for line in cases.page(work, "", Filter(), None, 10)] == [office.other.case]
    work.close()
    assert office.traces() == {}


def test_pages_that_still_show_the_case_write_nothing_into_it(office: Office) -> None:
    work = office.begin()
    erasing.erase(work, office.person.case)
    with pytest.raises(Refusal) as stop:
        cases.note(work, office.person.case, "ملاحظة")
    assert stop.value.reason is Reason.CASE_ERASED
    cases.keep_draft(work, f"note:{office.person.case}", {"text": "مسودة"})
    assert drafts.find(work.connection, f"note:{office.person.case}", "w-1") == {}
    cases.keep_draft(work, f"note:{office.other.case}", {"text": "مسودة"})
    assert drafts.find(work.connection, f"note:{office.other.case}", "w-1") != {}
    work.close()


def test_the_same_file_is_not_taken_in_again_by_its_code(office: Office) -> None:
    work = office.begin()
    code = rows.one(work.connection, Person, office.person.ids["person"]).code
    assert not erasing.is_kept_out(work, code)
    erasing.erase(work, office.person.case)
    assert erasing.is_kept_out(work, f" {code} ")
    with pytest.raises(Refusal) as stop, work.change() as change:
        change.add(Person(id=new_id(), code=code), new_id())
    assert stop.value.reason is Reason.CODE_ERASED
    with work.change() as change:
        change.add(Person(id=new_id(), code=f"{code}x"), new_id())
    work.close()


def test_nothing_of_it_can_be_undone(office: Office) -> None:
    work = office.begin()
    changes = {
        str(row[0])
        for row in work.connection.execute("SELECT change_id FROM event WHERE stream = ?", [office.person.case])
    }
    last = undo.latest(work.connection, work.device.id, "w-1")
    assert changes & set(last)
    erasing.erase(work, office.person.case)
    assert not changes & set(undo.latest(work.connection, work.device.id, "w-1"))
    (alone,) = {
        str(row[0])
        for row in work.connection.execute(
            "SELECT change_id FROM event WHERE stream = ? AND field = 'place' ORDER BY seq DESC LIMIT 1",
            [office.person.case],
        )
    }
    with pytest.raises(Refusal) as stop, work.change() as change:
        undo.undo(change, alone)
    assert stop.value.reason is Reason.CANNOT_BE_UNDONE
    work.close()


# What is told


def test_the_outlook_names_the_copies_outside_and_counts_the_earlier_states(office: Office) -> None:
    work = office.begin()
    found = erasing.outlook(work, office.person.case)
    assert [(copy.what, copy.how) for copy in found.copies] == [("referral_letter", "saved")]
    assert found.earlier == Counted(1, 0)
    assert found.sealed
    slip = erasing.erase(work, office.person.case)
    assert slip.copies == found.copies
    assert (slip.earlier, slip.renewed) == (Counted(1, 0), True)
    assert all(text not in repr(slip) for text, where in office.person.said.items() if where != "referral.reference")
    work.close()


def test_only_who_may_erase_erases(office: Office) -> None:
    office.handover = replace(office.handover, opened=replace(office.handover.opened, role=Role.COORDINATOR))
    work = office.begin()
    with pytest.raises(Refusal) as stop:
        erasing.erase(work, office.person.case)
    assert stop.value.reason is Reason.NOT_YOUR_ROLE
    work.close()


# The sealed block alone


def test_the_sealed_block_can_be_erased_alone(office: Office) -> None:
    sealed = [text for text, where in office.person.said.items() if where.startswith("sogiesc.")]
    others = [text for text in office.person.said if text not in sealed]
    assert set(office.traces(sealed)) == set(sealed)
    work = office.begin()
    erasing.erase_sealed(work, office.person.case)
    assert not erasing.outlook(work, office.person.case).sealed
    assert verify.whole(work.connection).faults == ()
    assert rebuild.rebuild(work.connection) == stored(work)
    work.close()
    assert office.traces(sealed) == {}
    assert set(office.traces(others)) == set(others)


# Every kind was thought of


def test_every_link_that_could_leave_its_stream_is_decided() -> None:
    decided = set(FATES)
    for name, kind in KINDS.items():
        for field in definition_of(kind).fields:
            if field.meaning.kind is not Kind.LINK or name in OF_THE_OFFICE:
                continue
            to_office = field.meaning.links in OF_THE_OFFICE or field.name == "organisation"
            own = field.meaning.required and (name, field.name) not in decided
            assert to_office or own or (name, field.name) in decided, (name, field.name)


def test_every_kind_of_a_case_is_in_the_file_that_is_erased(office: Office) -> None:
    assert set(office.person.ids) >= set(KINDS) - set(OF_THE_OFFICE)
    assert {Fate.WHOLE, Fate.FIELD} <= set(FATES.values())
