"""Letters that wait for whoever prints: shown without a name, asked for consent twice, printed once."""

from dataclasses import replace

import pytest

from gemdesk.domain.casework import Prepared
from gemdesk.domain.records import Organisation, Referral
from gemdesk.exchange.case_file import CaseFile
from gemdesk.flows import cases, consents, erasing, history, keys, print_queue, referral_states, replies
from gemdesk.flows.print_queue import PRINTED, TAKEN_BACK, WAITING
from gemdesk.flows.work import Work
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.reasons import Reason
from gemdesk.store import bodies, rows
from gemdesk.vault import slots
from gemdesk.vault.opened import Role
from gemdesk.vault.slots import Holder
from tests.flows.making import consents_of, count, releases, suggested
from tests.flows.seeing import as_worker
from tests.vault.making import NEW


@pytest.fixture
def printer(work: Work) -> Work:
    """Printing staff with the same vault."""
    return as_worker(work, "w-5", Role.PRINTING)


def left_for_printing(work: Work, person: CaseFile) -> Prepared:
    return print_queue.prepare(work, suggested(work, person))


def refused(call: object, *args: object) -> Reason:
    with pytest.raises(Refusal) as stop:
        call(*args)  # type: ignore[operator]  # a verb
    return stop.value.reason


def test_a_letter_that_waits_has_not_left(work: Work, printer: Work, person: CaseFile) -> None:
    made = left_for_printing(work, person)
    assert releases(work) == []
    assert [one.id for one in print_queue.waiting(printer)] == [made.id]
    (paper,) = replies.of_case(work, person.case.id)
    assert (paper.waits, paper.letter_left) == (made, None)


def test_whoever_prints_sees_no_name_and_prints_the_letter_as_it_was_prepared(
    work: Work, printer: Work, person: CaseFile
) -> None:
    made = left_for_printing(work, person)
    (sheet,) = print_queue.waiting(printer)
    assert person.person.chosen_name not in repr(sheet)
    assert person.person.code not in repr(sheet)
    assert person.case.id not in repr(sheet)
    assert (sheet.by, sheet.may_leave) == (work.worker, True)
    passed = print_queue.print_one(printer, made.id)
    assert passed.body.startswith(b"%PDF")
    assert bodies.digest_of(passed.body) == made.digest
    (release,) = releases(work)
    assert (release.how, release.about, release.digest) == ("printed", made.about, made.digest)
    assert set(release.consents) == {one.id for one in consents_of(work, person) if one.id in release.consents} != set()
    assert print_queue.waiting(printer) == ()
    assert refused(print_queue.print_one, printer, made.id) is Reason.NOT_WAITING
    assert len(releases(work)) == 1


def test_consent_withdrawn_meanwhile_keeps_the_letter(work: Work, printer: Work, person: CaseFile) -> None:
    made = left_for_printing(work, person)
    for consent in consents_of(work, person):
        if consent.act == "given":
            consents.withdraw(work, consent)
    assert [one.may_leave for one in print_queue.waiting(printer)] == [False]
    assert refused(print_queue.print_one, printer, made.id) is Reason.LETTER_NOT_COVERED
    assert releases(work) == []
    assert rows.one(work.connection, Prepared, made.id).state == WAITING


def test_one_item_that_is_covered_no_more_keeps_the_whole(work: Work, printer: Work, person: CaseFile) -> None:
    made = left_for_printing(work, person)
    for consent in consents_of(work, person):
        if consent.act == "given" and "reason" in consent.items:
            consents.narrow(work, consent, tuple(item for item in consent.items if item != "reason"))
    assert "reason" in made.items
    assert refused(print_queue.print_one, printer, made.id) is Reason.LETTER_NOT_COVERED


def test_a_receiver_who_is_barred_and_a_referral_that_ended_keep_it(
    work: Work, printer: Work, person: CaseFile
) -> None:
    made = left_for_printing(work, person)
    receiver = rows.one(work.connection, Organisation, made.receiver)
    with work.change() as change:
        change.edit(receiver, never_refer=True, never_refer_reason="سبب")
    assert refused(print_queue.print_one, printer, made.id) is Reason.LETTER_NOT_COVERED
    with work.change() as change:
        change.edit(rows.one(change.connection, Organisation, made.receiver), never_refer=False, never_refer_reason="")
    assert [one.may_leave for one in print_queue.waiting(printer)] == [True]
    referral = rows.one(work.connection, Referral, made.about)
    with work.change() as change:
        change.edit(referral, state="sent", sent_on=work.clock.today())
    referral_states.void(work, referral.id, "سبب")
    assert refused(print_queue.print_one, printer, made.id) is Reason.LETTER_NOT_COVERED


def test_what_the_printer_did_not_take_waits_again(work: Work, printer: Work, person: CaseFile) -> None:
    made = left_for_printing(work, person)
    passed = print_queue.print_one(printer, made.id)
    assert print_queue.print_failed(printer, made.id, passed).reason is Reason.PRINT_FAILED
    assert [one.how for one in releases(work)] == ["printed", "not_completed"]
    assert [one.id for one in print_queue.waiting(printer)] == [made.id]
    print_queue.print_one(printer, made.id)
    assert [one.how for one in releases(work)] == ["printed", "not_completed", "printed"]


def test_a_caseworker_takes_it_back_while_it_waits(work: Work, printer: Work, person: CaseFile) -> None:
    made = left_for_printing(work, person)
    print_queue.take_back(work, made.id)
    assert rows.one(work.connection, Prepared, made.id).state == TAKEN_BACK
    assert refused(print_queue.print_one, printer, made.id) is Reason.NOT_WAITING
    again = left_for_printing(work, person)
    print_queue.print_one(printer, again.id)
    assert refused(print_queue.take_back, work, again.id) is Reason.NOT_WAITING
    assert rows.one(work.connection, Prepared, again.id).state == PRINTED


def test_the_same_letter_waits_once(work: Work, printer: Work, person: CaseFile) -> None:
    first, second = left_for_printing(work, person), left_for_printing(work, person)
    assert [one.id for one in print_queue.waiting(printer)] == [second.id]
    assert rows.one(work.connection, Prepared, first.id).state == TAKEN_BACK


def test_what_lacks_consent_is_not_prepared(work: Work, person: CaseFile) -> None:
    order = suggested(work, person)
    for consent in consents_of(work, person):
        if consent.act == "given":
            consents.withdraw(work, consent)
    assert refused(print_queue.prepare, work, order) is Reason.ITEM_WITHOUT_CONSENT
    assert count(work, "prepared") == 0


def test_a_slip_of_the_fingers_prints_nothing_again(work: Work, person: CaseFile) -> None:
    supervisor = as_worker(work, "w-3", Role.SUPERVISOR)
    made = left_for_printing(work, person)
    cases.note(supervisor, person.case.id, "ملاحظة")
    told = history.last(supervisor)
    assert told is not None and told.parts[0].kind == "entry"
    history.take_back(supervisor, told.change)
    print_queue.print_one(supervisor, made.id)
    assert history.last(supervisor) is None


def test_an_erasure_takes_the_letter_that_waits_and_its_body(work: Work, person: CaseFile) -> None:
    made = left_for_printing(work, person)
    assert bodies.read(work.connection, made.digest)
    erasing.erase(work, person.case.id)
    assert print_queue.waiting(as_worker(work, "w-5", Role.PRINTING)) == ()
    assert count(work, "prepared") == 0
    with pytest.raises(KeyError):
        bodies.read(work.connection, made.digest)


def test_it_is_offered_where_somebody_prints(work: Work, printer: Work) -> None:
    assert not keys.has_printing_staff(work)
    holder = Holder("w-5", Role.PRINTING, reads_sealed=False)
    slots.add_slot(work.vault.folder, work.vault.opened, NEW, holder, held=work.vault.lock)
    assert keys.has_printing_staff(work)
    number = next(one.number for one in keys.key_places(work) if one.role is Role.PRINTING)
    own = replace(printer.vault.opened, slot=number)
    assert not keys.has_printing_staff(replace(printer, vault=replace(printer.vault, opened=own)))
