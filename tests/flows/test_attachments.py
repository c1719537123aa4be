"""Files are kept inside the vault, untouched, with a working copy and a digest that is checked."""

import os
from pathlib import Path

import pytest

from gemdesk.domain.records import File
from gemdesk.flows import attachments, cases
from gemdesk.flows.cases import Intake
from gemdesk.flows.work import Work
from gemdesk.kernel.errors import Refusal, Trouble
from gemdesk.kernel.reasons import Reason
from gemdesk.store import bodies
from tests.flows.making import copied_work
from tests.press.test_cleaning import holds, picture


@pytest.fixture
def work(tmp_path: Path) -> Work:
    return copied_work(tmp_path / "vault")


def taken(tmp_path: Path, name: str, body: bytes) -> attachments.Taken:
    """A file outside the vault, read."""
    path = tmp_path / name
    path.write_bytes(body)
    return attachments.take(path)


def test_the_original_stays_as_it_is_and_the_copy_is_clean(work: Work, tmp_path: Path) -> None:
    case = cases.take_in(work, Intake(chosen_name="سلمى"))
    body = picture("JPEG")
    attachments.keep(work, case, taken(tmp_path, "صورة.jpg", body), "صورة القرار")
    (kept,) = attachments.of_case(work, case)
    assert kept.original.name == "صورة.jpg"
    assert kept.original.note == "صورة القرار"
    assert kept.original.digest == bodies.digest_of(body)
    assert attachments.body_of(work, kept.original) == body
    assert kept.copy is not None
    assert kept.copy.original == kept.original.id
    assert not holds(attachments.body_of(work, kept.copy))


def test_what_cannot_be_shown_is_kept_all_the_same(work: Work, tmp_path: Path) -> None:
    case = cases.take_in(work, Intake(chosen_name="سلمى"))
    attachments.keep(work, case, taken(tmp_path, "voice.ogg", b"OggS" + bytes(200)))
    (kept,) = attachments.of_case(work, case)
    assert not kept.can_be_seen
    assert attachments.body_of(work, kept.original) == b"OggS" + bytes(200)


def test_a_body_that_was_changed_is_told(work: Work, tmp_path: Path) -> None:
    case = cases.take_in(work, Intake(chosen_name="سلمى"))
    original = attachments.keep(work, case, taken(tmp_path, "a.bin", b"what was kept"))
    assert attachments.body_of(work, original) == b"what was kept"
    work.connection.execute("UPDATE file_body SET body = ?", [b"something else"])
    with pytest.raises(Trouble) as stop:
        attachments.body_of(work, original)
    assert stop.value.reason is Reason.ATTACHMENT_DAMAGED
    work.connection.execute("DELETE FROM file_body")
    with pytest.raises(Trouble):
        attachments.body_of(work, original)


def test_what_cannot_be_taken_in_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "empty").touch()
    os.mkfifo(tmp_path / "pipe")
    monkeypatch.setattr(attachments, "LARGEST", 10)
    (tmp_path / "large").write_bytes(bytes(11))
    (tmp_path / "fits").write_bytes(bytes(10))
    reasons = {}
    for name in ("empty", "pipe", "large", "nowhere"):
        with pytest.raises(Refusal) as stop:
            attachments.take(tmp_path / name)
        reasons[name] = stop.value.reason
    unreadable = Reason.ATTACHMENT_UNREADABLE
    assert reasons == {
        "empty": Reason.ATTACHMENT_EMPTY, "pipe": unreadable, "large": Reason.ATTACHMENT_TOO_LARGE,
        "nowhere": unreadable,
    }  # fmt: skip
    assert attachments.take(tmp_path / "fits").body == bytes(10)


def test_a_hostile_name_becomes_one_that_can_be_shown(tmp_path: Path) -> None:
    name = "a\u202etxt\x07.exe" + "ن" * 60
    assert attachments.take(_written(tmp_path / name)).name == "atxt .exe" + "ن" * 60


def _written(path: Path) -> Path:
    path.write_bytes(b"x")
    return path


def test_no_file_is_left_outside(work: Work, tmp_path: Path) -> None:
    case = cases.take_in(work, Intake(chosen_name="سلمى"))
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    one = taken(tmp_path, "x.png", picture("PNG"))
    attachments.keep(work, case, one)
    (kept,) = attachments.of_case(work, case)
    assert isinstance(kept.original, File)
    after = {path for path in tmp_path.rglob("*") if path.is_file()}
    assert after - before == {tmp_path / "x.png"}
