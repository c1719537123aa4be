"""Everything that is shipped is named with its licence, and is the file that was meant."""

import hashlib
import re
import tomllib

from tests.house.source import REPOSITORY

PAGE = (REPOSITORY / "docs/licences.md").read_text("utf-8")
RESOURCES = REPOSITORY / "resources"
FOREIGN = ("*.ttf", "*.otf", "*.icc", "unicode/*.txt")


def test_every_package_of_the_lock_is_named() -> None:
    lock = (REPOSITORY / "packaging/requirements/run.txt").read_text("utf-8")
    packages = re.findall(r"^([a-z0-9][a-z0-9._-]*)==", lock, re.MULTILINE)
    assert len(packages) > 10
    named = PAGE.lower()
    assert [package for package in packages if not re.search(rf"\b{re.escape(package)}\b", named)] == []


def test_every_foreign_file_is_named_with_its_hash() -> None:
    found = {path for pattern in FOREIGN for path in RESOURCES.rglob(pattern)} - set(RESOURCES.rglob("LICENSE.txt"))
    assert len(found) > 3
    rows = {
        match[1]: match[2] for match in re.finditer(r"^\| `([^`]+)` \|.*\| `([0-9a-f]{64})` \|$", PAGE, re.MULTILINE)
    }
    real = {path.relative_to(RESOURCES).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in found}
    assert rows == real


def test_every_font_has_its_licence_beside_it() -> None:
    fonts = tomllib.loads((RESOURCES / "fonts/fonts.toml").read_text("utf-8"))["font"]
    for font in fonts:
        licence = (RESOURCES / "fonts" / font["licence_file"]).read_text("utf-8")
        assert "SIL OPEN FONT LICENSE Version 1.1" in licence
        assert hashlib.sha256((RESOURCES / "fonts" / font["file"]).read_bytes()).hexdigest() == font["sha256"]


def test_the_licence_is_the_whole_text() -> None:
    text = (REPOSITORY / "LICENSE").read_text("utf-8")
    assert "GNU GENERAL PUBLIC LICENSE\n                       Version 3, 29 June 2007" in text
    assert "END OF TERMS AND CONDITIONS" in text
