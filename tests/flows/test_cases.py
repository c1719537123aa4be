"""Cases as people work with them: taken in, noted, completed, kept as drafts, on a good disk and on a full one."""

from pathlib import Path
from typing import Any

import pytest

from gemdesk.domain.lines import Filter
from gemdesk.domain.records import Case, Entry, Person, SafeContact
from gemdesk.exchange.case_file import CaseFile
from gemdesk.flows import case_files, cases, codes, consents, contacts
from gemdesk.flows.cases import Intake
from gemdesk.flows.work import Work
from gemdesk.kernel.errors import Refusal, Trouble
from gemdesk.kernel.reasons import Reason
from gemdesk.kernel.texts import Texts
from gemdesk.store import rebuild, rows, trail
from tests.flows.making import case_paths, count, move, new_work, take_in

CARD = Intake(
    chosen_name="سلمى", address="feminine", number="+90 532 000 41 17", hours="مساءً", code_word="ياسمين",
    risk_factors=("deportation_order", "detention"), need="محامٍ", note="اتصلت رنا.",
)  # fmt: skip


def test_an_intake_is_one_change_and_clears_its_draft(work: Work) -> None:
    cases.keep_draft(work, "intake", {"chosen_name": "سلم"})
    case_id = cases.take_in(work, CARD)
    view = cases.open_case(work, case_id)
    assert (view.person.chosen_name, view.case.risk_level, view.case.worker) == ("سلمى", "critical", "w-1")
    assert view.contact is not None
    assert (view.contact.number, view.contact.leave_message) == ("", False)  # covered until the card is opened
    assert contacts.open_number(work, case_id) == "+90 532 000 41 17"
    assert view.case.next_due == work.clock.today()
    assert [one.sort for one in view.timeline] == ["note", "assessment", "opened"]
    told = list(trail.events(work.connection, case_id))
    assert len({event.change_id for event, _payload in told}) == 1
    assert [event.kind for event, _payload in told] == ["person", "safe_contact", "case", "assessment", "entry"]
    assert cases.find_draft(work, "intake") == {}
    assert work.take_touched() >= {"person", "case", "entry"}
    assert work.take_touched() == frozenset()


def test_an_intake_that_is_refused_keeps_its_draft(work: Work) -> None:
    cases.keep_draft(work, "intake", {"chosen_name": "سلم"})
    before = count(work, "event")
    with pytest.raises(Refusal):
        cases.take_in(work, Intake(risk_factors=("no such factor",)))
    assert cases.find_draft(work, "intake") == {"chosen_name": "سلم"}
    assert count(work, "event") == before
    assert count(work, "person") == 0


def test_an_empty_card_is_refused_and_one_need_is_enough(work: Work) -> None:
    with pytest.raises(Refusal) as stop:
        cases.take_in(work, Intake(address="feminine", channel="Signal"))
    assert (stop.value.reason, stop.value.where) == (Reason.REQUIRED, "chosen_name")
    assert cases.counts(work, Filter()).all == 0
    view = cases.open_case(work, cases.take_in(work, Intake(need="مأوى")))
    assert view.person.chosen_name == ""
    assert (view.case.risk_level, view.case.next_due) == ("not_assessed", work.clock.today())


def test_a_card_without_a_need_is_not_due(work: Work) -> None:
    view = cases.open_case(work, cases.take_in(work, Intake(note="اتصل من رقم جاره")))
    assert view.case.next_due is None


def test_codes_are_drawn_until_one_is_free(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter(["C-1", "C-1", "C-1", "C-2"])
    monkeypatch.setattr(codes, "new_code", lambda prefix: next(drawn))
    found = [cases.open_case(work, cases.take_in(work, Intake("لين"))).person.code for _ in range(2)]
    assert found == ["C-1", "C-2"]


def test_a_note_is_an_entry_of_its_moment_and_clears_its_draft(work: Work, person: CaseFile) -> None:
    place = f"note:{person.case.id}"
    cases.keep_draft(work, place, {"text": "اتص"})
    assert cases.open_case(work, person.case.id).note_draft == {"text": "اتص"}
    entry = cases.note(work, person.case.id, "اتصال", "call")
    assert entry.at == work.clock.now()
    assert cases.open_case(work, person.case.id).note_draft == {}
    assert entry in [one.record for one in cases.open_case(work, person.case.id).timeline]
    with pytest.raises(Refusal) as stop:
        cases.note(work, person.case.id, " \n")
    assert (stop.value.reason, stop.value.where) == (Reason.REQUIRED, "text")


def test_drafts_leave_no_event_and_are_on_the_disk_at_once(work: Work, tmp_path: Path) -> None:
    before = count(work, "event")
    cases.keep_draft(work, "intake", {"chosen_name": "سلمى"})
    assert count(work, "event") == before
    # The log is empty: the draft is in the file itself.
    assert (tmp_path / "vault" / "vault.db-wal").stat().st_size == 0
    cases.keep_draft(work, "intake", {"chosen_name": ""})
    assert count(work, "draft") == 0


def test_completing_a_case_is_one_change_and_its_risk_is_left_to_assessments(work: Work, person: CaseFile) -> None:
    before = count(work, "event")
    fields: dict[str, dict[str, Any]] = {
        "person": {"age": 25},
        "safe_contact": {"hours": "صباحاً"},
        "case": {"next_step": "محامٍ"},
    }
    cases.complete(work, person.case.id, fields)
    view = cases.open_case(work, person.case.id)
    assert (view.person.age, view.case.next_step, view.case.risk_level) == (25, "محامٍ", person.case.risk_level)
    assert view.contact is not None
    assert view.contact.hours == "صباحاً"
    assert count(work, "event") == before + 3
    with pytest.raises(Refusal):
        cases.complete(work, person.case.id, {"person": {"age": 26}, "case": {"next_step": "x" * 300}})
    with pytest.raises(TypeError):
        cases.complete(work, person.case.id, {"person": {"age": 26}, "case": {"risk_factors": ("outing",)}})
    assert cases.open_case(work, person.case.id).person.age == 25


def test_the_timeline_holds_everything_in_order(work: Work, person: CaseFile) -> None:
    cases.note(work, person.case.id, "اليوم")
    move(work, 1)
    consents.withdraw(work, cases.open_case(work, person.case.id).grants[0].given)
    view = cases.open_case(work, person.case.id)
    moments = [one.at for one in view.timeline]
    assert moments == sorted(moments, reverse=True)
    assert {"opened", "consent", "referral", "note"} <= {one.sort for one in view.timeline}
    assert view.grants[0].standing.name == "WITHDRAWN"
    assert {one.receiver for one in person.consents} <= set(view.organisations)


def test_list_search_and_counts_agree(work: Work) -> None:
    taken = [take_in(work, path) for path in case_paths()]
    everything = cases.page(work, "", Filter(), None, 100)
    assert {line.code for line in everything} == {one.person.code for one in taken}
    counts = cases.counts(work, Filter(high_risk=True))
    assert counts.all == len(taken)
    assert counts.found == len(cases.page(work, "", Filter(high_risk=True), None, 100)) < counts.all
    assert cases.page(work, "", Filter(), everything[-1], 100) == []
    (found,) = cases.page(work, taken[0].person.code, Filter(), None, 100)
    assert found.case == taken[0].case.id
    assert cases.page(work, taken[0].person.code, Filter(), found, 100) == []
    assert len(cases.page(work, "", Filter(mine=True), None, 100)) == len(taken)


def test_the_trail_tells_all_that_was_taken_in(work: Work) -> None:
    for path in case_paths():
        take_in(work, path)
    told = rebuild.rebuild(work.connection)
    for kind in (Person, Case, SafeContact, Entry):
        for record in rows.select(work.connection, kind, "1"):
            assert told[kind.KIND, record.id] == record


def test_a_case_file_is_taken_in_once(work: Work, person: CaseFile) -> None:
    before = count(work, "event"), count(work, "organisation")
    with pytest.raises(Refusal) as stop:
        take_in(work, case_paths()[0])
    assert stop.value.reason is Reason.CODE_TAKEN
    assert (count(work, "event"), count(work, "organisation")) == before


def test_organisations_are_joined_by_name_and_persons_never(work: Work) -> None:
    with work.change() as change:
        first = consents.organisation_named(work, change, "مكتب الأرز")
        again = consents.organisation_named(work, change, " مكتب الارز ")
        other = consents.organisation_named(work, change, "مكتب الأرض")
    assert first == again != other


@pytest.mark.parametrize("broken", [
    "", "x", "[person]", '[person]\ncode = 5\nchosen_name = "x"', '[person]\ncode = "c"\nchosen_name = ["x"]',
    'person = "x"', '[person]\ncode = "c"\nchosen_name = "x"\nage = "24"',
    '[person]\ncode = "c"\nchosen_name = "x"\n[[consent]]\npurpose = "referral"',
    '[person]\ncode = "c"\nchosen_name = "x"\n[[timeline]]\ndate = "soon"\nkind = "note"\ntext = "t"',
    'risk = "x"\n[person]\ncode = "c"\nchosen_name = "x"', "a = " + "[" * 10_000,
])  # fmt: skip
def test_a_broken_case_file_is_refused_and_leaves_nothing(work: Work, tmp_path: Path, broken: str) -> None:
    path = tmp_path / "broken.toml"
    path.write_text(broken, "utf-8")
    before = count(work, "event")
    with pytest.raises(Refusal) as stop:
        case_files.take_in(work, path, Texts("ar"))
    assert stop.value.reason is Reason.CASE_FILE_UNREADABLE
    assert stop.value.__cause__ is None
    assert count(work, "event") == before


def test_the_least_case_file_is_taken_in(work: Work, tmp_path: Path) -> None:
    path = tmp_path / "least.toml"
    path.write_text('[person]\ncode = "c"\nchosen_name = "سل\u202eمى"', "utf-8")
    assert case_files.take_in(work, path, Texts("ar")).person.chosen_name == "سلمى"


@pytest.mark.parametrize("size", [300_000])
def test_a_case_file_of_another_size_is_no_case_file(work: Work, tmp_path: Path, size: int) -> None:
    path = tmp_path / "large.toml"
    path.write_text('[person]\ncode = "c"\nchosen_name = "x"\n#' + "x" * size, "utf-8")
    with pytest.raises(Refusal):
        case_files.take_in(work, path, Texts("ar"))


def write_on(work: Work, case_id: str, written: list[Entry]) -> None:
    """Write notes without end, each known as written once it was told so."""
    written.extend(cases.note(work, case_id, f"{number} " + "ملاحظة " * 300) for number in range(2000))


def test_on_a_full_disk_every_save_that_was_told_is_there_and_no_other(small_disk: Path) -> None:
    work = new_work(small_disk / "vault")
    filler = small_disk / "filler"
    filler.write_bytes(bytes(400_000))
    case_id = cases.take_in(work, CARD)
    written: list[Entry] = []
    with pytest.raises(Trouble) as stop:
        write_on(work, case_id, written)
    assert stop.value.reason is Reason.DISK_FULL
    assert written
    kept = rows.select(work.connection, Entry, "text LIKE '%ملاحظة%' ORDER BY rowid")
    assert kept == written
    assert not work.connection.in_transaction
    filler.unlink()
    last = cases.note(work, case_id, "بعد أن صار مكان")
    assert rows.one(work.connection, Entry, last.id) == last
    told = rebuild.rebuild(work.connection)
    assert {one.id for one in written} <= {id_ for kind, id_ in told if kind == "entry"}
    work.close()
