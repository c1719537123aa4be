"""A report of our own mistake: where in the program it happened, without a single value."""

import json
import platform
import traceback
from pathlib import Path

from gemdesk import __version__
from gemdesk.kernel import places
from gemdesk.kernel.files import write_whole
from gemdesk.kernel.ids import new_id

_MOST_KEPT = 20  # reports; older ones are removed


def report(fault: BaseException) -> dict[str, object]:
    """Kind of fault and the places it passed: module, line and function; no text of the exception, no values."""
    frames = [
        f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(fault.__traceback__)
    ]
    return {
        "version": __version__,
        "python": platform.python_version(),
        "system": platform.system(),
        "fault": type(fault).__name__,
        "places": frames,
    }


def write(fault: BaseException) -> None:
    """Keep the report on this machine; when even that fails there is nothing more to do for it."""
    folder = places.reports()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_whole(folder / f"{new_id()[:10]}.json", json.dumps(report(fault), indent=1).encode())
        for old in sorted(folder.glob("*.json"), key=lambda path: path.stat().st_mtime)[:-_MOST_KEPT]:
            old.unlink(missing_ok=True)
    except OSError:
        return
