"""Key places and recovery of the open vault: made, rehearsed, replaced, and known again after anything."""

import json
from pathlib import Path

import pypdfium2
import pytest

from gemdesk.flows import keys, sessions
from gemdesk.flows.keys import RecoveryKind, RecoveryState, Share, SlotKind
from gemdesk.flows.work import Work
from gemdesk.kernel.errors import Refusal, Stop
from gemdesk.kernel.reasons import Reason
from gemdesk.kernel.settings import Settings
from gemdesk.store import vault_events
from gemdesk.store.trail import this_device
from gemdesk.vault import recovery, rekey, session, shares, slots
from gemdesk.vault.handover import Handover, Mode
from gemdesk.vault.names import SLOT_COPIES
from gemdesk.vault.opened import Opened, Role
from gemdesk.vault.passphrase import Secret
from gemdesk.vault.record import SLOTS
from gemdesk.vault.slots import Holder
from tests.flows.making import case_paths, count, move, new_work, take_in
from tests.vault.making import LIGHT, NEW, OLD


def opens(work: Work, secret: Secret) -> bool:
    try:
        found = slots.unlock(work.vault.folder, secret, policy=LIGHT)
    except Refusal:
        return False
    assert found.keys == work.vault.opened.keys
    return True


def code_opens(work: Work, code: str) -> bool:
    return opens(work, Secret(recovery=recovery.read_code(code)))


def shares_open(work: Work, one: Share, other: Share) -> bool:
    return opens(work, Secret(recovery=shares.join(one, other)))


def words(share: Share) -> str:
    return " ".join(share.words)


def refused(work: Work, typed: str) -> tuple[Reason, str]:
    with pytest.raises(Refusal) as refusal:
        keys.rehearse(work, typed)
    return refusal.value.reason, refusal.value.where


def add(work: Work, secret: Secret, worker: str = "w-2") -> int:
    """Another person's place, as the gate adds it."""
    holder = Holder(worker, Role.CASEWORKER)
    return slots.add_slot(work.vault.folder, work.vault.opened, secret, holder, held=work.vault.lock)


def test_the_places_say_whose_they_are(work: Work) -> None:
    number = add(work, NEW)
    places = keys.key_places(work)
    assert [place.number for place in places] == list(range(SLOTS))
    assert [(place.worker, place.own) for place in places if place.worker] == [("w-1", True), ("w-2", False)]
    keys.retire(work, number)
    assert not opens(work, NEW)
    assert opens(work, OLD)
    assert keys.key_places(work)[number].kind is SlotKind.FREE
    with pytest.raises(ValueError):
        keys.retire(work, keys.key_places(work)[0].number)


def test_a_code_opens_and_is_known_again(work: Work) -> None:
    assert keys.recovery_state(work) == RecoveryState(RecoveryKind.NONE)
    code = keys.make_code(work).code
    assert code_opens(work, code)
    today = work.clock.today()
    assert keys.recovery_state(work) == RecoveryState(RecoveryKind.CODE, today)
    move(work, days=3)
    assert keys.rehearse(work, code.replace(" ", "-")) is None
    assert keys.recovery_state(work) == RecoveryState(RecoveryKind.CODE, today, work.clock.today())


def test_any_two_shares_open_and_each_is_known_again(work: Work) -> None:
    made = keys.make_shares(work)
    assert shares_open(work, made[0], made[2])
    assert keys.recovery_state(work).kind is RecoveryKind.SHARES
    assert keys.rehearse(work, words(made[2])) == 3
    assert keys.rehearse(work, " ".join(map(str, made[0].indices))) == 1
    state = keys.recovery_state(work)
    assert (state.checked, state.rehearsed) == ((1, 3), work.clock.today())


def recovery_places(work: Work) -> list[int]:
    return [place.number for place in keys.key_places(work) if place.kind is SlotKind.RECOVERY]


def test_the_former_recovery_opens_until_a_sheet_of_the_new_one_is_typed_back(work: Work) -> None:
    """Whoever is locked out over a sheet that nobody copied still has the one of before."""
    code = keys.make_code(work).code
    first = keys.make_shares(work)
    second = keys.make_shares(work)

    def opening() -> list[bool]:
        return [code_opens(work, code), shares_open(work, *first[:2]), shares_open(work, *second[:2])]

    assert opening() == [True, True, True]
    assert keys.recovery_state(work).former == 2
    assert refused(work, words(first[0])) == (Reason.RECOVERY_NOT_OURS, "recovery")
    assert refused(work, code)[1] == "recovery"
    assert opening() == [True, True, True]
    assert keys.rehearse(work, words(second[0])) == 1
    assert opening() == [False, False, True]
    assert len(recovery_places(work)) == 1
    state = keys.recovery_state(work)
    assert (state.checked, state.former) == ((1,), 0)


def test_the_former_recovery_ends_when_the_new_sheets_are_left(work: Work) -> None:
    code = keys.make_code(work).code
    made = keys.make_shares(work)
    keys.end_former(work)
    assert not code_opens(work, code)
    assert shares_open(work, *made[1:])
    keys.end_former(work)
    assert len(recovery_places(work)) == 1


def test_when_the_new_recovery_is_retired_the_former_one_is_the_present_one(work: Work) -> None:
    code = keys.make_code(work).code
    (before,) = recovery_places(work)
    keys.make_shares(work)
    (new,) = set(recovery_places(work)) - {before}
    keys.retire(work, new)
    assert keys.recovery_state(work).kind is RecoveryKind.CODE
    assert keys.rehearse(work, code) is None


def test_no_recovery_is_ended_where_none_is_known(work: Work) -> None:
    """Else an earlier state of the vault would end the recovery of today."""
    code = keys.make_code(work).code
    with work.saving():
        work.connection.execute("DELETE FROM vault_event")
    keys.end_former(work)
    assert code_opens(work, code)


def test_the_former_recovery_stays_when_there_is_no_place(work: Work) -> None:
    code = keys.make_code(work).code
    for number in range(SLOTS - 2):
        add(work, Secret(f"{NEW.passphrase} {number}"), f"w-{number + 3}")
    with pytest.raises(Refusal) as refusal:
        keys.make_shares(work)
    assert refusal.value.reason is Reason.NO_FREE_SLOT
    assert code_opens(work, code)
    assert keys.rehearse(work, code) is None


@pytest.mark.parametrize("kind", ["code", "shares"])
def test_a_slip_is_named_in_the_rehearsal(work: Work, kind: str) -> None:
    if kind == "code":
        code = keys.make_code(work).code
        assert refused(work, code[:-1] + str((int(code[-1]) + 1) % 10)) == (Reason.RECOVERY_GROUP, "recovery")
        assert refused(work, recovery.code_of(recovery.new())) == (Reason.RECOVERY_NOT_OURS, "recovery")
        assert refused(work, "") == (Reason.REQUIRED, "recovery")
    else:
        made = keys.make_shares(work)
        assert refused(work, " ".join(["zzzz", *made[0].words[1:]])) == (Reason.SHARE_WORD, "recovery")
        assert refused(work, words(shares.split(recovery.new())[0])) == (Reason.RECOVERY_NOT_OURS, "recovery")
    assert keys.recovery_state(work).rehearsed is None


def test_without_a_recovery_nothing_is_known(work: Work) -> None:
    assert refused(work, recovery.code_of(recovery.new())) == (Reason.RECOVERY_NOT_OURS, "recovery")


def test_it_is_due_after_a_year(work: Work) -> None:
    code = keys.make_code(work).code
    move(work, days=364)
    assert not keys.recovery_state(work).due
    move(work, days=1)
    assert keys.recovery_state(work).due
    keys.rehearse(work, code)
    assert not keys.recovery_state(work).due
    move(work, days=365)
    assert keys.recovery_state(work).due


def test_rehearsals_are_found_behind_many_other_events(work: Work) -> None:
    made = keys.make_shares(work)
    keys.rehearse(work, words(made[0]))
    keys.rehearse(work, words(made[1]))
    before = keys.recovery_state(work)
    with work.saving():
        for number in range(300):
            vault_events.note(work.connection, work.moment(), "generation", epoch=number)
    assert keys.recovery_state(work) == before
    assert before.checked == (1, 2)


def told_of_places(work: Work, secret: Secret) -> bool:
    """Whether an opening with this secret tells that the key places are older than they were."""
    opened = slots.unlock(work.vault.folder, secret, policy=LIGHT)
    again = sessions.begin(Handover(Mode.OPEN, work.vault.folder, opened, Settings()), work.clock)
    told = [warning.reason for warning in again.take_warnings()]
    again.close()
    assert set(told) <= {Reason.SLOTS_OLDER}
    return bool(told)


def test_key_places_that_were_put_back_are_told_until_the_keys_are_made_anew(tmp_path: Path) -> None:
    """A person was retired; somebody puts the key files of before under the database of today."""
    work = new_work(tmp_path / "vault")
    folder = work.vault.folder
    number = add(work, NEW)
    work.close()
    assert not told_of_places(work, OLD)
    before = {name: (folder / name).read_bytes() for name in SLOT_COPIES}
    opened = slots.unlock(folder, OLD, policy=LIGHT)
    again = sessions.begin(Handover(Mode.OPEN, folder, opened, Settings()), work.clock)
    keys.retire(again, number)
    again.close()
    assert not told_of_places(work, OLD)
    for name, content in before.items():
        (folder / name).write_bytes(content)
    assert [told_of_places(work, secret) for secret in (NEW, OLD, OLD)] == [True] * 3
    opened = slots.unlock(folder, OLD, policy=LIGHT)
    temporary, after = rekey.prepare(folder, opened, OLD, policy=LIGHT)
    handover = Handover(Mode.REKEY, folder, after, Settings(), temporary=temporary, before=opened)
    sessions.begin(handover, work.clock).close()
    assert not told_of_places(work, OLD)


def test_a_retired_recovery_is_none(work: Work) -> None:
    keys.make_code(work)
    (place,) = (place for place in keys.key_places(work) if place.kind is SlotKind.RECOVERY)
    keys.retire(work, place.number)
    assert keys.recovery_state(work).kind is RecoveryKind.NONE


def test_a_recovery_that_this_state_does_not_know_is_said_to_be_unknown(work: Work) -> None:
    """As after an earlier generation was opened: the key places are those of today."""
    keys.make_code(work)
    with work.saving():
        work.connection.execute("DELETE FROM vault_event")
    assert keys.recovery_state(work) == RecoveryState(RecoveryKind.UNKNOWN)
    made = keys.make_shares(work)
    assert keys.recovery_state(work).kind is RecoveryKind.SHARES
    keys.rehearse(work, words(made[0]))
    assert len(recovery_places(work)) == 1


def test_who_comes_in_by_the_recovery_can_make_a_new_one(tmp_path: Path) -> None:
    work = new_work(tmp_path / "vault")
    code = keys.make_code(work).code
    raw = recovery.read_code(code)
    work.close()
    opened = slots.unlock(work.vault.folder, Secret(recovery=raw), policy=LIGHT)
    again = reopened(work, opened)
    made = keys.make_shares(again)
    keys.rehearse(again, words(made[0]))
    state = keys.recovery_state(again)
    assert (state.kind, state.former) == (RecoveryKind.SHARES, 0)
    assert code_opens(again, code)  # the place one came in by stays
    again.close()


def reopened(work: Work, opened: Opened) -> Work:
    made = session.begin(work.vault.folder, opened, sessions.SCHEMA, work.clock.now)
    return Work(made, this_device(made.connection), work.clock)


def test_the_vault_holds_no_code_and_no_word(work: Work) -> None:
    """Only fingerprints: who reads the database finds nothing to type. The control finds what is there."""
    code = keys.make_code(work).code
    made = keys.make_shares(work)
    keys.rehearse(work, words(made[1]))
    noted = json.dumps(work.connection.execute("SELECT at, what, facts FROM vault_event").fetchall())
    assert "recovery_made" in noted
    for secret in (code, code.split()[2], words(made[0]), made[0].words[5], str(list(made[0].indices)[5:8])[1:-1]):
        assert secret not in noted


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("kind", ["code", "share"])
def test_a_sheet_is_one_page_that_names_nobody(work: Work, language: str, kind: str) -> None:
    share = keys.make_shares(work)[1]
    shown = share if kind == "share" else keys.make_code(work)
    pdf = keys.sheet(shown, language)
    document = pypdfium2.PdfDocument(pdf)
    assert len(document) == 1
    text = document[0].get_textpage().get_text_bounded()
    typed = share.words if isinstance(shown, Share) else shown.code.split()
    spots = [text.find(sign) for sign in typed]
    assert min(spots) >= 0
    if kind == "code":
        assert spots == sorted(spots)  # in one column, as on the screen
    metadata = document.get_metadata_dict()
    document.close()
    assert {value for value in metadata.values() if value} == {"1"}
    for name in ("GEM", "gemdesk", "w-1", "vault", "خزنة"):
        assert name.lower() not in text.lower()
        assert name.encode() not in pdf


def test_a_vault_is_rekeyed_with_all_its_cases(tmp_path: Path) -> None:
    """The real schema, with its search index; afterwards neither recovery nor anybody else comes in."""
    work = new_work(tmp_path / "vault")
    for path in case_paths()[:2]:
        take_in(work, path)
    tables = ("case", "person", "entry", "event")
    rows = {name: count(work, name) for name in tables}
    assert all(rows.values())
    code = keys.make_code(work).code
    add(work, NEW)
    folder, before = work.vault.folder, work.vault.opened
    work.close()
    temporary, after = rekey.prepare(folder, before, OLD, policy=LIGHT)
    handover = Handover(Mode.REKEY, folder, after, Settings(), temporary=temporary, before=before)
    again = sessions.begin(handover, work.clock)
    assert {name: count(again, name) for name in tables} == rows
    assert keys.recovery_state(again).kind is RecoveryKind.NONE
    assert [place.worker for place in keys.key_places(again) if place.worker] == ["w-1"]
    for secret in (NEW, Secret(recovery=recovery.read_code(code))):
        with pytest.raises(Stop):
            slots.unlock(folder, secret, policy=LIGHT)
    again.close()
    assert [path.name for path in tmp_path.iterdir()] == ["vault"]
