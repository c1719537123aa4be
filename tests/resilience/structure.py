"""Files of a vault cut, lengthened, exchanged and put back: named, or of no consequence for what is read."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from gemdesk.vault.digest import PAGE_BYTES
from gemdesk.vault.names import DATABASE, HEAD, LOG, LOG_INDEX, SLOT_COPIES
from tests.resilience.damage import (
    KINDS_OF_DAMAGE,
    SILENT,
    Damage,
    left_clean,
    left_in_log,
    look,
    pages_of,
    swept,
    trial,
    unread,
)
from tests.resilience.parts import Bench, Control, Trial, part
from tests.resilience.saves import Save, Verb, perform
from tests.resilience.vaults import Vault

Change = Callable[[bytearray], bytes | bytearray]


def _changed(name: str, change: Change) -> Callable[[Path], None]:
    def do(folder: Path) -> None:
        path = folder / name
        was = path.read_bytes()
        path.write_bytes(change(bytearray(was)))
        assert path.read_bytes() != was

    return do


def _removed(*names: str) -> Callable[[Path], None]:
    def do(folder: Path) -> None:
        for name in names:
            (folder / name).unlink()

    return do


def _taken_from(source: Path, *names: str) -> Callable[[Path], None]:
    def do(folder: Path) -> None:
        for name in names:
            was = (folder / name).read_bytes() if (folder / name).exists() else b""
            shutil.copyfile(source / name, folder / name)
            assert (folder / name).read_bytes() != was

    return do


def _cut(size: int) -> Change:
    return lambda content: content[:size]


def _with(more: bytes) -> Change:
    return lambda content: content + more


def _noise(size: int) -> bytes:
    return bytes(at * 7 % 251 for at in range(size))


def _page(content: bytearray, page: int) -> slice:
    return slice(page * PAGE_BYTES, (page + 1) * PAGE_BYTES)


def _of_pages(vault: Vault, older: Vault) -> list[Damage]:
    """What is done to each single page; `older` is the same vault as it was some saves before."""
    before = (older.folder / DATABASE).read_bytes()
    now = (vault.folder / DATABASE).read_bytes()
    pages = pages_of(vault)
    found: list[Damage] = []
    for page in range(pages):
        at = slice(page * PAGE_BYTES, (page + 1) * PAGE_BYTES)

        def zeroed(content: bytearray, at: slice = at) -> bytearray:
            content[at] = bytes(PAGE_BYTES)
            return content

        def swapped(content: bytearray, page: int = page) -> bytearray:
            one, other = _page(content, page), _page(content, (page + 1) % pages)
            content[one], content[other] = content[other], content[one]
            return content

        def stale(content: bytearray, at: slice = at) -> bytearray:
            content[at] = before[at]
            return content

        found += [
            Damage(f"page {page} zeroed", _changed(DATABASE, zeroed)),
            Damage(f"page {page} and the next exchanged", _changed(DATABASE, swapped)),
        ]
        if len(before[at]) == PAGE_BYTES and before[at] != now[at]:
            found.append(Damage(f"page {page} of an earlier time", _changed(DATABASE, stale)))
    assert sum("earlier" in one.name for one in found) > 3
    return found


def _of_length(vault: Vault) -> list[Damage]:
    """The database cut to each number of pages and within pages; and made longer."""
    size = (vault.folder / DATABASE).stat().st_size
    cuts = [page * PAGE_BYTES for page in range(pages_of(vault))] + [
        size - PAGE_BYTES // 2,
        size - 1,
        100,
        PAGE_BYTES + 1,
    ]
    longer = {
        "a page of zeros": bytes(PAGE_BYTES), "half a page": bytes(PAGE_BYTES // 2), "one byte": b"\1",
        "a page of noise": _noise(PAGE_BYTES),
    }  # fmt: skip
    return [
        *(Damage(f"cut to {cut} bytes", _changed(DATABASE, _cut(cut))) for cut in cuts),
        *(Damage(f"{what} appended", _changed(DATABASE, _with(more))) for what, more in longer.items()),
        Damage("its second page appended", _changed(DATABASE, lambda content: content + content[_page(content, 1)])),
    ]


def _of_files(older: Vault, other: Vault, killed: Vault) -> list[Damage]:
    """Files that are gone, of another vault, of an earlier time."""
    return [
        *(Damage(f"{name} removed", _removed(name)) for name in (DATABASE, HEAD, *SLOT_COPIES)),
        Damage("both slot copies removed", _removed(*SLOT_COPIES)),
        *(Damage(f"{name} of another vault", _taken_from(other.folder, name)) for name in (DATABASE, HEAD)),
        Damage("slots of another vault", _taken_from(other.folder, *SLOT_COPIES)),
        Damage("everything but the slots of another vault", _taken_from(other.folder, DATABASE, HEAD)),
        Damage("database of an earlier time", _taken_from(older.folder, DATABASE)),
        Damage("head of an earlier time", _taken_from(older.folder, HEAD)),
        Damage("log of an earlier time", _taken_from(killed.folder, LOG)),
        Damage("database and log of an earlier time", _taken_from(killed.folder, DATABASE, LOG)),
        *(Damage(f"{name} empty", _changed(name, lambda _content: b"")) for name in (DATABASE, HEAD, *SLOT_COPIES)),
        *(Damage(f"{name} cut in two", _changed(name, _halved)) for name in (HEAD, *SLOT_COPIES)),
    ]


def _halved(content: bytearray) -> bytearray:
    return content[: len(content) // 2]


def _saved_more(vault: Vault, numbers: range, folder: Path) -> Vault:
    """The vault's state kept in a folder, before some more saves and a clean quit."""
    kept = vault.copy(folder)
    work = vault.begin()
    for number in numbers:
        perform(work, vault.case, Save(number, Verb.DETAILS if number % 2 else Verb.NOTE))
    work.close()
    assert not look(vault).named
    return kept


@part(
    "structure",
    does="every page zeroed, exchanged with the next, put back as it was some saves before (after a clean quit); the"
    " file cut to every number of pages and within pages, made longer; database, head, slots, log removed, emptied,"
    " cut, taken from another vault or from an earlier time",
    kinds=KINDS_OF_DAMAGE,
    trials=0,
    short=10,
    control=unread,
)
def structure(bench: Bench) -> Iterator[Trial]:
    """Everything once."""
    vault = left_clean(bench.place / "vault")
    killed = _killed_copy(vault, bench.place / "killed")
    older = _saved_more(vault, range(100, 106), bench.place / "older")
    other = left_clean(bench.place / "other")
    yield from swept(bench, vault, [*_of_pages(vault, older), *_of_length(vault), *_of_files(older, other, killed)])


def _killed_copy(vault: Vault, folder: Path) -> Vault:
    """The same vault as if its desk had been killed with saves in the log."""
    copy = vault.copy(folder)
    return left_in_log(folder, copy)


@part(
    "log and index gone",
    does="of a vault whose desk was killed with acknowledged saves in its log: the log removed, cut at and within"
    " every frame, emptied, its index removed or turned over, both removed",
    kinds=KINDS_OF_DAMAGE,
    trials=0,
    short=6,
    control=unread,
)
def log_gone(bench: Bench) -> Iterator[Trial]:
    """Every cut."""
    vault = left_in_log(bench.place / "vault")
    size = (vault.folder / LOG).stat().st_size
    frame = PAGE_BYTES + 24
    cuts = [0, 16, *(at for end in range(32, size, frame) for at in (end, end + 24, end + frame // 2))]
    damages = [
        *(Damage(f"log cut to {cut}", _changed(LOG, _cut(cut))) for cut in cuts),
        Damage("log removed", _removed(LOG)),
        Damage("log and index removed", _removed(LOG, LOG_INDEX)),
        Damage("index removed", _removed(LOG_INDEX)),
        Damage("index of noise", _changed(LOG_INDEX, lambda content: _noise(len(content)))),
        Damage("index empty", _changed(LOG_INDEX, lambda _content: b"")),
    ]
    yield from swept(bench, vault, damages)


# ---- a whole folder of an earlier time


def _anchored(vault: Vault, place: Path) -> Vault:
    """The vault with a copy of its head beside a key file, outside its folder."""
    key_file = place / "stick" / "key"
    key_file.parent.mkdir()
    key_file.write_bytes(b"k" * 64)
    return replace(vault, key_file=key_file)


def _rolled_back(bench: Bench, folder: Path, saves: int, *, anchored: bool) -> Trial:
    vault = left_clean(folder / "vault")
    if anchored:
        vault = _anchored(vault, folder)
        vault.begin().close()
    older = _saved_more(vault, range(saves), folder / "older")
    whole = look(vault).state
    shutil.rmtree(vault.folder)
    older.copy(vault.folder)
    return trial(vault, folder / "again", Damage(f"{saves} saves back", lambda _folder: None), whole, here=True)


def _without_anchor(place: Path) -> Control:
    """Without a copy outside nobody can see it: each must pass in silence, and is said to."""
    tries = 3
    bench = Bench(place, tries)
    silent = [_rolled_back(bench, bench.folder(n), n + 1, anchored=False).fault == SILENT for n in range(tries)]
    return Control(all(silent), f"without a copy of the head outside: {sum(silent)} of {tries} silent, as must be")


@part(
    "folder rolled back",
    does="the whole folder put back as it was 1 to 40 saves before, with a copy of the head beside a key file outside",
    kinds=KINDS_OF_DAMAGE,
    trials=40,
    short=1,
    control=_without_anchor,
)
def rolled_back(bench: Bench) -> Iterator[Trial]:
    """One save more each time."""
    for number in bench.numbers():
        yield _rolled_back(bench, bench.folder(number), number + 1, anchored=True)
