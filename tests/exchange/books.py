"""Workbooks and text sheets that the tests make, sound and hostile."""

import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

Rows = Iterable[Sequence[object]]


def write_text(path: Path, rows: Sequence[Sequence[str]], *, sign: str = ";", encoding: str = "utf-8") -> Path:
    """A text sheet, quoted where it must be."""

    def quoted(text: str) -> str:
        return '"' + text.replace('"', '""') + '"' if any(mark in text for mark in (sign, '"', "\n", "\r")) else text

    path.write_bytes("".join(sign.join(map(quoted, row)) + "\r\n" for row in rows).encode(encoding))
    return path


def write_book(path: Path, rows: Rows, *, more: dict[str, Rows] | None = None, change: Any = None) -> Path:
    """A workbook with one page, and others by name; `change(book)` may alter it before it is saved."""
    book = Workbook()
    page = book.active
    page.title = "الحالات"
    for row in rows:
        page.append(row)
    for name, cells in (more or {}).items():
        other = book.create_sheet(name)
        for row in cells:
            other.append(row)
    if change is not None:
        change(book)
    book.save(path)
    return path


def repacked(path: Path, alter: Callable[[str, bytes], bytes], extra: dict[str, bytes] | None = None) -> Path:
    """The same workbook with its parts altered one by one, and further ones put in."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.infolist():
            target.writestr(part.filename, alter(part.filename, source.read(part)))
        for name, content in (extra or {}).items():
            target.writestr(name, content)
    path.write_bytes(out.getvalue())
    return path
