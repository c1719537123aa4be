"""Nothing writes a file but the modules named here: what leaves the vault leaves by the one door."""

import ast

import pytest

from tests.house.source import Module, called_name, calls, imports, module, program

# Module -> what it writes.
ALLOWED = {
    "gemdesk/kernel/files.py": "the one way to write a file whole; it does not choose what or where",
    "gemdesk/kernel/settings.py": "the machine's settings: language, look, vault folder",
    "gemdesk/vault/copies.py": "the key record, twice",
    "gemdesk/vault/anchor.py": "the copy of the head beside the key file: a number and a digest, sealed",
    "gemdesk/vault/erased_list.py": "the sealed list of what was erased, in the vault and beside the key file",
    "gemdesk/vault/generations.py": "copies of the encrypted database, in the vault's own folder",
    "gemdesk/vault/head.py": "the sealed head of the vault",
    "gemdesk/vault/reserve.py": "random bytes that keep space for the last save",
    "gemdesk/vault/erasure.py": "random bytes over the key record, and a copy of it to rehearse that on",
    "gemdesk/vault/keyfile.py": "the key file, where the person wants it",
    "gemdesk/vault/swap.py": "the empty mark of a folder that takes the place of a vault",
    "gemdesk/vault/lock.py": "an empty file that only one process can hold",
    "gemdesk/vault/opening.py": "the name of a new database; the database itself is SQLCipher's",
    "gemdesk/flows/salvaging.py": "the damaged database once more, among what was set aside",
    "gemdesk/flows/door.py": "the one door out: what consent covers, with its line in the release ledger",
    "gemdesk/flows/directory_sheets.py": "the directory as a sheet, with no person in it; told in the vault's history",
    "gemdesk/press/finish.py": "a PDF, into memory",
    "gemdesk/press/cleaning.py": "working copies of pictures and PDFs, into memory",
    "gemdesk/desk/mistakes.py": "the report on a mistake of ours, without case data",
    "gemdesk/gate/drive.py": "pictures of the tour, in the folder it was given",
    "gemdesk/desk/drive.py": "pictures of the tour, in the folder it was given",
    "gemdesk/desk/tour.py": "tour.json, in the folder it was given",
}
# One call of a module -> why it is none of the above.
ALLOWED_CALLS = {
    ("gemdesk/exchange/sheet_book.py", "zipfile.ZipFile"): "reads what lies in memory",
    ("gemdesk/ui/printing.py", "QPrinter"): "the queue of a printer; printing into a file is taken out of its dialog",
}

WRITING_METHODS = {"write_whole", "write_text", "write_bytes", "touch", "mkfifo", "symlink_to", "hardlink_to"}
CREATING_CALLS = {
    "os.mkfifo", "os.link", "os.symlink", "os.truncate", "os.memfd_create", "shutil.copy", "shutil.copy2",
    "shutil.copyfile", "shutil.copytree", "shutil.move", "shutil.make_archive", "tempfile.mkstemp",
    "tempfile.NamedTemporaryFile", "tempfile.TemporaryFile", "tempfile.SpooledTemporaryFile",
}  # fmt: skip
WRITING_CLASSES = {
    "QFile", "QSaveFile", "QTemporaryFile", "QPdfWriter", "QImageWriter", "QTextDocumentWriter", "QPrinter",
    "FileHandler", "RotatingFileHandler", "ZipFile", "TarFile",
}  # fmt: skip
OPENS_BY_NAME = ("io.open", "os.fdopen", "codecs.open", "gzip.open")
# Libraries whose objects can save themselves into a file.
SAVING = ("PySide6", "PIL", "pikepdf", "reportlab")
SAVING_METHODS = {"save", "saveToFile", "print_", "grabToFile", "drawToFile"}


def mode_of(call: ast.Call, place: int) -> str:
    """The mode of an `open`: read when it is not said, everything when it is computed."""
    given = [word.value for word in call.keywords if word.arg == "mode"] + call.args[place : place + 1]
    if not given:
        return "r"
    return str(given[0].value) if isinstance(given[0], ast.Constant) else "w"


def opens_to_write(call: ast.Call) -> bool:
    """Whether an open, of a name, a Path or a descriptor, could write."""
    name = ast.unparse(call.func)
    if name == "os.open":
        flags = ast.unparse(call.args[1]) if len(call.args) > 1 else "O_CREAT"
        return any(flag in flags for flag in ("O_WRONLY", "O_RDWR", "O_CREAT", "O_APPEND", "O_TRUNC"))
    if called_name(call) not in ("open", "fdopen"):
        return False
    if name in ("pikepdf.open", "Image.open"):
        return False  # read into memory; what they save is looked for apart
    of_a_path = isinstance(call.func, ast.Attribute) and name not in OPENS_BY_NAME
    if of_a_path and call.args and not isinstance(call.args[0], ast.Constant):
        return False  # a page that opens a case; no Path here is opened with a computed mode
    return any(letter in mode_of(call, 0 if of_a_path else 1) for letter in "wax+")


def house_names(one: Module) -> set[str]:
    """The names that a module takes from the program itself."""
    found: set[str] = set()
    for node in ast.walk(one.tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("gemdesk"):
            found.update(alias.asname or alias.name for alias in node.names)
    return found


def saves_itself(call: ast.Call, one: Module) -> bool:
    """Whether an object of a library could save itself into a file here."""
    if called_name(call) not in SAVING_METHODS or not call.args or not isinstance(call.func, ast.Attribute):
        return False
    known = any(name.startswith(SAVING) for _line, name in imports(one))
    return known and ast.unparse(call.func.value).split(".")[0] not in house_names(one)


def writes(one: Module) -> list[str]:
    """The calls of a module that could write a file."""
    found = []
    for call in calls(one):
        name = ast.unparse(call.func)
        direct = name in CREATING_CALLS or called_name(call) in WRITING_CLASSES
        method = called_name(call) in WRITING_METHODS
        if direct or method or opens_to_write(call) or saves_itself(call, one):
            found.append(f"{one.path}:{call.lineno} {name}")
    return found


def not_allowed(one: Module) -> list[str]:
    """The calls of a module that could write a file and are not named above."""
    if one.path in ALLOWED:
        return []
    return [line for line in writes(one) if (one.path, line.split()[-1]) not in ALLOWED_CALLS]


def test_only_named_modules_write_files() -> None:
    assert [line for one in program() for line in not_allowed(one)] == []


def test_every_named_module_still_writes() -> None:
    there = {one.path for one in program()}
    writing = {(one.path, line.split()[-1]) for one in program() for line in writes(one)}
    assert set(ALLOWED) & there - {path for path, _name in writing} == set()
    assert {call for call in ALLOWED_CALLS if call[0] in there} - writing == set()


@pytest.mark.parametrize(
    "text",
    [
        'open("x", "w")', 'open("x", mode="ab")', 'p.open("x")', "open(p, how)", 'os.fdopen(h, "wb")',
        'p.write_text("x")', "p.write_bytes(b)", "os.open(p, os.O_WRONLY)", "os.open(p, flags | os.O_CREAT)",
        "shutil.copyfile(a, b)", "QSaveFile(p)", "from PySide6.QtGui import QImage\npicture.save(p)",
        "import pikepdf\nwith pikepdf.open(b) as pdf: pdf.save(p)", "tempfile.mkstemp()", "write_whole(p, body)",
        "files.write_whole(p, body)", "zipfile.ZipFile(p)",
    ],
)  # fmt: skip
def test_a_planted_write_is_seen(text: str) -> None:
    assert writes(module("gemdesk/ui/planted.py", text))


@pytest.mark.parametrize(
    "text",
    [
        'open("x")', 'open("x", "rb")', 'p.open("rb")', "p.read_bytes()", "os.fdopen(h)", "os.open(p, os.O_RDONLY)",
        "from PySide6.QtGui import QImage\nfrom gemdesk.kernel import settings\nsettings.save(s)",
        "store.save(record)",
    ],
)  # fmt: skip
def test_reading_is_no_write(text: str) -> None:
    assert not writes(module("gemdesk/ui/planted.py", text))
