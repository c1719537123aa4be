"""A report of our own mistake tells where it happened and nothing of what was in hand."""

import json
import traceback

from gemdesk.desk import mistakes
from gemdesk.kernel import places

SECRET = "سلمى +963 944 000 318"


def _fault() -> Exception:
    """A mistake with a value in its text, in its cause, in its notes and in the places that it passed."""

    def inner(name: str) -> None:
        number = name
        try:
            raise KeyError(number)
        except KeyError as cause:
            wrong = ValueError(f"unknown: {number}")
            wrong.add_note(number)
            raise wrong from cause

    try:
        inner(SECRET)
    except ValueError as fault:
        return fault
    raise AssertionError


def test_no_value_is_in_the_report() -> None:
    fault = _fault()
    whole = "".join(traceback.TracebackException.from_exception(fault, capture_locals=True).format())
    assert whole.count(SECRET) > 3, "the value is in the text, the cause, the note and the locals"
    told = mistakes.report(fault)
    said = json.dumps(told, ensure_ascii=False)
    assert SECRET not in said and not any(part in said for part in SECRET.split())
    assert told["fault"] == "ValueError"
    assert any(place.startswith("test_mistakes.py:") and place.endswith(" inner") for place in _places(told))


def _places(told: dict[str, object]) -> list[str]:
    found = told["places"]
    assert isinstance(found, list)
    return found


def test_reports_are_kept_here_and_not_for_ever() -> None:
    for _ in range(25):
        mistakes.write(_fault())
    kept = list(places.reports().iterdir())
    assert len(kept) == 20
    for path in kept:
        content = path.read_text("utf-8")
        assert json.loads(content)["fault"] == "ValueError"
        assert SECRET not in content


def test_where_no_report_can_be_written_nothing_more_happens() -> None:
    places.reports().parent.mkdir(parents=True, exist_ok=True)
    places.reports().write_text("a file where the folder should be")
    mistakes.write(_fault())
    assert places.reports().read_text() == "a file where the folder should be"
