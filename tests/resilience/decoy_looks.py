"""What an onlooker without keys sees of two containers: numbers from files, blocks, times and bytes."""

import fcntl
import math
import os
import struct
from array import array
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import fmean, pstdev
from typing import Self

from gemdesk.vault.digest import PAGE_BYTES
from gemdesk.vault.names import DATABASE, GENERATIONS, HEAD, RESERVE

Features = dict[str, float]

_FIEMAP = 0xC020660B  # ioctl_fiemap: where the blocks of a file lie
_FIEMAP_HEAD, _EXTENT = struct.Struct("=QQIIII"), struct.Struct("=QQQQQIIII")
_MOST_EXTENTS = 400
_SAMPLED = 48  # pages whose bytes are counted, evenly over the file
_BEGINNING = 16


def page_hashes(database: Path) -> list[int]:
    """A hash of each page, to tell which changed."""
    content = database.read_bytes()
    return [hash(content[at : at + PAGE_BYTES]) for at in range(0, len(content), PAGE_BYTES)]


@dataclass(frozen=True)
class Side:
    """One container at one moment."""

    numbers: Features
    pages: list[int]  # a hash of each page of the database
    generations: list[list[int]]  # the same of each, oldest first
    head: bytes

    @classmethod
    def at(cls, place: Path) -> Self:
        """Look at a container."""
        database = place / DATABASE
        content = database.read_bytes()
        copies = sorted((place / GENERATIONS).iterdir())
        numbers = {**_file(database, "database"), **_file(place / HEAD, "head"), **_file(place / RESERVE, "reserve")}
        numbers |= _file(place, "folder") | _file(place / GENERATIONS, "copies") | _bytes(content)
        numbers["names"] = float(len(list(place.iterdir())))
        numbers["order"] = float([entry.name for entry in os.scandir(place)].index(DATABASE))
        numbers["head noise"] = float(sum(map(bool, (place / HEAD).read_bytes())))
        of_copies = [_file(one / DATABASE, "copy") for one in copies]
        for name in of_copies[0]:
            numbers[f"of copies: {name}"] = fmean(one[name] for one in of_copies)
        hashes = [page_hashes(one / DATABASE) for one in copies]
        return cls(numbers, page_hashes(database), hashes, (place / HEAD).read_bytes())

    def of_generations(self) -> Features:
        """What changed from one generation to the next, and since the newest."""
        states = [*self.generations, self.pages]
        steps = [_changes(before, after) for before, after in pairwise(states)]
        found = {f"{name}, mean": fmean(step[name] for step in steps) for name in steps[0]}
        found |= {f"{name}, least": min(step[name] for step in steps) for name in steps[0]}
        return found | {f"{name}, most": max(step[name] for step in steps) for name in steps[0]}


@dataclass(frozen=True)
class Look:
    """Both containers at one moment."""

    known: Side
    second: Side

    @classmethod
    def at(cls, known: Path, second: Path) -> Self:
        """Look at both."""
        return cls(Side.at(known), Side.at(second))

    def features(self, *, with_generations: bool) -> Features:
        """What this one look gives; times and places of either are meant against the other's."""
        known, second = dict(self.known.numbers), dict(self.second.numbers)
        if with_generations:
            known |= self.known.of_generations()
            second |= self.second.of_generations()
        else:
            known = {name: value for name, value in known.items() if "cop" not in name}
            second = {name: value for name, value in second.items() if "cop" not in name}
        return _beside(known, second)


def between(first: Look, second: Look) -> Features:
    """What two looks give: the second, and what changed since the first."""
    known = _changes(first.known.pages, second.known.pages)
    other = _changes(first.second.pages, second.second.pages)
    known["head changed"] = float(first.known.head != second.known.head)
    other["head changed"] = float(first.second.head != second.second.head)
    found = {f"since: {name}": value for name, value in _beside(known, other).items()}
    found["since: changed in both"] = _shared(first, second)
    return found | second.features(with_generations=False)


def _shared(first: Look, second: Look) -> float:
    """The share of the pages changed in either that changed in both."""
    sides = ((first.known.pages, second.known.pages), (first.second.pages, second.second.pages))
    changed = [{n for n, (a, b) in enumerate(zip(*side, strict=False)) if a != b} for side in sides]
    return len(changed[0] & changed[1]) / max(1, len(changed[0] | changed[1]))


def _beside(known: Features, second: Features) -> Features:
    found: Features = {}
    for name in known:
        apart = second[name] - known[name]
        if not name.endswith((" at", " inode", " block")):
            found[f"known {name}"], found[f"second {name}"] = known[name], second[name]
        found[f"apart {name}"] = math.copysign(math.log1p(abs(apart)), apart)
    return found


def _file(path: Path, name: str) -> Features:
    seen = path.stat()
    found = {
        f"{name} size": float(seen.st_size),
        f"{name} blocks": float(seen.st_blocks),
        f"{name} links": float(seen.st_nlink),
        f"{name} inode": float(seen.st_ino),
        f"{name} written at": float(seen.st_mtime_ns),
        f"{name} changed at": float(seen.st_ctime_ns),
        f"{name} fraction of a second": float(seen.st_mtime_ns % 10**9 == 0),
    }
    if path.is_file():
        extents = _extents(path)
        found[f"{name} extents"] = float(len(extents))
        found[f"{name} longest extent"] = max((length for _at, length in extents), default=0) / PAGE_BYTES
        found[f"{name} block"] = float(extents[0][0]) if extents else 0.0
    return found


def _extents(path: Path) -> list[tuple[int, int]]:
    """Physical place and length of each extent, bytes; one for a file system that does not say."""
    room = _FIEMAP_HEAD.size + _MOST_EXTENTS * _EXTENT.size
    asked = array("B", _FIEMAP_HEAD.pack(0, 2**64 - 1, 1, 0, _MOST_EXTENTS, 0).ljust(room, b"\0"))
    with path.open("rb") as file:
        try:
            fcntl.ioctl(file.fileno(), _FIEMAP, asked)
        except OSError:
            return [(0, path.stat().st_size)]
    count = _FIEMAP_HEAD.unpack_from(asked)[3]
    found = [_EXTENT.unpack_from(asked, _FIEMAP_HEAD.size + number * _EXTENT.size) for number in range(count)]
    return [(one[1], one[2]) for one in found]


def _bytes(content: bytes) -> Features:
    """How even the bytes are: chi-square and entropy per page, and the first bytes."""
    pages = len(content) // PAGE_BYTES
    chosen = sorted({0, pages - 1, *range(0, pages, max(1, pages // _SAMPLED))})
    counted = [Counter(content[page * PAGE_BYTES : (page + 1) * PAGE_BYTES]) for page in chosen]
    even = PAGE_BYTES / 256
    squares = [sum((one[byte] - even) ** 2 for byte in range(256)) / even for one in counted]
    entropies = [-sum(n / PAGE_BYTES * math.log2(n / PAGE_BYTES) for n in one.values()) for one in counted]
    first = Counter(content[:_BEGINNING])
    return {
        "chi-square mean": fmean(squares),
        "chi-square spread": pstdev(squares),
        "chi-square most": max(squares),
        "chi-square of page 1": squares[0],
        "chi-square of the last page": squares[-1],
        "entropy mean": fmean(entropies),
        "entropy least": min(entropies),
        "beginning mean": fmean(content[:_BEGINNING]),
        "beginning different": float(len(first)),
    }


def _changes(before: list[int], after: list[int]) -> Features:
    """How many pages differ, where they lie, and in how many runs."""
    common = min(len(before), len(after))
    changed = [number for number in range(common) if before[number] != after[number]]
    runs = sum(1 for number in changed if number == 0 or before[number - 1] == after[number - 1])
    places = [number / common for number in changed] or [0.0]
    return {
        "pages changed": float(len(changed)),
        "share changed": len(changed) / common,
        "page 1 changed": float(0 in changed),
        "where changed": fmean(places),
        "how far spread": pstdev(places),
        "runs": float(runs),
        "grown": float(len(after) - len(before)),
    }
