"""The message catalogues: extract, bring up to date, compile, check. Needs Babel; see `dev.py words`."""

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent.parent
SOURCE = ROOT / "gemdesk"
TRANSLATIONS = ROOT / "translations"
TEMPLATE = TRANSLATIONS / "gemdesk.pot"

# What marks a message: N_ and C_ of kernel/messages, and the methods of kernel/texts.
KEYWORDS = {"N_": None, "C_": ((1, "c"), 2), "say": None, "count": (1, 2)}

# Written out, since tools differ in the order of the Arabic forms: 4 is 100-102, 5 is 11-99 here.
PLURALS = {
    "ar": "nplurals=6; "
    "plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=0 && n%100<=2 ? 4 : 5);",
    "en": "nplurals=2; plural=(n != 1);",
}

# Dates, versions and empty forms in a header: a file changes only when a message does.
LEFT_OUT = tuple(
    f'"{name}:'.encode()
    for name in (
        "Project-Id-Version",
        "Report-Msgid-Bugs-To",
        "POT-Creation-Date",
        "PO-Revision-Date",
        "Last-Translator",
        "Language-Team",
        "Generated-By",
    )
)


def extracted() -> Catalog:
    """The catalogue of every marked message in the source, sorted by file and place."""
    catalogue = Catalog(fuzzy=False, header_comment="# Messages of GEM Desk. Made by `dev.py words`.")
    found = extract_from_dir(
        SOURCE,
        method_map=[("**.py", "python")],
        keywords=KEYWORDS,
        comment_tags=("Translators:",),
        strip_comment_tags=True,
    )
    for file, _line, message, comments, context in sorted(found, key=lambda hit: (Path(hit[0]).as_posix(), hit[1])):
        place = (Path(SOURCE.name, file).as_posix(), 0)
        catalogue.add(message, None, [place], auto_comments=comments, context=context)
    return catalogue


def as_text(catalogue: Catalog) -> bytes:
    """The catalogue as the bytes of its file, without anything that changes by itself."""
    out = io.BytesIO()
    write_po(out, catalogue, width=0, include_lineno=False, omit_header=False)
    return b"".join(line for line in out.getvalue().splitlines(keepends=True) if not line.startswith(LEFT_OUT))


def catalogues() -> dict[str, Path]:
    """The file of each language that has one."""
    return {path.parts[-3]: path for path in sorted(TRANSLATIONS.glob("*/LC_MESSAGES/gemdesk.po"))}


def read(path: Path, language: str | None = None) -> Catalog:
    """The catalogue in a file."""
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def merged(language: str, path: Path, template: Catalog) -> bytes:
    """The catalogue of a language with exactly the template's messages; translations are kept, never guessed."""
    catalogue = read(path, language)
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    if language == "en":
        say_as_written(catalogue)
    text = as_text(catalogue)
    if language not in PLURALS:
        return text
    wanted = f'"Plural-Forms: {PLURALS[language]}\\n"\n'.encode()
    lines = text.splitlines(keepends=True)
    return b"".join(wanted if line.startswith(b'"Plural-Forms:') else line for line in lines)


def say_as_written(catalogue: Catalog) -> None:
    """Fill what is empty in the English catalogue: the messages are written in English."""
    for message in catalogue:
        if message.id and not is_translated(message):
            message.string = message.id


def is_translated(message: Message) -> bool:
    """Whether every form of a message has its words."""
    forms = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    return all(forms)


def stale() -> list[Path]:
    """The files that are not what the source asks for."""
    template = extracted()
    found = [path for lang, path in catalogues().items() if path.read_bytes() != merged(lang, path, template)]
    if not TEMPLATE.exists() or TEMPLATE.read_bytes() != as_text(template):
        found.insert(0, TEMPLATE)
    return found


def update() -> None:
    """Write the template, bring every catalogue up to date, compile."""
    template = extracted()
    TEMPLATE.parent.mkdir(exist_ok=True)
    TEMPLATE.write_bytes(as_text(template))
    for language in PLURALS:
        path = TRANSLATIONS / language / "LC_MESSAGES" / "gemdesk.po"
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            empty = Catalog(
                locale=language, fuzzy=False, header_comment=f"# GEM Desk: the words of language {language}."
            )
            path.write_bytes(as_text(empty))
    for language, path in catalogues().items():
        path.write_bytes(merged(language, path, template))
    compile_all()


def compiled(source: Path, language: str) -> bytes:
    """The catalogue as gettext reads it; a message without a translation is left out."""
    out = io.BytesIO()
    write_mo(out, read(source, language))
    return out.getvalue()


def compile_all() -> None:
    """Compile every catalogue beside its source."""
    for language, path in catalogues().items():
        path.with_suffix(".mo").write_bytes(compiled(path, language))


def left_open() -> list[str]:
    """One line for each language: how many messages still wait for a translation."""
    counts = []
    for language, path in catalogues().items():
        messages = [message for message in read(path, language) if message.id]
        waiting = sum(not is_translated(message) for message in messages)
        counts.append(f"{language}: {len(messages)} messages, {waiting} without translation")
    return counts


def main(arguments: list[str]) -> int:
    """`update` (the usual), `compile`, or `--check`, which changes nothing and fails on a stale file."""
    if arguments == ["--check"]:
        late = stale()
        for path in late:
            print(f"not up to date: {path.relative_to(ROOT)}")
        return 1 if late else 0
    if arguments == ["compile"]:
        compile_all()
        return 0
    if arguments not in ([], ["update"]):
        print("usage: dev.py words [--check]")
        return 2
    update()
    print("\n".join(left_open()))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
