"""What the repository holds names no registry, no address to fetch from and no machine."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.source import REPOSITORY

LOCKS = ("run", "dev")
NOT_OURS = {"dist", "build", "__pycache__", "tour-output"}
HIDDEN_BUT_OURS = {".ci", ".gitignore"}

# Written in two pieces, so that this file does not hold what it looks for.
HOSTS = ("py" + "pi.org", "python" + "hosted", "registry." + "npmjs", "deb." + "debian.org", "mirror" + "s.")
PLACES = ("/ho" + "me/", "/ro" + "ot/", "/Us" + "ers/", "/wo" + "rk/", "/op" + "t/", "C:\\" + "Users")
FETCHES = re.compile("|".join(map(re.escape, (*HOSTS, "index-" + "url", "find-" + "links"))), re.IGNORECASE)
MACHINE = re.compile(r"(?<![\w.}])(?:" + "|".join(map(re.escape, PLACES)) + r")[\w.-]+")


def kept_files(root: Path = REPOSITORY) -> Iterator[Path]:
    """Every file of the tree that is no product of building or testing."""
    for path in sorted(root.rglob("*")):
        parts = path.relative_to(root).parts
        hidden = any(part.startswith(".") and part not in HIDDEN_BUT_OURS for part in parts)
        if path.is_file() and not hidden and not NOT_OURS.intersection(parts):
            yield path


def text_of(path: Path) -> str | None:
    """The text of a file, or None for a font, a picture or another file that is no text."""
    raw = path.read_bytes()
    if b"\0" in raw[:4096]:
        return None
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return None


def traces(text: str) -> list[str]:
    """What in a text names a registry or a place on a machine."""
    return FETCHES.findall(text) + MACHINE.findall(text)


def unpinned(lock: str) -> list[str]:
    """The lines of a lock that are neither a pinned package nor a hash of one."""
    pinned = re.compile(r"[a-z0-9][a-z0-9._-]*==[\w.]+( ; [\w =!<>.'()]+)? \\")
    digest = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")
    return [line for line in lock.splitlines() if not (pinned.fullmatch(line) or digest.fullmatch(line))]


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_pins_and_hashes_and_nothing_else(name: str) -> None:
    lock = (REPOSITORY / "packaging/requirements" / f"{name}.txt").read_text("utf-8")
    assert unpinned(lock) == []
    assert lock.count("==") > 10
    assert lock.count("--hash=") > lock.count("==")


def test_both_locks_agree() -> None:
    run, dev = ((REPOSITORY / "packaging/requirements" / f"{name}.txt").read_text("utf-8") for name in LOCKS)
    pins = [{line.removesuffix(" \\") for line in lock.splitlines() if "==" in line} for lock in (run, dev)]
    assert pins[0] < pins[1]
    assert "pyside6-essentials==6.8.3" in pins[0]


@pytest.mark.parametrize(
    "line",
    [
        "--extra-index" + "-url https://example.org/simple",
        "--find-" + "links wheels",
        "babel @ https://example.org/babel.whl",
        "babel>=2.18.0 \\",
        "# made with a tool",
    ],
)
def test_a_foreign_line_in_a_lock_is_seen(line: str) -> None:
    good = "babel==2.18.0 \\\n    --hash=sha256:" + "a" * 64
    assert unpinned(good) == []
    assert unpinned(f"{good}\n{line}") == [line]


def test_no_file_names_a_registry_or_a_machine() -> None:
    texts = {path: text for path in kept_files() if (text := text_of(path)) is not None}
    assert len(texts) > 40
    assert {str(path.relative_to(REPOSITORY)): bad for path, text in texts.items() if (bad := traces(text))} == {}


def test_a_planted_trace_is_seen() -> None:
    assert traces("files." + "python" + "hosted.org")
    assert traces('open("' + "/ho" + 'me/salma/vault")')
    assert not traces("(Path.home() / 'vault'), ../shared/work/x, $HOME/x and https://www.gnu.org/licenses/")
