"""The two copies of the slot file on the disk: reading the better one, writing both."""

from pathlib import Path

from gemdesk.kernel.errors import Trouble
from gemdesk.kernel.files import trouble_of, write_whole
from gemdesk.kernel.reasons import Reason
from gemdesk.vault.kdf import Policy
from gemdesk.vault.names import DATABASE, SLOT_COPIES
from gemdesk.vault.record import READ_MOST, Record, Unreadable, parse


def load(folder: Path, policy: Policy) -> list[Record]:
    """The whole copies, newest first, one or two; Trouble when there is none that may be used."""
    records: list[Record] = []
    refused: Trouble | None = None
    for name in SLOT_COPIES:
        try:
            record = _read(folder / name)
            if record is not None:
                policy.require(record.header.parameters)
                records.append(record)
        except Trouble as trouble:
            if trouble.reason is not Reason.SLOT_PARAMETERS:
                raise  # a copy of a newer version must not be overwritten from an older one
            refused = trouble
    if records:
        return sorted(records, key=lambda record: record.serial, reverse=True)
    raise refused or Trouble(_why_none(folder))


def agree(folder: Path, record: Record) -> bool:
    """Whether both copies on the disk are exactly this record."""
    content = record.packed()
    return all(_content(folder / name) == content for name in SLOT_COPIES)


def save(folder: Path, record: Record) -> None:
    """Make both copies this record, each read back before the next is touched; Trouble when the disk refuses."""
    content = record.packed()
    try:
        for name in SLOT_COPIES:
            _sweep(folder, name)
            if _content(folder / name) == content:
                continue  # a good copy is not put at risk to mend the other
            write_whole(folder / name, content)
            if _content(folder / name) != content:
                raise Trouble(Reason.DISK_FAULT)
    except OSError as fault:
        raise trouble_of(fault) from None


def _sweep(folder: Path, name: str) -> None:
    """Remove what an interrupted writing left: it may hold slots that were retired since."""
    for left in folder.glob(f".{name}.*"):
        left.unlink(missing_ok=True)


def _read(path: Path) -> Record | None:
    """One copy, or None when it is missing or damaged."""
    raw = _content(path)
    if raw is None:
        return None
    try:
        return parse(raw)
    except Unreadable:
        return None


def _content(path: Path) -> bytes | None:
    try:
        with path.open("rb") as source:
            return source.read(READ_MOST)
    except PermissionError as fault:
        raise trouble_of(fault) from None
    except OSError:
        return None  # missing, or a sector that cannot be read: the other copy decides


def _why_none(folder: Path) -> Reason:
    if any((folder / name).exists() for name in SLOT_COPIES):
        return Reason.SLOTS_DAMAGED
    # Nobody loses two files by a fault of the disk alone: they were destroyed or taken away.
    return Reason.SLOTS_GONE if (folder / DATABASE).exists() else Reason.VAULT_MISSING
