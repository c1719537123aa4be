"""The letters of every case file, with the consents it names, read back from the page."""

import hashlib
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pytest

from gemdesk.flows import case_files, referrals
from gemdesk.flows.referrals import Order, Written
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import strip_controls
from tests.conftest import REPOSITORY
from tests.flows.making import case_paths, cases_folder, new_work
from tests.press.measure import accuracy, missing_words, squeezed, visual_lines

POPPLER, PDFIUM = 0.97, 0.94  # shares of characters that must come back, over all letters


@dataclass(frozen=True, slots=True)
class Read:
    """A letter and what must stand in it as it is written."""

    name: str
    written: Written
    names: tuple[str, ...]  # which its metadata must not tell
    fixed: tuple[str, ...]  # from left to right without spaces


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> list[Read]:
    """Every letter that its consents allow, in each language that its case file names."""
    work = new_work(tmp_path_factory.mktemp("letters") / "vault")
    found = []
    for path in case_paths():
        file = case_files.take_in(work, path, Texts("ar"))
        for languages in file.languages if file.referral else ():
            assert file.referral
            drawn = referrals.draw(work, Order(file.referral, (), languages))
            if drawn.sheet.refusal is None:
                person = file.person
                told = (person.chosen_name, person.legal_name, *person.other_scripts, file.contact.number)
                fixed = [file.referral.reference, f"{file.referral.on:%Y}"]
                if drawn.sheet.tells and file.contact.number in strip_controls("".join(drawn.written.sources)):
                    fixed.append(file.contact.number)
                found.append(
                    Read(
                        f"{path.stem} {'+'.join(languages)}",
                        drawn.written,
                        tuple(name for name in told if name),
                        tuple(map(squeezed, fixed)),
                    )
                )
    work.connection.close()
    return found


def test_these_are_the_letters_of_the_tour(letters: list[Read]) -> None:
    assert len(letters) == (12 if cases_folder().parent.name == "shared" else 16)


def test_every_arabic_word_is_found(letters: list[Read]) -> None:
    assert {read.name: missing_words(read.written.body, read.written.sources) for read in letters} == {
        read.name: [] for read in letters
    }
    assert missing_words(letters[0].written.body, ["برتقالة"]) == ["برتقالة"]


def test_the_characters_come_back(letters: list[Read]) -> None:
    length = poppler = pdfium = 0.0
    worst = {"poppler": (1.0, ""), "PDFium": (1.0, "")}
    for read in letters:
        sources = read.written.sources
        signs = sum(len(squeezed(text)) for text in sources)
        one, other = accuracy(read.written.body, sources)
        length, poppler, pdfium = length + signs, poppler + one * signs, pdfium + other * signs
        for reader, share in (("poppler", one), ("PDFium", other)):
            worst[reader] = min(worst[reader], (share, read.name))
    print(f"poppler {poppler / length:.4f}, PDFium {pdfium / length:.4f}; the worst: {worst}")
    assert poppler / length >= POPPLER and pdfium / length >= PDFIUM
    wrong, wrong_too = accuracy(letters[0].written.body, [text[::-1] for text in letters[0].written.sources])
    assert wrong < POPPLER and wrong_too < PDFIUM


def test_numbers_and_references_stand_as_they_are_written(letters: list[Read]) -> None:
    for read in letters:
        lines = visual_lines(read.written.body)
        for value in read.fixed:
            assert any(value in line for line in lines), (read.name, len(value))
        assert not any(read.fixed[0][::-1] in line for line in lines)
    assert any(len(read.fixed) == 3 for read in letters), "a number to call is among them"


def test_fonts_are_embedded_and_metadata_names_nobody(letters: list[Read], tmp_path: Path) -> None:
    for read in letters:
        target = tmp_path / "letter.pdf"
        target.write_bytes(read.written.body)
        with pikepdf.open(target) as pdf:
            told = " ".join(map(str, pdf.docinfo.values())) + pdf.Root.Metadata.read_bytes().decode()
            kinds = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary)]
        assert not any(name in told for name in read.names)
        assert read.fixed[0] in told, "the metadata was read"
        fonts = [o for o in kinds if o.get("/Type") == "/FontDescriptor"]
        assert fonts and all("/FontFile2" in font for font in fonts)


_ONE = """
import hashlib
from dataclasses import replace
from gemdesk.letters.compose import compose
from gemdesk.press.pdf import render
from tests.letters.conftest import subject_of
subject, items = subject_of(1)
subject = replace(subject, referral=replace(subject.referral, reference="{reference}"))
print(hashlib.sha256(render(compose("referral", subject, ("ar", "en"), items).document)).hexdigest())
"""


def test_two_processes_write_the_same_bytes() -> None:
    def digest(seed: str, reference: str = "R-7K3Q-2M") -> str:
        return subprocess.run(
            [sys.executable, "-c", _ONE.replace("{reference}", reference)],
            cwd=REPOSITORY,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()

    first = digest("1")
    assert len(first) == hashlib.sha256().digest_size * 2
    assert digest("2") == first
    assert digest("1", "R-7K3Q-2N") != first
