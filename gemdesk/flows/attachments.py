"""Files that belong to a case: the untouched original with its digest, and a cleaned working copy beside it."""

from dataclasses import dataclass
from pathlib import Path

from gemdesk.domain.access import Right
from gemdesk.domain.records import File, Release
from gemdesk.flows.sight import case_of
from gemdesk.flows.work import Work
from gemdesk.kernel.errors import Refusal, Trouble
from gemdesk.kernel.ids import new_id
from gemdesk.kernel.reasons import Reason
from gemdesk.kernel.typed import strip_controls
from gemdesk.press.cleaning import CannotClean, Cleaned, clean, media_of
from gemdesk.store import bodies, rows

LARGEST = 64 * 2**20  # bytes of one file


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that was read and not kept yet."""

    name: str
    body: bytes
    media: str
    copy: Cleaned | None  # None: no working copy can be made of it


@dataclass(frozen=True, slots=True)
class Kept:
    """A kept file with its working copy, where there is one."""

    original: File
    copy: File | None

    @property
    def can_be_seen(self) -> bool:
        """Whether there is something that the screen can show."""
        return self.copy is not None


def of_case(work: Work, case: str) -> list[Kept]:
    """The files that were taken into a case, the latest first; copies of letters are not among them."""
    case_of(work, case)
    files = rows.select(work.connection, File, '"case" = ? ORDER BY at DESC, rowid DESC', case)
    # As they were kept when they left: the same letter may come back as a file of its own.
    letters = {(one.digest, one.at) for one in rows.select(work.connection, Release, '"case" = ?', case)}
    copies = {file.original: file for file in files if file.original}
    kept = [file for file in files if not file.original and (file.digest, file.at) not in letters]
    return [Kept(file, copies.get(file.id)) for file in kept]


def take(path: Path) -> Taken:
    """Read a file and make its working copy; needs no vault. `Refusal` names what is wrong with the file."""
    try:
        if not path.is_file():
            raise Refusal(Reason.ATTACHMENT_UNREADABLE, "file")
        with path.open("rb") as source:
            body = source.read(LARGEST + 1)
    except OSError:
        raise Refusal(Reason.ATTACHMENT_UNREADABLE, "file") from None
    if len(body) > LARGEST:
        raise Refusal(Reason.ATTACHMENT_TOO_LARGE, "file", most=LARGEST // 2**20)
    if not body:
        raise Refusal(Reason.ATTACHMENT_EMPTY, "file")
    try:
        copy: Cleaned | None = clean(body)
    except CannotClean:
        copy = None
    return Taken(_name(path.name), body, media_of(body), copy)


def keep(work: Work, case: str, taken: Taken, note: str = "") -> File:
    """Keep a file in a case, original and working copy in one change; gives the original's record."""
    case_of(work, case, Right.WRITE)
    at = work.clock.now()
    with work.change() as change:
        original = File(
            id=new_id(), case=case, name=taken.name, media=taken.media, size=len(taken.body),
            digest=bodies.keep(change.connection, taken.body), at=at, note=note,
        )  # fmt: skip
        change.add(original, case)
        if taken.copy:
            copy = File(
                id=new_id(), case=case, name=taken.name, media=taken.copy.media, size=len(taken.copy.body),
                digest=bodies.keep(change.connection, taken.copy.body), at=at, original=original.id,
            )  # fmt: skip
            change.add(copy, case)
    return original


def body_of(work: Work, file: File) -> bytes:
    """The content of a kept file. Trouble when it is not the one that was kept: its digest says so."""
    case_of(work, file.case)
    try:
        body = bodies.read(work.connection, file.digest)
    except KeyError:
        raise Trouble(Reason.ATTACHMENT_DAMAGED) from None
    if bodies.digest_of(body) != file.digest:
        raise Trouble(Reason.ATTACHMENT_DAMAGED)
    return body


def _name(raw: str) -> str:
    """A file's name as a record holds it: no controls, no more than fits."""
    clean_name = "".join(sign if sign.isprintable() else " " for sign in strip_controls(raw)).strip()
    return clean_name[-200:] or "—"
