"""Set up and run GEM Desk from its source folder, with nothing but Python's standard library.

    python3 packaging/dev.py run      open the program; without a display, make its tour in pictures
    python3 packaging/dev.py test     run the tests, on every core (-n0: one after the other; --thorough: all)
    python3 packaging/dev.py words    bring the message catalogues up to date (--check: only say whether they are)
    python3 packaging/dev.py lock     choose the exact packages again (--upgrade: take newer ones)
    python3 packaging/dev.py wheel    build the wheel into dist/
    python3 packaging/dev.py bench    run the benchmarks
    python3 packaging/dev.py resilience   count what the vault withstands, for hours (--help: in parts, in short)

What follows a command is passed on. Set-up happens by itself, into .venv. Exit codes: 2 wrong use or Python,
3 the system lacks something, 4 packages not fetched, 5 a wrong package, 6 an unfit folder; else the command's own.
"""

import sys

OLDEST, NEWEST = (3, 11), (3, 13)

# Above everything else: an older Python has to reach this line, so the whole file keeps to its grammar.
if sys.version_info[:2] < OLDEST:
    sys.stderr.write(
        "GEM Desk needs Python %d.%d or newer; this is Python %d.%d.\n" % (OLDEST + tuple(sys.version_info[:2]))
        + "Debian 12 and Ubuntu 23.04 or newer have it; elsewhere a newer Python can stand beside the old one.\n"
    )
    sys.exit(2)

import ctypes
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "gemdesk-setup.json"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
REQUIREMENTS = ROOT / "packaging" / "requirements"
WORDS = ROOT / "packaging" / "common" / "words.py"
TRANSLATIONS = ROOT / "translations"

USE, SYSTEM, FETCH, MISMATCH, FOLDER = 2, 3, 4, 5, 6

# Debian package -> the library that Qt fails to load without it.
SCREENLESS = {
    "libglib2.0-0": "libglib-2.0.so.0",
    "libgl1": "libGL.so.1",
    "libegl1": "libEGL.so.1",
    "libxkbcommon0": "libxkbcommon.so.0",
    "libfontconfig1": "libfontconfig.so.1",
    "libdbus-1-3": "libdbus-1.so.3",
}
X11 = {
    "libxcb-cursor0": "libxcb-cursor.so.0",
    "libxkbcommon-x11-0": "libxkbcommon-x11.so.0",
    "libxcb-icccm4": "libxcb-icccm.so.4",
    "libxcb-keysyms1": "libxcb-keysyms.so.1",
    "libxcb-shape0": "libxcb-shape.so.0",
}
# Debian package -> the program or file that the tests read.
TEST_PROGRAMS = {
    "poppler-utils": "pdftotext",
    "dbus-daemon": "dbus-daemon",
    "gdb": "gdb",
    "strace": "strace",
    "xclip": "xclip",
    "xdotool": "xdotool",
    "xvfb": "Xvfb",
}
TEST_LIBRARIES = {"libseccomp2": "libseccomp.so.2"}
TEST_FILES = {
    "unicode-data": "/usr/share/unicode/BidiCharacterTest.txt",
    "cups-daemon": "/usr/sbin/cupsd",
    "cups-client": "/usr/sbin/lpadmin",
}

NO_NETWORK_SIGNS = (
    "NewConnectionError", "ConnectTimeoutError", "ReadTimeoutError", "Failed to establish a new connection",
    "name resolution", "Network is unreachable", "Could not find a version", "No matching distribution",
)  # fmt: skip
MISMATCH_SIGNS = ("DO NOT MATCH THE HASHES", "Hashes are required", "HashMismatch")

WRONG_PACKAGE = """A package is not the one that was tested (its hash differs), so it was not installed.
Fetch it again from another network; if that does not help, do not use it and report this."""
NOT_FETCHED = """The packages could not be fetched. The first set-up needs a network, or a folder of wheels
named in PIP_FIND_LINKS; afterwards the program runs without any."""
LACKING = """This system lacks: {0}
On Debian and Ubuntu this line installs it:
    sudo apt-get update && sudo apt-get install --no-install-recommends {0}
"""


class Halt(Exception):
    """Set-up cannot go on: what to tell the person, and the exit code."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code


def say(message: str) -> None:
    """Tell the person something, at once and apart from the output of what is run."""
    print(message, file=sys.stderr, flush=True)


# ---- what the system has to have


def loads(library: str) -> bool:
    """Whether the system can load this shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing_packages(*, testing: bool) -> list[str]:
    """Debian names of what the system lacks for running or for testing."""
    missing = []
    if not all(importlib.util.find_spec(module) for module in ("venv", "ensurepip")):
        missing.append("python%d.%d-venv" % sys.version_info[:2])
    if sys.platform != "linux":
        return missing
    # The tests bring a screen of their own.
    libraries = {**SCREENLESS, **X11} if os.environ.get("DISPLAY") or testing else SCREENLESS
    libraries = {**libraries, **TEST_LIBRARIES} if testing else libraries
    missing += [package for package, library in libraries.items() if not loads(library)]
    if testing:
        missing += [package for package, program in TEST_PROGRAMS.items() if not shutil.which(program)]
        missing += [package for package, path in TEST_FILES.items() if not Path(path).is_file()]
    return missing


def apt_command() -> list[str] | None:
    """How apt-get can be called here without a question, or None."""
    apt = shutil.which("apt-get")
    if not apt:
        return None
    if os.geteuid() == 0:
        return [apt]
    sudo = shutil.which("sudo")
    allowed = sudo and subprocess.call([sudo, "-n", "true"], stderr=subprocess.DEVNULL) == 0
    return [str(sudo), "-n", apt] if allowed else None


def apt_install(apt: list[str], packages: list[str]) -> None:
    """Install Debian packages; the package lists are fetched when there are none, or when they are too old."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = [*apt, "install", "--yes", "--no-install-recommends", *packages]
    fetched = not any(Path("/var/lib/apt/lists").glob("*Packages*"))
    if fetched:
        subprocess.call([*apt, "update"], env=environment)
    if subprocess.call(install, env=environment) != 0 and not fetched:
        subprocess.call([*apt, "update"], env=environment)
        subprocess.call(install, env=environment)


def prepare_system(*, testing: bool) -> None:
    """Install what the system lacks where that is allowed, else say how it is done."""
    missing = missing_packages(testing=testing)
    if not missing:
        return
    apt = apt_command()
    if apt:
        say("Installing what this system lacks: " + " ".join(missing))
        apt_install(apt, missing)
        importlib.invalidate_caches()
        missing = missing_packages(testing=testing)
    if missing:
        hint = "" if shutil.which("apt-get") else "\nOther systems have the same things under similar names."
        raise Halt(SYSTEM, LACKING.format(" ".join(missing)) + hint)


# ---- the virtual environment


def stamp_of(kind: str) -> dict[str, str]:
    """What `.venv` holds when the lists of this kind are installed in it."""
    kinds = ("run",) if kind == "run" else ("run", "dev")
    held = {"python": "%d.%d" % sys.version_info[:2]}
    for name in kinds:
        path = REQUIREMENTS / (name + ".txt")
        if not path.is_file():
            raise Halt(FOLDER, "packaging/requirements/%s.txt is missing: this copy is incomplete." % name)
        held[name] = hashlib.sha256(path.read_bytes()).hexdigest()
    return held


def installed() -> dict[str, str]:
    """What the last finished set-up left; empty when there was none."""
    try:
        held = json.loads(STAMP.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return held if isinstance(held, dict) else {}


def check_folder() -> None:
    """Stop when nothing can be written beside the source."""
    try:
        with tempfile.TemporaryFile(dir=str(ROOT)):
            pass
    except OSError as fault:
        message = "The source folder cannot be written to (%s). Copy it to a folder of your own: %s"
        raise Halt(FOLDER, message % (fault.strerror, ROOT)) from None


def make_environment() -> None:
    """Make `.venv`, or make it anew when it is unfinished or of another Python."""
    site = list(VENV.glob("lib/python%d.%d/site-packages/pip" % sys.version_info[:2])) + list(
        VENV.glob("Lib/site-packages/pip")
    )
    if PYTHON.exists() and site:
        return
    say("Making .venv for the packages (nothing else on this computer is changed) ...")
    code = subprocess.call([sys.executable, "-m", "venv", "--clear", str(VENV)])
    if code != 0:
        raise Halt(FOLDER, "Python could not make .venv (its words are above).")


def install(kind: str, *, anew: bool) -> None:
    """Install the pinned packages; every file has to have the hash that the list names.

    `anew`: what already lies in `.venv` was not checked by a finished set-up, so it is replaced.
    """
    listed = REQUIREMENTS / (kind + ".txt")
    say("Installing the packages of packaging/requirements/%s.txt (some 100 MB, once) ..." % kind)
    command = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--require-hashes"]
    command += ["--no-deps", "--only-binary", ":all:", "--requirement", str(listed)]
    command += ["--force-reinstall"] if anew else []
    words = []
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, errors="replace") as pip:
        assert pip.stderr is not None  # noqa: S101 - asked for one line above
        for line in pip.stderr:
            sys.stderr.write(line)
            words.append(line)
    if pip.returncode != 0:
        raise halt_of("".join(words))


def halt_of(words: str) -> Halt:
    """What went wrong, by pip's own words."""
    if any(sign in words for sign in MISMATCH_SIGNS):
        return Halt(MISMATCH, WRONG_PACKAGE)
    if "No space left" in words:
        return Halt(FOLDER, "There is not enough space on this disk: the packages take about 450 MB.")
    if any(sign in words for sign in NO_NETWORK_SIGNS):
        return Halt(FETCH, NOT_FETCHED)
    return Halt(FETCH, "The packages could not be installed (pip's own words are above).")


def prepare(kind: str) -> None:
    """Bring system, environment and catalogues to the state that a command needs."""
    prepare_system(testing=kind == "dev")
    wanted = stamp_of(kind)
    held = installed()
    if not PYTHON.exists() or any(held.get(name) != value for name, value in wanted.items()):
        check_folder()
        STAMP.unlink(missing_ok=True)
        if held and held.get("python") != wanted["python"]:
            shutil.rmtree(VENV)
        make_environment()
        install(kind, anew=not held)
        STAMP.write_text(json.dumps(wanted), "utf-8")
    compile_words()


def compile_words() -> None:
    """Compile the catalogues that are newer than what was made of them."""
    for source in TRANSLATIONS.glob("*/LC_MESSAGES/*.po"):
        made = source.with_suffix(".mo")
        if not made.exists() or made.stat().st_mtime < source.stat().st_mtime:
            if subprocess.call([str(PYTHON), str(WORDS), "compile"]) != 0:
                raise Halt(FOLDER, "The message catalogues could not be compiled (the cause is above).")
            return


# ---- the commands


def become(*arguments: str, **variables: str) -> NoReturn:
    """Let Python of `.venv` take this process's place; its exit code is ours."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **variables}
    command = [str(PYTHON), *arguments]
    sys.stderr.flush()
    if os.name == "nt":
        sys.exit(subprocess.call(command, env=environment))
    os.execve(command[0], command, environment)


def has_display() -> bool:
    """Whether a window can be shown here."""
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def run(rest: list[str]) -> None:
    """Open the program; where no window can be shown, make the tour."""
    prepare("run")
    if has_display():
        become("-m", "gemdesk", *rest)
    if rest[:1] != ["tour"]:
        say("There is no display here, so the tour runs instead; its pictures and letters go to ./tour-output")
        rest = ["tour", "--out", "tour-output"]
    become("-m", "gemdesk", *rest, QT_QPA_PLATFORM="offscreen")


def test(rest: list[str]) -> None:
    """Run the tests, or those that are named, on every core; a file stays on one of them."""
    prepare("dev")
    os.chdir(str(ROOT))
    spread = ("--numprocesses", "auto", "--dist", "loadfile", "--no-loadscope-reorder")
    become("-m", "pytest", *spread, *quick_ground(), *rest, QT_QPA_PLATFORM="offscreen")


def quick_ground() -> list[str]:
    """Where the tests put their files: in memory where there is room, since they wait for the disk in every save."""
    memory = "/dev/shm"  # noqa: S108 - a folder of one's own is made in it
    fits = os.path.isdir(memory) and shutil.disk_usage(memory).free >= 4 << 30
    return ["--basetemp=" + tempfile.mkdtemp(prefix="gemdesk-tests-", dir=memory)] if fits else []


def bench(rest: list[str]) -> None:
    """Run the benchmarks, or those whose file name holds one of the given words; what follows `--` is for them."""
    prepare("dev")
    end = rest.index("--") if "--" in rest else len(rest)
    names, more = rest[:end], rest[end + 1 :]
    os.environ.update(PYTHONPATH=str(ROOT), QT_QPA_PLATFORM="offscreen")
    codes = []
    for path in sorted((ROOT / "tests" / "benchmarks").glob("*.py")):
        if not names or any(word in path.name for word in names):
            say("== " + path.stem)
            codes.append(subprocess.call([str(PYTHON), str(path), *more]))
    if not codes or any(codes):
        raise Halt(1, "A benchmark missed its mark or did not run." if codes else "No benchmark of this name.")


def resilience(rest: list[str]) -> None:
    """Run the trials of the vault, or the parts that are named; what was done is kept in .resilience."""
    prepare("dev")
    become(str(ROOT / "tests" / "resilience" / "run.py"), *rest, QT_QPA_PLATFORM="offscreen")


def words(rest: list[str]) -> None:
    """Extract the messages, bring every catalogue up to date and compile it."""
    prepare("dev")
    become(str(WORDS), *(rest or ["update"]))


def lock(rest: list[str]) -> None:
    """Write the exact packages and their hashes, for every system, without any address."""
    prepare("dev")
    os.chdir(str(ROOT))
    runs, devs = "packaging/requirements/run.txt", "packaging/requirements/dev.txt"
    compiling = [str(PYTHON), "-m", "uv", "pip", "compile", "--universal", "--generate-hashes", "--no-header"]
    compiling += ["--no-annotate", "--python-version", "%d.%d" % OLDEST, "--quiet", "pyproject.toml", *rest]
    for more in (["-o", runs], ["--group", "dev", "--constraint", runs, "-o", devs]):
        if subprocess.call([*compiling, *more]) != 0:
            raise Halt(FETCH, "The packages could not be chosen (the cause is above); the lists were not all renewed.")


def wheel(rest: list[str]) -> None:
    """Build the wheel."""
    prepare("dev")
    os.chdir(str(ROOT))
    become("-m", "hatchling", "build", "-t", "wheel", *rest)


ALL: tuple[Callable[[list[str]], None], ...] = (run, test, words, lock, wheel, bench, resilience)
COMMANDS = {command.__name__: command for command in ALL}


def main(arguments: list[str]) -> int:
    """Do what was asked and return the exit code."""
    if not arguments or arguments[0] not in COMMANDS:
        say(__doc__.strip())
        return 0 if arguments[:1] in (["-h"], ["--help"]) else USE
    if sys.version_info[:2] > NEWEST:
        say("GEM Desk is tested with Python %d.%d to %d.%d; this one is newer." % (OLDEST + NEWEST))
        return USE
    try:
        COMMANDS[arguments[0]](arguments[1:])
    except Halt as halt:
        say("\n%s" % halt)
        return halt.code
    except KeyboardInterrupt:
        say("\nStopped. Nothing is broken: the same command goes on where this one ended.")
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
