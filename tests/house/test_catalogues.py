"""The message catalogues: whole, up to date, filled the same way, with the plural forms pinned."""

import gettext
import string
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from babel import Locale

from gemdesk.kernel.messages import N_
from gemdesk.kernel.reasons import SENTENCES, Reason
from tests.house.source import REPOSITORY

TRANSLATIONS = REPOSITORY / "translations"
TEMPLATE = TRANSLATIONS / "gemdesk.pot"
WORDS = REPOSITORY / "packaging/common/words.py"
LANGUAGES = ("ar", "en")

AR_PLURALS = (
    "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=0 && n%100<=2 ? 4 : 5);"
)
EN_PLURALS = "nplurals=2; plural=(n != 1);"
# Index of each form of the Unicode rules in the pinned order: `many` (11-99) is the last, `other` (100-102) before it.
AR_FORMS = ("zero", "one", "two", "few", "other", "many")
SAMPLES = (0, 1, 2, 3, 10, 11, 26, 99, 100, 101, 102, 103, 111)

built = pytest.mark.skipif(not TEMPLATE.exists(), reason="no message was extracted yet: dev.py words")


def catalogue(language: str) -> polib.POFile:
    """The catalogue of a language."""
    return polib.pofile(str(TRANSLATIONS / language / "LC_MESSAGES/gemdesk.po"))


def entries(language: str) -> list[polib.POEntry]:
    """Its messages; none would let every check pass."""
    found = [entry for entry in catalogue(language) if not entry.obsolete]
    assert len(found) > 60
    return found


def fields(text: str) -> set[str]:
    """The names in braces."""
    return {name for _literal, name, _spec, _conversion in string.Formatter().parse(text) if name is not None}


def wrong_fields(entry: polib.POEntry) -> list[str]:
    """What the words of a message fill that the message does not, or the other way round."""
    if not entry.translated():
        return []  # the test of completeness says it
    if not entry.msgid_plural:
        return [] if fields(entry.msgid) == fields(entry.msgstr) else [entry.msgid]
    wanted = fields(entry.msgid) | fields(entry.msgid_plural)
    bad = []
    for form, text in entry.msgstr_plural.items():
        # «ملف واحد» and «ملفان» say their number; from the third form on the figure has to stand.
        spoken = {"count"} if int(form) <= len(entry.msgstr_plural) // 2 - 1 else set()
        if fields(text) | spoken != wanted | spoken:
            bad.append(f"{entry.msgid} [{form}]")
    return bad


def plural_index(header: str, number: int) -> int:
    """Which form a plural header chooses."""
    rule = header.partition("plural=")[2].rstrip(";")
    return int(gettext.c2py(rule)(number))


@built
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_has_its_words(language: str) -> None:
    assert [entry.msgid for entry in entries(language) if not entry.translated()] == []
    assert [entry.msgid for entry in entries(language) if entry.fuzzy] == []
    assert [entry.msgid for entry in catalogue(language) if entry.obsolete] == []


@built
def test_the_catalogues_are_up_to_date_with_the_source() -> None:
    command = [sys.executable, str(WORDS), "--check"]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr + "mend it with: python3 packaging/dev.py words"


@built
@pytest.mark.parametrize("language", LANGUAGES)
def test_words_fill_what_the_message_fills(language: str) -> None:
    assert [bad for entry in entries(language) for bad in wrong_fields(entry)] == []


@built
@pytest.mark.parametrize(("language", "header"), [("ar", AR_PLURALS), ("en", EN_PLURALS)])
def test_the_plural_forms_are_the_pinned_ones(language: str, header: str) -> None:
    assert catalogue(language).metadata["Plural-Forms"] == header


def test_the_pinned_forms_are_those_of_unicode() -> None:
    unicode_form = Locale.parse("ar").plural_form
    assert {n: AR_FORMS[plural_index(AR_PLURALS, n)] for n in SAMPLES} == {n: unicode_form(n) for n in SAMPLES}


def test_another_order_of_the_forms_is_seen() -> None:
    usual = "plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);"
    assert AR_FORMS[plural_index(usual, 26)] != Locale.parse("ar").plural_form(26)


def test_a_wrong_field_is_seen() -> None:
    entry = polib.POEntry(msgid="For {name}", msgstr="{whoo}")
    assert wrong_fields(entry)
    entry.msgstr = "{name}"
    assert not wrong_fields(entry)
    forms = dict.fromkeys(range(6), "{count} حالة") | {0: "لا حالات", 2: "حالتان"}
    plural = polib.POEntry(msgid="{count} case", msgid_plural="{count} cases", msgstr_plural=forms)
    assert not wrong_fields(plural)
    plural.msgstr_plural[5] = "حالة"
    assert wrong_fields(plural) == ["{count} case [5]"]


@pytest.mark.parametrize("reason", Reason, ids=lambda reason: reason.name)
def test_every_reason_has_a_sentence(reason: Reason) -> None:
    assert SENTENCES[reason].endswith(".")


@built
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_has_a_sentence_in_every_language(language: str) -> None:
    said = {entry.msgid: entry.msgstr for entry in entries(language)}
    assert [reason.name for reason in Reason if not said.get(SENTENCES[reason])] == []


EXTRACTED = """
from gemdesk.kernel.messages import C_, N_
LATER = N_("Later")
MENU = C_("menu", "Open")
def show(texts, self, n):
    # Translators: a greeting
    texts.say("Hello {name}", name=n)
    self._texts.count("{count} case", "{count} cases", n)
    texts.say_in(C_("verb", "Close"))
    "banana".count("a")
    texts.say(n)
"""


def test_every_kind_of_mark_is_extracted(tmp_path: Path) -> None:
    (tmp_path / "packaging/common").mkdir(parents=True)
    (tmp_path / "packaging/common/words.py").write_bytes(WORDS.read_bytes())
    (tmp_path / "gemdesk").mkdir()
    (tmp_path / "gemdesk/shown.py").write_text(EXTRACTED)
    command = [sys.executable, str(tmp_path / "packaging/common/words.py")]
    subprocess.run(command, check=True, capture_output=True)
    found = polib.pofile(str(tmp_path / "translations/gemdesk.pot"))
    assert [(entry.msgctxt, entry.msgid, entry.msgid_plural) for entry in found] == [
        (None, "Later", ""),
        ("menu", "Open", ""),
        (None, "Hello {name}", ""),
        (None, "{count} case", "{count} cases"),
        ("verb", "Close", ""),
    ]
    assert found[2].comment == "a greeting"
    assert len(polib.pofile(str(tmp_path / "translations/ar/LC_MESSAGES/gemdesk.po")).untranslated_entries()) == 5
    assert (tmp_path / "translations/en/LC_MESSAGES/gemdesk.mo").exists()
    assert subprocess.run([*command, "--check"], check=False, capture_output=True).returncode == 0
    (tmp_path / "gemdesk/more.py").write_text(f"{N_.__name__}('New')\n")
    assert subprocess.run([*command, "--check"], check=False, capture_output=True).returncode == 1
