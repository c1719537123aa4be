"""The one door out: nothing passes without consent, and what passed is written down as it happened."""

import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from gemdesk.domain.answers import Cause
from gemdesk.domain.definition import Item
from gemdesk.domain.records import File, Organisation, Referral
from gemdesk.exchange.case_file import CaseFile
from gemdesk.flows import attachments, cases, consents, door, referrals, timeline
from gemdesk.flows.consents import Given
from gemdesk.flows.door import Parcel
from gemdesk.flows.work import Work
from gemdesk.kernel.errors import Refusal, Trouble
from gemdesk.kernel.lists import Listed
from gemdesk.kernel.reasons import Reason
from gemdesk.store import bodies, rebuild, rows
from tests.flows.making import case_paths, consents_of, count, move, releases, suggested, take_in

TABLES = ("release", "file", "file_body", "event")
BODY = b"%PDF-1.7 a letter"


def parcel(person: CaseFile, *items: Item, purpose: str = "referral", receiver: str = "") -> Parcel:
    assert person.referral
    return Parcel(
        case=person.case.id, what="referral_letter", how="saved", receiver=receiver or person.referral.organisation,
        purpose=purpose, items=items or (Item.REASON, Item.SERVICES), body=BODY, name="R-1.pdf",
        media="application/pdf", language="ar", about=person.referral.id,
    )  # fmt: skip


def counts(work: Work) -> dict[str, int]:
    return {table: count(work, table) for table in TABLES}


def state(work: Work, person: CaseFile) -> str:
    assert person.referral
    return rows.one(work.connection, Referral, person.referral.id).state


def test_what_passes_is_in_the_ledger_and_kept(work: Work, person: CaseFile) -> None:
    before = counts(work)
    passed = door.leave(work, parcel(person))
    assert passed.body == BODY
    (release,) = releases(work)
    assert release == passed.release
    assert (release.items, release.how, release.language) == (("reason", "services"), "saved", "ar")
    assert release.consents == (consents_of(work, person)[0].id,)
    assert release.at == work.clock.now()
    (kept,) = rows.select(work.connection, File, "1")
    assert (kept.name, kept.size, kept.digest) == ("R-1.pdf", len(BODY), release.digest)
    assert bodies.read(work.connection, release.digest) == BODY
    assert counts(work)["event"] == before["event"] + 2  # release and file, and no sending
    told = rebuild.rebuild(work.connection)
    assert told["release", release.id] == release


def test_a_letter_that_comes_back_is_a_file_of_its_own(work: Work, person: CaseFile, tmp_path: Path) -> None:
    case = person.case.id
    door.leave(work, parcel(person))
    move(work, 1)
    assert attachments.of_case(work, case) == []
    letters = [one.sort for one in timeline.happenings(work, person.case) if one.sort in ("release", "file")]
    assert letters == ["release"]
    back = tmp_path / "back.pdf"
    back.write_bytes(BODY)
    kept = attachments.keep(work, case, attachments.take(back))
    assert [one.original for one in attachments.of_case(work, case)] == [kept]
    both = [one.sort for one in timeline.happenings(work, person.case) if one.sort in ("release", "file")]
    assert both == ["file", "release"]


def test_a_refusal_names_what_lacks_consent_and_leaves_nothing(work: Work, person: CaseFile) -> None:
    before = counts(work)
    with pytest.raises(Refusal) as stop:
        door.leave(work, parcel(person, Item.REASON, Item.LEGAL_NAME, Item.SERVICES, Item.SOGIESC))
    assert stop.value.reason is Reason.ITEM_WITHOUT_CONSENT
    assert stop.value.facts["items"] == Listed("item", ("legal_name", "sogiesc"))
    receiver = rows.one(work.connection, Organisation, parcel(person).receiver).name
    assert stop.value.facts["receiver"] == receiver
    assert receiver not in repr(stop.value)
    assert counts(work) == before
    assert state(work, person) == "draft"
    door.leave(work, parcel(person))
    assert counts(work) != before


@pytest.mark.parametrize("odd", [{"purpose": "statistics"}, {"receiver": "other"}])
def test_another_purpose_or_receiver_is_refused(work: Work, person: CaseFile, odd: dict[str, str]) -> None:
    if "receiver" in odd:
        with work.change() as change:
            odd = {"receiver": consents.organisation_named(work, change, "Somebody else").id}
    before = counts(work)
    with pytest.raises(Refusal) as stop:
        door.leave(work, parcel(person, **odd))
    assert stop.value.reason is Reason.ITEM_WITHOUT_CONSENT
    assert counts(work) == before


def test_an_empty_letter_is_refused(work: Work, person: CaseFile) -> None:
    with pytest.raises(Refusal) as stop:
        door.leave(work, replace(parcel(person), items=()))
    assert stop.value.reason is Reason.NOTHING_TO_SEND


def test_a_consent_ends_by_the_clock(work: Work, person: CaseFile) -> None:
    until = consents_of(work, person)[0].valid_until
    assert until
    move(work, (until - work.clock.today()).days)
    door.leave(work, parcel(person))
    move(work, 1)
    with pytest.raises(Refusal):
        door.leave(work, parcel(person))
    assert len(releases(work)) == 1


def test_a_consent_does_not_count_before_its_day(work: Work, person: CaseFile) -> None:
    move(work, -30)
    with pytest.raises(Refusal):
        door.leave(work, parcel(person))
    move(work, 30)
    door.leave(work, parcel(person))


def test_a_clock_that_fell_behind_opens_nothing(work: Work, person: CaseFile) -> None:
    given = consents_of(work, person)[0]
    assert given.on and given.valid_until
    move(work, (given.valid_until - work.clock.today()).days + 1)
    cases.note(work, person.case.id, "note")  # an event of a day after the end
    move(work, -3)
    assert given.on <= work.clock.today() <= given.valid_until
    assert work.reached() > given.valid_until
    with pytest.raises(Refusal) as stop:
        door.leave(work, parcel(person))
    assert stop.value.reason is Reason.ITEM_WITHOUT_CONSENT
    (answer,) = [one for one in referrals.sheet(work, suggested(work, person)).answers if one.item is Item.REASON]
    assert answer.cause is Cause.EXPIRED
    # One without an end is not touched by it.
    consents.give(work, Given(person.case.id, receiver_of(work, person), ("reason", "services")))
    door.leave(work, parcel(person))


def test_what_was_taken_away_counts_though_the_clock_stands_before_it(work: Work, person: CaseFile) -> None:
    move(work, 4)
    consents.withdraw(work, consents_of(work, person)[0])
    move(work, -4)
    with pytest.raises(Refusal):
        door.leave(work, parcel(person))


def test_a_narrowing_is_dated_by_the_latest_day_known(work: Work, person: CaseFile) -> None:
    again = consents.give(work, Given(person.case.id, receiver_of(work, person), ("reason", "services", "health")))
    assert Item.HEALTH in door.ask(work, person.case.id, "referral", again.receiver).items
    move(work, -5)
    narrowed = consents.narrow(work, consents_of(work, person)[0], ("reason", "services"), ("health",))
    move(work, 5)
    assert narrowed.on == again.on
    assert Item.HEALTH not in door.ask(work, person.case.id, "referral", again.receiver).items


def test_the_latest_day_is_asked_of_an_index(work: Work) -> None:
    told = work.connection.execute("EXPLAIN QUERY PLAN SELECT max(clock) FROM event").fetchall()
    assert "event_by_clock" in str(told)


def receiver_of(work: Work, person: CaseFile) -> str:
    assert person.referral
    return rows.one(work.connection, Organisation, person.referral.organisation).name


def test_after_a_withdrawal_nothing_leaves_and_what_had_left_is_told(
    work: Work, person: CaseFile, tmp_path: Path
) -> None:
    passed = door.leave(work, parcel(person))
    failed = door.leave(work, parcel(person))
    with pytest.raises(Trouble):
        door.write(work, failed, tmp_path / "none" / "x.pdf")
    withdrawal = consents.withdraw(work, consents_of(work, person)[0])
    assert withdrawal.left == (passed.release,)
    assert withdrawal.still == ()
    with pytest.raises(Refusal):
        door.leave(work, parcel(person))


def test_a_narrowing_counts_at_the_door(work: Work, person: CaseFile) -> None:
    door.leave(work, parcel(person, Item.REASON, Item.SERVICES, Item.DEPORTATION))
    consents.narrow(work, consents_of(work, person)[0], ("reason", "services"), ("deportation",))
    door.leave(work, parcel(person))
    with pytest.raises(Refusal) as stop:
        door.leave(work, parcel(person, Item.REASON, Item.DEPORTATION))
    assert stop.value.facts["items"] == Listed("item", ("deportation",))


def test_the_file_is_what_passed(work: Work, person: CaseFile, tmp_path: Path) -> None:
    target = tmp_path / "R-1.pdf"
    door.write(work, door.leave(work, parcel(person)), target)
    assert target.read_bytes() == BODY
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["R-1.pdf"]
    assert state(work, person) == "draft"


def test_a_missing_folder_is_told_and_written_down(work: Work, person: CaseFile, tmp_path: Path) -> None:
    passed = door.leave(work, parcel(person))
    with pytest.raises(Trouble) as stop:
        door.write(work, passed, tmp_path / "none" / "R-1.pdf")
    assert stop.value.reason is Reason.FILE_NOT_WRITTEN
    first, second = releases(work)
    assert (first.how, second.how, second.about, second.items) == ("saved", "not_completed", first.id, ())
    assert state(work, person) == "draft"
    assert not (tmp_path / "none").exists()


def test_a_full_disk_is_told_and_leaves_no_part_of_the_letter(work: Work, person: CaseFile, small_disk: Path) -> None:
    big = replace(parcel(person), body=b"x" * 1_000_000)
    (small_disk / "filler").write_bytes(bytes(2_500_000))
    with pytest.raises(Trouble) as stop:
        door.write(work, door.leave(work, big), small_disk / "R-1.pdf")
    assert stop.value.reason is Reason.DISK_FULL
    assert [path.name for path in small_disk.iterdir()] == ["filler"]
    assert [release.how for release in releases(work)] == ["saved", "not_completed"]
    (small_disk / "filler").unlink()
    door.write(work, door.leave(work, big), small_disk / "R-1.pdf")
    assert (small_disk / "R-1.pdf").read_bytes() == big.body


def test_a_read_only_disk_is_told(
    work: Work, person: CaseFile, small_disk: Path, read_only: Callable[[], None]
) -> None:
    door.write(work, door.leave(work, parcel(person)), small_disk / "before.pdf")
    read_only()
    with pytest.raises(Trouble) as stop:
        door.write(work, door.leave(work, parcel(person)), small_disk / "after.pdf")
    assert stop.value.reason is Reason.FOLDER_READ_ONLY
    assert [path.name for path in small_disk.iterdir()] == ["before.pdf"]
    assert [release.how for release in releases(work)] == ["saved", "saved", "not_completed"]


def test_a_letter_never_takes_the_place_of_the_vaults_own_files(work: Work, person: CaseFile, tmp_path: Path) -> None:
    order = suggested(work, person)
    before = counts(work)
    for name in ("vault.db", "vault.db-wal", "letter.pdf", "deeper/../vault.db"):
        with pytest.raises(Trouble) as stop:
            referrals.save_copy(work, order, tmp_path / "vault" / name)
        assert stop.value.reason is Reason.FILE_NOT_WRITTEN
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "vault")
    with pytest.raises(Trouble):
        referrals.save_copy(work, order, link / "vault.db")
    assert counts(work) == before
    referrals.save_copy(work, order, tmp_path / "letter.pdf")


def test_a_printer_that_failed_is_written_down(work: Work, person: CaseFile) -> None:
    passed = door.leave(work, replace(parcel(person), how="printed"))
    assert state(work, person) == "draft"
    assert door.print_failed(work, passed).reason is Reason.PRINT_FAILED
    assert [release.how for release in releases(work)] == ["printed", "not_completed"]
    assert state(work, person) == "draft"


def test_a_letter_that_never_came_to_be_is_not_among_the_papers(work: Work, person: CaseFile, tmp_path: Path) -> None:
    def papers() -> int:
        return len(cases.open_case(work, person.case.id).files)

    assert papers() == 0
    passed = door.leave(work, parcel(person))
    assert papers() == 1
    door.print_failed(work, passed)
    assert papers() == 0
    move(work, 1)
    with pytest.raises(Trouble):
        door.write(work, door.leave(work, replace(parcel(person), body=BODY + b"2")), tmp_path / "none" / "x.pdf")
    assert papers() == 0
    move(work, 1)
    door.write(work, door.leave(work, parcel(person)), tmp_path / "x.pdf")  # the same bytes as the first
    assert papers() == 1
    assert [happening.sort for happening in cases.open_case(work, person.case.id).timeline].count("release") == 5


def test_to_whom_a_letter_was_addressed_is_in_the_ledger(work: Work, person: CaseFile) -> None:
    order = suggested(work, person)
    order = replace(order, referral=replace(order.referral, addressee="قسم الاستقبال"))
    passed = referrals.pass_door(work, order, "printed")
    assert passed.release.addressee == "قسم الاستقبال"
    door.print_failed(work, passed)
    assert [release.addressee for release in releases(work)] == ["قسم الاستقبال"] * 2


def test_a_second_letter_that_failed_does_not_undo_the_first(work: Work, person: CaseFile) -> None:
    door.leave(work, parcel(person))
    door.print_failed(work, door.leave(work, parcel(person)))
    assert len(door.left(work.connection, parcel(person).about)) == 1
    assert state(work, person) == "draft"


def test_a_case_whose_consent_does_not_cover_its_letter_is_refused(work: Work) -> None:
    refused = [take_in(work, path) for path in case_paths()]
    stops = {one.person.code: referrals.sheet(work, suggested(work, one)).refusal for one in refused if one.referral}
    held = [code for code, stop in stops.items() if stop]
    assert len(held) == 1
    (one,) = [one for one in refused if one.person.code == held[0]]
    before = count(work, "release"), count(work, "file")
    with pytest.raises(Refusal) as stop:
        referrals.pass_door(work, suggested(work, one), "saved")
    assert stop.value.reason is Reason.ITEM_WITHOUT_CONSENT
    assert (count(work, "release"), count(work, "file")) == before


def test_a_letter_that_left_is_not_begun_again(work: Work, person: CaseFile) -> None:
    assert person.referral
    assert referrals.blank(work, person.case.id).id == person.referral.id
    door.leave(work, parcel(person))
    assert referrals.blank(work, person.case.id).id != person.referral.id


def test_only_the_door_makes_what_can_be_written(repository: Path) -> None:
    made = subprocess.run(
        ["grep", "-rln", r"Passed(", "--include=*.py", "gemdesk"],
        cwd=repository,
        capture_output=True,
        text=True,
        check=True,
    )
    assert made.stdout.split() == ["gemdesk/flows/door.py"]
