"""The safety receipt: every line says what was seen, what is not known is never good, and nothing is about a person."""

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from gemdesk.domain.definition import Item
from gemdesk.exchange.case_file import CaseFile
from gemdesk.flows import door, examinations, keys, safety, safety_sheets, safety_words
from gemdesk.flows.door import Parcel
from gemdesk.flows.safety import Line, Receipt, State, Surroundings, What
from gemdesk.flows.work import Work
from gemdesk.kernel.machine import Disk, Machine, Sleep, Spool, Swap
from gemdesk.kernel.open_sockets import Count
from gemdesk.kernel.texts import Texts
from gemdesk.vault.opened import SlotKind
from tests.flows.making import move, new_work
from tests.store.making import MOMENT

QUIET = Machine(Swap.NONE, Sleep.IMPOSSIBLE, Disk.ENCRYPTED, Spool())
CALM = Surroundings(QUIET, Count(3, 5, 0, 0, 0), guarded=True, clipboard=False)


def receipt(work: Work, around: Surroundings = CALM) -> Receipt:
    return safety.receipt(work, around)


def told(work: Work, what: What, around: Surroundings = CALM) -> tuple[State, str]:
    line = receipt(work, around).line(what)
    return line.state, line.found


def leave(work: Work, person: CaseFile, how: str) -> door.Passed:
    assert person.referral
    return door.leave(
        work,
        Parcel(
            case=person.case.id, what="referral_letter", how=how, receiver=person.referral.organisation,
            purpose="referral", items=(Item.REASON, Item.SERVICES), body=b"a letter", name="R-1.pdf",
            media="application/pdf", language="ar", about=person.referral.id,
        ),
    )  # fmt: skip


def test_there_is_a_line_about_everything(work: Work) -> None:
    assert [line.what for line in receipt(work).lines] == list(What)
    assert receipt(work).at == work.clock.now()


@pytest.mark.parametrize(
    ("count", "guarded", "expected"),
    [
        (Count(3, 9, 0, 0, 0), True, (State.GOOD, "none")),
        (Count(1, 4, 0, 2, 2), True, (State.GOOD, "filtered")),
        (Count(1, 4, 0, 2, 1), True, (State.UNKNOWN, "closed")),
        (Count(3, 9, 0, 0, 0), False, (State.ATTENTION, "unguarded")),
        (Count(3, 9, 1, 0, 0), True, (State.ATTENTION, "open")),
        (Count(1, 4, 1, 2, 2), False, (State.ATTENTION, "open")),
        (None, True, (State.UNKNOWN, "unseen")),
    ],
)
def test_sockets(work: Work, count: Count | None, guarded: bool, expected: tuple[State, str]) -> None:
    assert told(work, What.SOCKETS, replace(CALM, sockets=count, guarded=guarded)) == expected


@pytest.mark.parametrize(
    ("machine", "what", "expected"),
    [
        (replace(QUIET, swap=Swap.PLAIN), What.SWAP, (State.ATTENTION, "plain")),
        (replace(QUIET, swap=Swap.UNKNOWN), What.SWAP, (State.UNKNOWN, "unknown")),
        (replace(QUIET, swap=Swap.MEMORY), What.SWAP, (State.GOOD, "memory")),
        (replace(QUIET, sleep=Sleep.POSSIBLE, swap=Swap.PLAIN), What.SLEEP, (State.ATTENTION, "possible")),
        (replace(QUIET, sleep=Sleep.POSSIBLE, swap=Swap.ENCRYPTED), What.SLEEP, (State.GOOD, "encrypted")),
        (replace(QUIET, sleep=Sleep.UNKNOWN), What.SLEEP, (State.UNKNOWN, "unknown")),
        (replace(QUIET, disk=Disk.PLAIN), What.DISK, (State.ATTENTION, "plain")),
        (replace(QUIET, disk=Disk.UNKNOWN), What.DISK, (State.UNKNOWN, "unknown")),
        (replace(QUIET, spool=Spool(2)), What.SPOOL, (State.ATTENTION, "seen")),
        (replace(QUIET, spool=Spool(0, ("/var/spool/cups",))), What.SPOOL, (State.UNKNOWN, "closed")),
        (replace(QUIET, spool=Spool(known=False)), What.SPOOL, (State.UNKNOWN, "unseen")),
    ],
)
def test_the_computer(work: Work, machine: Machine, what: What, expected: tuple[State, str]) -> None:
    assert told(work, what, replace(CALM, machine=machine)) == expected
    assert told(work, what) == (State.GOOD, {What.SLEEP: "impossible", What.DISK: "encrypted"}.get(what, "none"))


@pytest.mark.parametrize(
    ("holds", "expected"),
    [(True, (State.ATTENTION, "holds")), (False, (State.GOOD, "empty")), (None, (State.UNKNOWN, "unseen"))],
)
def test_the_clipboard(work: Work, holds: bool | None, expected: tuple[State, str]) -> None:
    assert told(work, What.CLIPBOARD, replace(CALM, clipboard=holds)) == expected


def test_what_left_today_is_counted_by_the_ledger(work: Work, person: CaseFile) -> None:
    assert told(work, What.LEFT) == (State.GOOD, "nothing")
    leave(work, person, "printed")
    assert told(work, What.LEFT) == (State.ATTENTION, "printed")
    leave(work, person, "saved")
    leave(work, person, "saved")
    assert receipt(work).line(What.LEFT).counts == {"saved": 2, "printed": 1}
    move(work, 1)
    assert told(work, What.LEFT) == (State.GOOD, "nothing")


def test_what_did_not_come_to_be_is_not_counted(work: Work, person: CaseFile) -> None:
    door.not_completed(work, leave(work, person, "saved"))
    assert told(work, What.LEFT) == (State.GOOD, "nothing")
    leave(work, person, "saved")
    assert receipt(work).line(What.LEFT).counts == {"saved": 1, "printed": 0}


def test_the_last_save_is_the_one_of_the_sealed_head(work: Work, person: CaseFile) -> None:
    before = receipt(work).line(What.SAVES)
    leave(work, person, "saved")
    after = receipt(work).line(What.SAVES)
    assert after.counts["epoch"] == before.counts["epoch"] + 1
    assert after.at == MOMENT


def test_examination_and_earlier_states_grow_old(work: Work) -> None:
    assert told(work, What.EXAMINED) == (State.ATTENTION, "never")
    assert told(work, What.GENERATIONS) == (State.ATTENTION, "none")
    examination = examinations.prepare(work)
    assert examinations.finish(work, examination, examination.run()) is None
    for days, state in ((0, State.GOOD), (7, State.GOOD), (1, State.ATTENTION)):
        move(work, days)
        assert told(work, What.EXAMINED) == (state, "examined")
        assert told(work, What.GENERATIONS) == (state, "kept")
    # A clock that fell behind makes nothing fresh.
    move(work, -40)
    assert told(work, What.EXAMINED) == (State.ATTENTION, "examined")


def test_recovery_is_told_as_far_as_it_was_rehearsed(work: Work) -> None:
    assert told(work, What.RECOVERY) == (State.ATTENTION, "none")
    made = keys.make_code(work)
    assert told(work, What.RECOVERY) == (State.ATTENTION, "unrehearsed")
    keys.rehearse(work, made.code)
    assert told(work, What.RECOVERY) == (State.GOOD, "rehearsed")
    move(work, 365)
    assert told(work, What.RECOVERY) == (State.ATTENTION, "due")


def test_backup_and_key_file_are_not_made_better_than_they_are(work: Work) -> None:
    assert told(work, What.BACKUP) == (State.LIMIT, "none")
    assert told(work, What.KEY_FILE) == (State.LIMIT, "without")


LINES = [
    Line(what, State.UNKNOWN, found, dict.fromkeys(("processes", "sockets", "closed", "saved", "printed", "epoch",
         "count", "files"), 3), MOMENT, MOMENT.date(), ("/var/spool/cups",))
    for what, found in safety_words._SENTENCES
]  # fmt: skip


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_line_has_its_words(language: str) -> None:
    texts = Texts(language)
    said = [safety_words.sentence(line, texts) for line in LINES]
    assert len(set(said)) == len(said) > 40
    assert not any("{" in one for one in said)
    assert len({safety_words.subject(what, texts) for what in What}) == len(What)
    assert len({safety_words.state(state, texts) for state in State}) == len(State)


def text_of(pdf: bytes) -> tuple[int, str]:
    """How many pages a file has, and its text."""
    document = pypdfium2.PdfDocument(pdf)
    said = "".join(document[at].get_textpage().get_text_bounded() for at in range(len(document)))
    return len(document), said


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_longest_receipt_is_one_page(language: str) -> None:
    longest: dict[What, Line] = {}
    for line in LINES:
        known = longest.get(line.what)
        words = safety_words.sentence(line, Texts(language))
        if known is None or len(words) > len(safety_words.sentence(known, Texts(language))):
            longest[line.what] = line
    pages, said = text_of(safety_sheets.sheet(Receipt(MOMENT, tuple(longest.values())), Texts(language)))
    assert pages == 1
    assert "2026" in said


def test_nothing_personal_is_on_the_paper(work: Work, person: CaseFile) -> None:
    leave(work, person, "saved")
    for language in ("ar", "en"):
        pdf = safety_sheets.sheet(receipt(work), Texts(language))
        _pages, said = text_of(pdf)
        assert len(said) > 500
        for secret in (person.person.chosen_name, person.case.id, person.person.code, "w-1", str(work.vault.folder)):
            assert secret
            assert secret not in said
            assert secret.encode() not in pdf
        metadata = pypdfium2.PdfDocument(pdf).get_metadata_dict()
        assert "gem" not in " ".join(metadata.values()).casefold()


def test_a_name_on_the_paper_would_be_found(work: Work, person: CaseFile) -> None:
    named = Line(What.SPOOL, State.UNKNOWN, "closed", places=(person.person.code,))
    assert person.person.code in text_of(safety_sheets.sheet(Receipt(MOMENT, (named,)), Texts("en")))[1]


def test_this_computer_is_looked_at(work: Work, tmp_path: Path) -> None:
    around = safety.look_around(safety.folder(work))
    assert around.sockets is not None
    assert around.sockets.processes >= 1
    assert around.clipboard is None
    lines = safety.receipt(work, around).lines
    assert {line.what for line in lines} == set(What)


def test_a_vault_opened_with_a_key_file_says_so(tmp_path: Path) -> None:
    (tmp_path / "v").mkdir()
    work = new_work(tmp_path / "v" / "vault")
    work.vault.opened = replace(work.vault.opened, kind=SlotKind.PASSPHRASE_AND_KEY_FILE)
    assert told(work, What.KEY_FILE) == (State.GOOD, "used")
    work.close()
