"""Settings survive whatever stands in their file."""

import json
from pathlib import Path

import pytest

from gemdesk.kernel import places, settings
from gemdesk.kernel.settings import Settings

PLAIN = Settings()
OTHER = Settings("en", "dark", 150, "/somewhere/vault", "arabic")


def test_what_was_saved_is_read(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "settings.json"
    settings.save(OTHER, path)
    assert settings.load(path) == OTHER
    assert path.stat().st_mode & 0o077 == 0


def test_the_usual_file_lies_in_the_home_of_the_program() -> None:
    settings.save(OTHER)
    assert settings.load() == OTHER
    assert places.settings_file().is_relative_to(places.data_home())


def test_a_missing_file_gives_the_defaults(tmp_path: Path) -> None:
    assert settings.load(tmp_path / "none.json") == PLAIN
    assert settings.load(tmp_path) == PLAIN


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b"7", b'"en"', b"\xff\xfe\x00", b"[" * 100_000, b'{"language": "en"', b"\0" * 40],
)
def test_a_damaged_file_gives_the_defaults(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(content)
    assert settings.load(path) == PLAIN


@pytest.mark.parametrize(
    ("odd", "found"),
    [
        ({"language": "xx"}, PLAIN), ({"language": 5}, PLAIN), ({"language": None}, PLAIN), ({"scheme": "pink"}, PLAIN),
        ({"scale": "150"}, PLAIN), ({"scale": True}, PLAIN), ({"scale": 1.5}, PLAIN), ({"digits": "roman"}, PLAIN),
        ({"vault": ["x"]}, PLAIN), ({"vault": "a\0b"}, PLAIN), ({"unknown": 1}, PLAIN),
        ({"scale": 10**30}, Settings(scale=200)), ({"scale": -1}, Settings(scale=90)),
        ({"scale": 1, "language": "en"}, Settings(language="en", scale=90)),
    ],
)  # fmt: skip
def test_only_what_is_odd_falls_back(tmp_path: Path, odd: dict[str, object], found: Settings) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"digits": "arabic", **odd}), "utf-8")
    kept = found if "digits" in odd else Settings(found.language, found.scheme, found.scale, found.vault, "arabic")
    assert settings.load(path) == kept


def test_the_folder_in_use() -> None:
    assert PLAIN.folder() == places.default_vault()
    assert OTHER.folder() == Path("/somewhere/vault")
