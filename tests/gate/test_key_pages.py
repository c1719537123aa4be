"""Changing, adding, recovering and renewing keys on the lock screen, each on a real vault."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
from PySide6 import QtCore
from PySide6.QtWidgets import QPlainTextEdit

from gemdesk.gate.pages.add_key import AddKey, Prove
from gemdesk.gate.pages.change import Change
from gemdesk.gate.pages.recover import Recover
from gemdesk.gate.pages.unlock import Unlock
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.reasons import SENTENCES, Reason
from gemdesk.vault import keyfile, lock, recovery, shares, slots
from gemdesk.vault.handover import Mode
from gemdesk.vault.names import SLOT_COPIES
from gemdesk.vault.opened import Role, SlotKind
from gemdesk.vault.passphrase import Secret
from tests.gate.conftest import QUICK
from tests.gate.lock_page import Gate, gate
from tests.gate.program import PASSPHRASE

OTHER = "seven lamps behind the quarry wall"
RAW = bytes(range(100, 116))


@pytest.fixture(scope="session")
def recoverable(made_vault: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault with a recovery place."""
    place = tmp_path_factory.mktemp("recoverable") / "vault"
    shutil.copytree(made_vault, place)
    opened = slots.unlock(place, Secret(PASSPHRASE), policy=QUICK)
    slots.add_slot(place, opened, Secret(recovery=RAW), slots.Holder("w7", Role.COORDINATOR), policy=QUICK)
    return place


@pytest.fixture(scope="session")
def full(recoverable: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with six more people, so that no place is free."""
    place = shutil.copytree(recoverable, tmp_path_factory.mktemp("full") / "vault")
    opened = slots.unlock(place, Secret(PASSPHRASE), policy=QUICK)
    for number in range(6):
        holder = slots.Holder(f"x{number}", Role.CASEWORKER)
        slots.add_slot(place, opened, Secret(f"{OTHER} number {number}"), holder, policy=QUICK)
    return place


def fill(folder: Path, full: Path) -> None:
    """Put the slots of the one vault into the folder of the other."""
    shutil.copytree(full, folder, dirs_exist_ok=True)


@pytest.fixture
def folder(recoverable: Path, tmp_path: Path) -> Path:
    """A copy of the test's own."""
    return shutil.copytree(recoverable, tmp_path / "vault")


@pytest.fixture
def page(folder: Path) -> Iterator[Gate]:
    """The lock screen of that vault."""
    with gate(folder) as opened:
        yield opened


def places(folder: Path, secret: Secret) -> list[tuple[SlotKind, str | None, Role | None, bool]]:
    """The key places that are taken."""
    opened = slots.unlock(folder, secret, policy=QUICK)
    return [
        (slot.kind, slot.worker, slot.role, slot.reads_sealed)
        for slot in slots.list_slots(folder, opened, policy=QUICK)
        if slot.kind is not SlotKind.FREE
    ]


def opens(folder: Path, secret: Secret) -> bool:
    """Whether a secret opens the vault."""
    try:
        slots.unlock(folder, secret, policy=QUICK)
    except Refusal:
        return False
    return True


# What an interruption left


@pytest.mark.parametrize("at_work", [False, True])
def test_a_rehearsal_that_was_interrupted_is_swept_before_anything_is_asked(
    page: Gate, folder: Path, at_work: bool
) -> None:
    """Else the copy could be opened with a passphrase that is retired later; not beside a desk that rehearses."""
    scratch = folder / ".rehearsal-0123abcd"
    scratch.mkdir()
    for name in SLOT_COPIES:
        shutil.copyfile(folder / name, scratch / name)
    assert opens(scratch, Secret(PASSPHRASE))
    with lock.hold(folder) if at_work else nullcontext():
        page.screen.open_first_page(settle=True)
    assert scratch.exists() == at_work
    assert opens(folder, Secret(PASSPHRASE))


# Changing


def test_a_changed_passphrase(page: Gate, folder: Path) -> None:
    page.open("change")
    page.type(present=PASSPHRASE, new=OTHER, again=OTHER)
    page.key(QtCore.Qt.Key.Key_Return)
    assert page.handed().mode is Mode.CHANGE_KEYS
    assert opens(folder, Secret(OTHER))
    assert not opens(folder, Secret(PASSPHRASE))


def test_a_key_file_comes_to_the_passphrase_and_another_in_its_place(folder: Path, tmp_path: Path) -> None:
    first, second = keyfile.make(tmp_path / "one"), keyfile.make(tmp_path / "two")
    with gate(folder) as page:
        page.open("change")
        assert isinstance(page.window.page, Change)
        page.press(page.window.page.secret.key_file.open)
        page.window.page.secret.key_file.line.set_path(tmp_path / "one")  # type: ignore[union-attr]  # it is open
        page.type(present=PASSPHRASE, new=PASSPHRASE, again=PASSPHRASE)
        page.press("act")
        assert page.handed().key_file == tmp_path / "one"
    assert not opens(folder, Secret(PASSPHRASE))
    with gate(folder) as page:
        page.open("change")
        page.press("key_file")
        page.type(present=PASSPHRASE, key_file=str(tmp_path / "one"), new=OTHER, again=OTHER)
        assert isinstance(page.window.page, Change)
        page.press(page.window.page.secret.key_file.open)
        page.window.page.secret.key_file.line.set_path(tmp_path / "two")  # type: ignore[union-attr]  # it is open
        page.press("act")
        assert page.handed().key_file == tmp_path / "two"
    assert opens(folder, Secret(OTHER, second.content))
    assert not opens(folder, Secret(PASSPHRASE, first.content))


def test_what_a_change_does_not_take(page: Gate, folder: Path, tmp_path: Path) -> None:
    page.open("change")
    for present, new, again, reason, field in (
        ("wrong", OTHER, OTHER, Reason.WRONG_SECRET, "present"),
        (PASSPHRASE, "سوريا٢٠٢٤", "سوريا٢٠٢٤", Reason.WEAK_PASSPHRASE, "passphrase"),
        (PASSPHRASE, OTHER, OTHER.upper(), Reason.PASSPHRASES_DIFFER, "again"),
    ):
        page.type(present=present, new=new, again=again)
        page.press("act")
        assert page.refused() is reason
        assert page.said_at(field)
    assert isinstance(page.window.page, Change)
    secret = page.window.page.secret
    page.press(secret.key_file.open)
    secret.key_file.line.set_path(tmp_path / "absent")  # type: ignore[union-attr]  # it is open
    page.type(present=PASSPHRASE, new=OTHER, again=OTHER)
    page.press("act")
    assert page.refused() is Reason.KEY_FILE_MISSING
    assert page.said_at("new_key_file")
    assert page.said_at("key_file") == ""
    assert opens(folder, Secret(PASSPHRASE)), "everything is as it was"


def test_five_words_in_the_place_of_a_passphrase(page: Gate, folder: Path) -> None:
    page.open("change")
    assert isinstance(page.window.page, Change)
    secret = page.window.page.secret
    page.press(secret.suggest)
    words = " ".join(tile.word for tile in secret.words.tiles())
    page.press(secret.words.done)
    page.type(present=PASSPHRASE, recall=words)
    page.press("act")
    page.handed()
    assert opens(folder, Secret(words))


# Adding


def prove(page: Gate, passphrase: str = PASSPHRASE) -> None:
    page.press("add")
    assert isinstance(page.window.page, Prove)
    page.type(passphrase=passphrase)
    page.key(QtCore.Qt.Key.Key_Return)


def wait_for_newcomer(page: Gate) -> AddKey:
    page.until(lambda: isinstance(page.window.page, AddKey))
    assert isinstance(page.window.page, AddKey)
    return page.window.page


@pytest.mark.parametrize(("code", "role"), [("CASEWORKER", 1), ("COORDINATOR", 2), ("SUPERVISOR", 3), ("PRINTING", 4)])
def test_a_key_for_somebody(page: Gate, folder: Path, code: str, role: int) -> None:
    prove(page)
    newcomer = wait_for_newcomer(page)
    page.type(worker="w9", passphrase=OTHER, again=OTHER)
    newcomer.role.set_code(code)
    page.press("act")
    handover = page.handed()
    assert (handover.mode, handover.opened.worker) == (Mode.CHANGE_KEYS, "w7"), "it opens with the first key"
    theirs = slots.unlock(folder, Secret(OTHER), policy=QUICK)
    assert (theirs.worker, theirs.role, theirs.keys.sealed) == ("w9", Role(role), None)


@pytest.mark.parametrize(
    ("own", "offered"),
    [
        (Role.CASEWORKER, {"CASEWORKER", "PRINTING"}), (Role.COORDINATOR, {"COORDINATOR", "PRINTING"}),
        (Role.SUPERVISOR, {"CASEWORKER", "PRINTING", "COORDINATOR", "SUPERVISOR"}),
    ],
)  # fmt: skip
def test_nobody_gives_a_role_that_is_shown_more_once_somebody_oversees(
    page: Gate, folder: Path, own: Role, offered: set[str]
) -> None:
    opened = slots.unlock(folder, Secret(PASSPHRASE), policy=QUICK)
    for worker, role, words in (("w6", Role.SUPERVISOR, f"{OTHER} over all"), ("w8", own, OTHER)):
        slots.add_slot(folder, opened, Secret(words), slots.Holder(worker, role, reads_sealed=False), policy=QUICK)
    prove(page, OTHER)
    newcomer = wait_for_newcomer(page)
    assert {code for code in ("CASEWORKER", "SUPERVISOR", "COORDINATOR", "PRINTING") if code in roles_of(newcomer)} == (
        offered
    )
    words = "nine bridges under the amber snow"
    page.type(worker="w9", passphrase=words, again=words)
    newcomer.role.set_choices([("SUPERVISOR", lambda _: "x"), ("CASEWORKER", lambda _: "y")])
    newcomer.role.set_code("SUPERVISOR")  # what is not offered is refused all the same
    page.press("act")
    if own is Role.SUPERVISOR:
        page.handed()
        assert slots.unlock(folder, Secret(words), policy=QUICK).role is Role.SUPERVISOR
    else:
        assert page.refused() is Reason.ROLE_TOO_HIGH
        assert page.said_at("role")
        assert not opens(folder, Secret(words))


def roles_of(newcomer: AddKey) -> tuple[str, ...]:
    return tuple(newcomer.role._picks)


def test_printing_staff_add_no_key(page: Gate, folder: Path) -> None:
    opened = slots.unlock(folder, Secret(PASSPHRASE), policy=QUICK)
    slots.add_slot(folder, opened, Secret(OTHER), slots.Holder("w8", Role.PRINTING, reads_sealed=False), policy=QUICK)
    prove(page, OTHER)
    assert page.refused() is Reason.NOT_YOUR_ROLE
    assert isinstance(page.window.page, Prove)


def test_a_key_that_reads_sealed_notes_gives_no_more_than_it_has(page: Gate, folder: Path) -> None:
    prove(page)
    newcomer = wait_for_newcomer(page)
    page.type(worker="w9", passphrase=OTHER, again=OTHER)
    page.press("sealed")
    page.press("act")
    page.handed()
    assert slots.unlock(folder, Secret(OTHER), policy=QUICK).keys.sealed is not None
    assert newcomer.sealed.isEnabled() is False, "while the attempt runs"


def test_one_who_does_not_read_sealed_notes_cannot_give_it(page: Gate, folder: Path) -> None:
    opened = slots.unlock(folder, Secret(PASSPHRASE), policy=QUICK)
    holder = slots.Holder("w8", Role.CASEWORKER, reads_sealed=False)
    slots.add_slot(folder, opened, Secret(OTHER), holder, policy=QUICK)
    prove(page, OTHER)
    newcomer = wait_for_newcomer(page)
    assert not newcomer.sealed.isEnabled()
    page.type(worker="w9", passphrase="nine bridges under the amber snow", again="nine bridges under the amber snow")
    page.press("act")
    assert page.handed().opened.worker == "w8"


def test_a_wrong_first_key_leads_no_further(page: Gate) -> None:
    prove(page, "wrong")
    assert page.refused() is Reason.WRONG_SECRET
    assert isinstance(page.window.page, Prove)
    assert page.said_at("passphrase")


def test_what_is_not_taken_for_somebody(page: Gate, folder: Path) -> None:
    prove(page)
    wait_for_newcomer(page)
    page.type(passphrase=OTHER, again=OTHER)
    page.press("act")
    assert page.said_at("worker")
    assert page.window.focusWidget() is page.part("worker")
    page.type(worker="w9", passphrase=PASSPHRASE, again=PASSPHRASE)
    page.press("act")
    assert page.refused() is Reason.WEAK_PASSPHRASE, "two people with one passphrase could not be told apart"
    page.type(worker="W7", passphrase=OTHER, again=OTHER)
    page.press("act")
    assert page.refused() is Reason.WORKER_TAKEN, "whose place it is could not be told"
    assert page.said_at("worker") == SENTENCES[Reason.WORKER_TAKEN]
    page.key(QtCore.Qt.Key.Key_Escape)
    assert isinstance(page.window.page, Unlock)
    assert len(places(folder, Secret(PASSPHRASE))) == 2


def test_when_all_eight_are_taken(page: Gate, folder: Path, full: Path) -> None:
    fill(folder, full)
    prove(page)
    wait_for_newcomer(page)
    page.type(worker="w9", passphrase=OTHER, again=OTHER)
    page.press("act")
    assert page.refused() is Reason.NO_FREE_SLOT
    assert "eight" in page.notice()


# Recovering


def recover_by(page: Gate, **typed: str) -> Recover:
    page.press("recover")
    assert isinstance(page.window.page, Recover)
    if "share" in typed:
        page.window.page.way.set_code("shares")
        page.window.page.way.chosen.emit()
    page.type(**typed)
    page.press("act")
    return page.window.page


def in_arabic_digits(text: str) -> str:
    return text.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))


SPELLINGS: list[Callable[[str], str]] = [str, lambda code: code.replace(" ", ""), in_arabic_digits]


@pytest.mark.parametrize("spelled", SPELLINGS, ids=["as printed", "without blanks", "Arabic digits"])
def test_one_sheet_opens_and_a_new_passphrase_gets_a_place(
    page: Gate, folder: Path, spelled: Callable[[str], str]
) -> None:
    recover_by(page, code=spelled(recovery.code_of(RAW)))
    page.type(passphrase=OTHER, again=OTHER)
    page.key(QtCore.Qt.Key.Key_Return)
    handover = page.handed()
    assert (handover.mode, handover.opened.kind, handover.opened.worker) == (Mode.RECOVER, SlotKind.PASSPHRASE, "w7")
    assert [kind for kind, *_rest in places(folder, Secret(OTHER))] == [
        SlotKind.PASSPHRASE,
        SlotKind.RECOVERY,
        SlotKind.PASSPHRASE,
    ]


def test_two_shares_in_words_and_in_numbers(page: Gate, folder: Path) -> None:
    one, _two, three = shares.split(RAW)
    numbers = in_arabic_digits(" ".join(map(str, three.indices)))
    recover_by(page, share=" ".join(one.words), second_share=numbers)
    page.type(passphrase=OTHER, again=OTHER)
    page.key(QtCore.Qt.Key.Key_Return)
    assert page.handed().mode is Mode.RECOVER
    assert opens(folder, Secret(OTHER))


def test_arabic_digits_become_latin_as_they_are_typed(page: Gate) -> None:
    page.press("recover")
    page.type(code="١٢٣٤٥٦ ٧٨")
    area = page.part("code")
    assert isinstance(area, QPlainTextEdit)
    assert area.toPlainText() == "123456 78"
    assert area.textCursor().position() == 9


def test_the_wrong_group_is_named_while_it_is_typed(page: Gate) -> None:
    page.press("recover")
    code = recovery.code_of(RAW).split()
    wrong = code[1][:-1] + str((int(code[1][-1]) + 1) % 10)
    page.type(code=f"{code[0]} {wrong[:5]}")
    assert page.said_at("code") == "", "the group is not typed to its end"
    page.type(code=f"{code[0]} {wrong}")
    assert "Group 2" in page.said_at("code")
    assert "Groups so far: 2 of 8" in page.words()
    page.type(code=" ".join(code))
    assert page.said_at("code") == ""


def test_the_wrong_word_is_named_and_the_words_are_counted(page: Gate) -> None:
    one, two, _three = shares.split(RAW)
    page.press("recover")
    assert isinstance(page.window.page, Recover)
    page.window.page.way.set_code("shares")
    page.window.page.way.chosen.emit()
    page.type(share=" ".join([*one.words[:4], "zz"]))
    assert page.said_at("share") == "", "the word is not typed to its end"
    page.type(share=" ".join([*one.words[:4], "zzzz", "x"]))
    assert "Word 5" in page.said_at("share")
    assert "Words so far: 6 of 20" in page.words()
    page.type(share=" ".join(one.words))
    assert f"number {one.number} of three" in page.words()
    page.type(second_share=" ".join(two.words[:19]))
    assert "Words so far: 19 of 20" in page.words()
    page.press("act")
    assert page.said_at("second_share"), "what is not whole is refused at its own field"


@pytest.mark.parametrize(
    ("second", "reason"),
    [(0, "This is the same recovery share twice"), (3, "do not belong together")],
)
def test_two_shares_that_do_not_go_together(page: Gate, second: int, reason: str) -> None:
    sheets = (*shares.split(RAW), *shares.split(RAW))
    recover_by(page, share=" ".join(sheets[0].words), second_share=" ".join(sheets[second].words))
    assert reason in page.said_at("second_share")
    page.type(second_share=" ".join(sheets[1].words))
    assert page.said_at("second_share") == ""


def test_a_sheet_of_another_vault(page: Gate) -> None:
    recovering = recover_by(page, code=recovery.code_of(bytes(16)))
    page.type(passphrase=OTHER, again=OTHER)
    page.press("act")
    assert page.refused() is Reason.RECOVERY_NOT_OURS
    assert page.said_at("code")
    assert recovering.code.isVisible(), "the step where it can be mended is open again"


def test_a_weak_new_passphrase_keeps_the_second_step(page: Gate) -> None:
    recover_by(page, code=recovery.code_of(RAW))
    page.type(passphrase="qwertyuiop", again="qwertyuiop")
    page.press("act")
    assert page.refused() is Reason.WEAK_PASSPHRASE
    assert page.said_at("passphrase")
    page.key(QtCore.Qt.Key.Key_Escape)
    assert page.part("code").isVisible(), "one step back, and what was typed is still there"
    page.key(QtCore.Qt.Key.Key_Escape)
    assert isinstance(page.window.page, Unlock)
    page.press("recover")
    area = page.part("code")
    assert isinstance(area, QPlainTextEdit)
    assert area.toPlainText() == ""
    area.undo()
    assert area.toPlainText() == "", "leaving forgets it beyond undoing"


def test_with_all_places_taken_the_lost_one_makes_room(page: Gate, folder: Path, full: Path) -> None:
    fill(folder, full)
    recover_by(page, code=recovery.code_of(RAW))
    page.type(passphrase=OTHER, again=OTHER)
    page.press("act")
    assert page.handed().opened.worker == "w7"
    assert len(places(folder, Secret(OTHER))) == 8
    assert not opens(folder, Secret(PASSPHRASE))
    assert opens(folder, Secret(f"{OTHER} number 3")), "nobody else's place is touched"


# New keys


def test_new_keys_are_prepared_beside_the_vault(page: Gate, folder: Path) -> None:
    before = slots.unlock(folder, Secret(PASSPHRASE), policy=QUICK)
    page.open("rekey")
    said = page.words()
    for part in ("written anew", "Every other key place", "Older copies"):
        assert part in said
    page.type(passphrase=PASSPHRASE)
    page.key(QtCore.Qt.Key.Key_Return)
    handover = page.handed()
    assert handover.mode is Mode.REKEY
    assert handover.before == before
    assert handover.opened.keys != before.keys
    assert handover.temporary is not None
    assert handover.temporary.parent == folder.parent
    assert opens(folder, Secret(PASSPHRASE)), "the vault itself is untouched"


def test_new_keys_with_a_wrong_passphrase(page: Gate, folder: Path) -> None:
    page.open("rekey")
    page.type(passphrase="wrong")
    page.press("act")
    assert page.refused() is Reason.WRONG_SECRET
    assert page.said_at("passphrase")
    assert [path.name for path in folder.parent.iterdir()] == ["vault"]
