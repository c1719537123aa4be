"""The b-tree pages and records of SQLite, read from bytes; facts: SQLite's fileformat2, sections 1.6 and 2.

Only what is live on a page is read: freed cells and free space are never looked at, so that what
was deleted stays deleted.
"""

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import IntEnum

Value = None | int | float | str | bytes
Row = tuple[Value, ...]


class Kind(IntEnum):
    """What a page is: the first byte of its header."""

    INDEX_INTERIOR = 0x02
    TABLE_INTERIOR = 0x05
    INDEX_LEAF = 0x0A
    TABLE_LEAF = 0x0D


INTERIOR = frozenset({Kind.INDEX_INTERIOR, Kind.TABLE_INTERIOR})
OF_INDEX = frozenset({Kind.INDEX_INTERIOR, Kind.INDEX_LEAF})
_KINDS = frozenset(Kind)
_LONGEST = 1_000_000_000  # bytes of one row, SQLite's own limit
_FIRST_HEADER = 100  # the file's own header stands before that of page 1
_WHOLE_LENGTHS = (0, 1, 2, 3, 4, 6, 8)  # bytes of the integers of serial types 0 to 6


class Malformed(ValueError):
    """An authentic page does not hold what its header says: an older page, or one of another kind."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One entry of a page: the rowid where it has one, and its payload, of which the end may lie elsewhere."""

    rowid: int | None
    payload: bytes
    length: int  # of the whole payload, bytes
    overflow: int  # the page where it goes on, 0 when it is all here


def kind_of(page: bytes, number: int) -> Kind | None:
    """What kind of b-tree page this is; None for pages of the free list and of overflow."""
    byte = page[_start(number)]
    return Kind(byte) if byte in _KINDS else None


def children(page: bytes, number: int) -> list[int]:
    """The pages below an interior page."""
    at = _start(number)
    found = [int.from_bytes(page[cell : cell + 4], "big") for cell in _cells(page, number)]
    return [*found, int.from_bytes(page[at + 8 : at + 12], "big")]


def cells(page: bytes, number: int) -> Iterator[Cell]:
    """The entries that carry rows; none on an interior page of a table. Raises Malformed."""
    kind = kind_of(page, number)
    if kind is None or kind is Kind.TABLE_INTERIOR:
        return
    for at in _cells(page, number):
        start = at + 4 if kind is Kind.INDEX_INTERIOR else at
        length, start = varint(page, start)
        rowid = None
        if kind is Kind.TABLE_LEAF:
            unsigned, start = varint(page, start)
            rowid = unsigned - (1 << 64) if unsigned >> 63 else unsigned
        here = _held_here(length, len(page), of_index=kind in OF_INDEX)
        end = start + here
        if end + (4 if here < length else 0) > len(page):
            raise Malformed
        overflow = int.from_bytes(page[end : end + 4], "big") if here < length else 0
        yield Cell(rowid, page[start:end], length, overflow)


def free_pages(first: bytes, read: Callable[[int], bytes | None]) -> set[int]:
    """The pages that the free list names, as far as it can be followed from page 1."""
    found = set[int]()
    number = int.from_bytes(first[32:36], "big")
    while number and number not in found and (page := read(number)) is not None:
        found.add(number)
        count = min(int.from_bytes(page[4:8], "big"), len(page) // 4 - 2)
        found.update(struct.unpack_from(f">{count}I", page, 8))
        number = int.from_bytes(page[:4], "big")
    return found


def record(payload: bytes) -> Row:
    """The values of one record; raises Malformed."""
    end, at = varint(payload, 0)
    place, values = end, list[Value]()
    try:
        while at < end:
            serial = payload[at]
            at += 1
            if serial > 0x7F:
                serial, at = varint(payload, at - 1)
            value, place = _value(payload, serial, place)
            values.append(value)
    except (UnicodeDecodeError, IndexError, struct.error):
        raise Malformed from None
    if at != end or place > len(payload):
        raise Malformed
    return tuple(values)


def varint(page: bytes, at: int) -> tuple[int, int]:
    """An integer of SQLite's variable length, unsigned, and where it ends; raises Malformed."""
    value = 0
    for place in range(at, min(at + 8, len(page))):
        byte = page[place]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, place + 1
    if at + 8 >= len(page):
        raise Malformed
    return value << 8 | page[at + 8], at + 9


def _value(payload: bytes, serial: int, place: int) -> tuple[Value, int]:
    """A value by its serial type, and where the next begins."""
    if serial >= 12:
        end = place + (serial - 12 >> 1)
        piece = payload[place:end]
        return (piece.decode("utf-8") if serial & 1 else piece), end
    if serial >= 8:
        if serial > 9:
            raise Malformed
        return serial - 8, place
    if serial == 7:
        number: float = struct.unpack_from(">d", payload, place)[0]
        return number, place + 8
    if serial == 0:
        return None, place
    end = place + _WHOLE_LENGTHS[serial]
    return int.from_bytes(payload[place:end], "big", signed=True), end


def _start(number: int) -> int:
    return _FIRST_HEADER if number == 1 else 0


def _cells(page: bytes, number: int) -> tuple[int, ...]:
    """Where the entries of a page begin."""
    at = _start(number)
    count = int.from_bytes(page[at + 3 : at + 5], "big")
    try:
        found: tuple[int, ...] = struct.unpack_from(f">{count}H", page, at + (12 if page[at] in INTERIOR else 8))
    except struct.error:
        raise Malformed from None
    return found


def _held_here(length: int, usable: int, *, of_index: bool) -> int:
    """How many bytes of a payload of this length lie on its own page."""
    most = (usable - 12) * 64 // 255 - 23 if of_index else usable - 35
    if length <= most:
        return length
    least = (usable - 12) * 32 // 255 - 23
    fair = least + (length - least) % (usable - 4)
    return fair if fair <= most else least


def whole(cell: Cell, read: Callable[[int], bytes | None]) -> bytes | None:
    """The whole payload of a cell with its pages of overflow; None when one of them is lost. Raises Malformed."""
    if cell.length > _LONGEST:
        raise Malformed
    parts, left, number = [cell.payload], cell.length - len(cell.payload), cell.overflow
    while left > 0:
        page = read(number) if number else None
        if page is None:
            return None
        parts.append(page[4 : 4 + left])
        left -= len(parts[-1])
        number = int.from_bytes(page[:4], "big")
    # A chain that goes on is not this row's: some of it stems from another time.
    return b"".join(parts) if number == 0 or not cell.overflow else None
