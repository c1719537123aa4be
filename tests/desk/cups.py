"""A print server of the test's own: Debian's real cupsd, with a backend that keeps what a printer would get."""

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

DAEMON, TOOL = "/usr/sbin/cupsd", "/usr/sbin/lpadmin"
_WAIT = 20.0  # seconds, only ever used up by a failure

_FILES = """
ServerRoot {place}
ServerBin {place}/bin
RequestRoot {place}/spool
CacheDir {place}/cache
StateDir {place}/state
TempDir {place}/temporary
AccessLog {place}/log/access
ErrorLog {place}/log/error
PageLog {place}/log/page
SystemGroup root
Sandboxing relaxed
"""
_SERVER = """
Listen {place}/sock
Browsing Off
WebInterface No
LogLevel debug
MaxJobTime 20
<Location />
Order allow,deny
Allow all
</Location>
<Policy default>
<Limit All>
Order deny,allow
</Limit>
</Policy>
"""
# Job id, person, title, copies and options are what any backend is told; it names itself when nothing is asked.
_BACKEND = """#!/bin/sh
test $# -eq 0 && {{ echo 'direct paper "Unknown" "Paper"'; exit 0; }}
cat "${{6:--}}" > {place}/paper/"$1".part
printf '%s\\n' "$3" > {place}/paper/"$1".title
mv {place}/paper/"$1".part {place}/paper/"$1".pdf
"""
# The least that describes a printer that takes PDF.
_PRINTER = """*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: English
*LanguageEncoding: ISOLatin1
*PCFileName: "PAPER.PPD"
*Manufacturer: "Test"
*Product: "(Paper)"
*ModelName: "Paper"
*ShortNickName: "Paper"
*NickName: "Paper"
*PSVersion: "(3010.000) 0"
*LanguageLevel: "3"
*ColorDevice: True
*DefaultColorSpace: RGB
*FileSystem: False
*Throughput: "1"
*cupsFilter2: "application/pdf application/pdf 0 -"
*OpenUI *PageSize/Page Size: PickOne
*DefaultPageSize: A4
*PageSize A4/A4: "<</PageSize[595 842]>>setpagedevice"
*CloseUI: *PageSize
*OpenUI *PageRegion/Page Region: PickOne
*DefaultPageRegion: A4
*PageRegion A4/A4: "<</PageSize[595 842]>>setpagedevice"
*CloseUI: *PageRegion
*DefaultImageableArea: A4
*ImageableArea A4/A4: "0 0 595 842"
*DefaultPaperDimension: A4
*PaperDimension A4/A4: "595 842"
*DefaultFont: Courier
"""


@dataclass(frozen=True)
class Cups:
    """A running print server with two queues: `Paper`, which has a description, and `Bare`, which has none."""

    place: Path
    process: subprocess.Popen[bytes]

    @property
    def socket(self) -> Path:
        """Where it listens."""
        return self.place / "sock"

    def printed(self, count: int) -> list[tuple[str, bytes]]:
        """Title and content of the first jobs that came to the printer, once there are so many."""
        until(lambda: len(list((self.place / "paper").glob("*.pdf"))) >= count)
        found = sorted((self.place / "paper").glob("*.pdf"), key=lambda path: int(path.stem))
        return [(path.with_suffix(".title").read_text().strip(), path.read_bytes()) for path in found]


def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds; fails when it does not in time."""
    end = time.monotonic() + _WAIT
    while not holds():
        assert time.monotonic() < end, "it did not come to be"
        time.sleep(0.01)


@contextmanager
def serving(place: Path) -> Iterator[Cups]:
    """Start the print server in a folder of its own; for root only, who starts the backends."""
    for name in ("bin/backend", "bin/filter", "spool", "cache", "state", "temporary", "log", "paper"):
        (place / name).mkdir(parents=True)
    place.chmod(0o755)
    backend = place / "bin" / "backend" / "paper"
    backend.write_text(_BACKEND.format(place=place))
    backend.chmod(0o700)
    (place / "bin" / "daemon").symlink_to("/usr/lib/cups/daemon")
    (place / "paper.ppd").write_text(_PRINTER)
    (place / "files.conf").write_text(_FILES.format(place=place))
    (place / "server.conf").write_text(_SERVER.format(place=place))
    assert shutil.which(DAEMON), "Debian's cups-daemon; packaging/dev.py installs it"
    command = [DAEMON, "-f", "-c", str(place / "server.conf"), "-s", str(place / "files.conf")]
    with (place / "told").open("wb") as told, subprocess.Popen(command, stdout=told, stderr=told) as process:
        try:
            cups = Cups(place, process)
            until(lambda: cups.socket.exists() or process.poll() is not None)
            assert process.poll() is None, (place / "told").read_text()
            _queue(cups, "Paper", "-P", str(place / "paper.ppd"))
            _queue(cups, "Bare")
            yield cups
        finally:
            process.terminate()
            process.wait()


def _queue(cups: Cups, name: str, *more: str) -> None:
    environment = {**os.environ, "CUPS_SERVER": str(cups.socket)}
    command = [TOOL, "-p", name, "-E", "-v", "paper:/", *more]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
