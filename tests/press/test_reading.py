"""The page can be read back: by two readers, by search, by the structure tree; and the measure can fail."""

import io
import random

import pikepdf
import pytest

from gemdesk.press.blocks import Document, Paragraph, Text
from gemdesk.press.coverage import texts
from gemdesk.press.pdf import Press
from tests.press import samples
from tests.press.measure import accuracy, character_accuracy, missing_words, nearest, pdfium_text, plain, poppler_text

DOCUMENTS = {"arabic": samples.arabic(), "english": samples.english(), "both": samples.both()}


@pytest.fixture(scope="module", params=list(DOCUMENTS))
def letter(request: pytest.FixtureRequest) -> tuple[Document, bytes]:
    document = DOCUMENTS[request.param]
    return document, Press().render(document)


def sources(document: Document) -> list[str]:
    """Every text as its writer gave it; the page numbers apart."""
    return [text.words for text in texts(document) if "{" not in text.words]


def test_both_readers_give_the_text_back(letter: tuple[Document, bytes]) -> None:
    document, pdf = letter
    poppler, pdfium = accuracy(pdf, sources(document))
    # The house's floor for PDFium is 0.94; 0.984 was the least that was measured here.
    assert poppler >= 0.97
    assert pdfium >= 0.97


def test_every_arabic_word_is_found(letter: tuple[Document, bytes]) -> None:
    document, pdf = letter
    assert missing_words(pdf, sources(document)) == []
    assert missing_words(pdf, ["كلمةغائبة"]) == ["كلمةغائبة"]


def test_a_phone_in_an_arabic_line_can_be_copied() -> None:
    sentence = f"رسائل نصّية فقط على الرقم {samples.PHONE} بين الساعة 10:00 و13:00."
    bare = plain(sentence)
    for words, found in ((sentence, True), (bare, False)):
        pdf = Press().render(Document("t", "ar", (Paragraph(Text(words, "ar"), "start"),)))
        copied = pdfium_text(pdf).replace("\u00a0", " ")
        assert ("+962 7 9000 1122" in copied) == found
        assert "13:00\u200f." in copied


def test_scrambled_text_measures_low() -> None:
    document = samples.arabic()
    text = list(poppler_text(Press().render(document)))
    assert character_accuracy("".join(text), sources(document)) >= 0.97
    random.Random(7).shuffle(text)
    assert character_accuracy("".join(text), sources(document)) < 0.5


def test_reversed_words_measure_low() -> None:
    document = samples.arabic()
    turned = " ".join(word[::-1] for word in poppler_text(Press().render(document)).split())
    assert character_accuracy(turned, sources(document)) < 0.6


def test_the_distance_is_the_edit_distance() -> None:
    assert nearest("kitten", "xx sitting yy") == 2
    assert nearest("abc", "zzabczz") == 0
    assert nearest("abc", "") == 3
    assert nearest("abcd", "zzabdzz") == 1


def test_the_structure_tree_says_every_text_exactly(letter: tuple[Document, bytes]) -> None:
    document, pdf = letter
    with pikepdf.open(io.BytesIO(pdf)) as file:
        said = [str(element.ActualText) for element in leaves(file.Root.StructTreeRoot.K)]
    footer = 3 if document.footer else 0
    want = [plain(text.words) for text in list(texts(document))[:-footer]]
    assert [text for text in said if text != "•"] == want


def leaves(element: pikepdf.Object) -> list[pikepdf.Object]:
    """The elements below that hold text, in the order of the tree."""
    found = [element] if "/ActualText" in element else []
    for kid in element.K:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            found += leaves(kid)
    return found
