"""Counts for the figures: each one question to the indexes, no record is read."""

from dataclasses import dataclass
from datetime import date, timedelta

from gemdesk.domain.figures import ASSESSED_WITHIN, Outcome, Period, outcome
from gemdesk.vault.connection import Connection

# The database wipes what it frees, so every text that a question sorts, groups or hands on inside itself costs more
# than reading it. So these ask of indexes alone whether something is there, and count by numbers; what has to be
# joined by texts is joined here.

# A consent that allows figures and holds on a day; the same rule as `domain.consents.grants`, as a question.
# Parameters: the day, and twice the latest day that is known to have come.
_COUNTED = """EXISTS (
    SELECT 1 FROM consent g INDEXED BY consent_given WHERE g."case" = i."case" AND g.act = 'given'
    AND g.statistics = 1 AND g."on" <= ? AND coalesce(g.valid_until, '9999') >= ? AND NOT EXISTS (
        SELECT 1 FROM consent w INDEXED BY consent_changed WHERE w.about = g.id AND w.act <> 'given'
        AND (w.act = 'withdrawn' OR coalesce(w.valid_until, '9999') < ?)))"""
# Of a case: whether it was assessed in time, whether a plan followed an assessment, whether a consent was taken down.
_OF_A_CASE = {
    "assessed": 'SELECT 1 FROM assessment a INDEXED BY assessment_of_case WHERE a."case" = c.id '
    f'AND julianday(a."on") - julianday(c.opened) <= {ASSESSED_WITHIN}',
    "planned": "SELECT 1 FROM plan p INDEXED BY plan_of_case CROSS JOIN assessment a INDEXED BY assessment_of_case "
    """ON a."case" = p."case" AND a."on" <= p."on" WHERE p."case" = c.id AND p.state <> 'draft'""",
    "consented": """SELECT 1 FROM consent g INDEXED BY consent_given WHERE g."case" = c.id AND g.act = 'given'""",
}


@dataclass(frozen=True, slots=True)
class Part:
    """How many of a whole."""

    part: int
    whole: int


@dataclass(slots=True)
class Answers:
    """What became of referrals: how many of each outcome, and how many days until the first answer."""

    outcomes: dict[Outcome, int]
    days: dict[int, int]

    @property
    def sent(self) -> int:
        """How many referrals there are."""
        return sum(self.outcomes.values())


def delays(connection: Connection, period: Period, today: date, reached: date) -> dict[int | None, int]:
    """How many incidents of gender-based violence were told in a period, by the days until then.

    Of cases whose consent allows figures alone. None: the day of the incident is not known, or lies after it was told.
    """
    found = connection.execute(
        'SELECT max(-1, CAST(julianday(i.reported_on) - julianday(i."on") AS INTEGER)) AS days, count(*) '
        "FROM incident i INDEXED BY incident_by_telling "
        f"WHERE i.reported_on BETWEEN ? AND ? AND i.gbv <> 'non-gbv' AND {_COUNTED} GROUP BY days",
        [*_days(period), today.isoformat(), reached.isoformat(), reached.isoformat()],
    )
    counts: dict[int | None, int] = {}
    for days, count in found:
        known = days if days is not None and days >= 0 else None
        counts[known] = counts.get(known, 0) + count
    return counts


def registered(connection: Connection, period: Period, today: date) -> dict[str, Part]:
    """Of the cases registered in a period, as far as their time is over: assessed, planned, with a consent."""
    last = min(period.last, today - timedelta(days=ASSESSED_WITHIN))
    found = {}
    for name, question in _OF_A_CASE.items():
        row = connection.execute(
            f"SELECT coalesce(sum(EXISTS ({question})), 0), count(*) "
            'FROM "case" c INDEXED BY case_by_opening WHERE c.opened BETWEEN ? AND ?',
            [period.first.isoformat(), last.isoformat()],
        ).fetchone()
        found[name] = Part(int(row[0]), int(row[1]))
    return found


def followed_up(connection: Connection, period: Period, today: date) -> Part:
    """Of the follow-ups that were due in a period and until today: done by their day."""
    row = connection.execute(
        "SELECT count(*), coalesce(sum(coalesce(done_on, '9999') <= due), 0) FROM follow_up WHERE due BETWEEN ? AND ?",
        [period.first.isoformat(), min(period.last, today).isoformat()],
    ).fetchone()
    return Part(int(row[1]), int(row[0]))


def closed(connection: Connection, period: Period) -> Part:
    """Of the closings in a period: those because the goals were met."""
    row = connection.execute(
        "SELECT count(*), coalesce(sum(reason = 'goals_met'), 0) FROM closure "
        "WHERE \"on\" BETWEEN ? AND ? AND act = 'closed'",
        _days(period),
    ).fetchone()
    return Part(int(row[1]), int(row[0]))


def approved(connection: Connection, period: Period) -> Part:
    """Of what a supervisor was asked to approve in a period: what was approved since."""
    row = connection.execute(
        "SELECT count(*), coalesce(sum(is_approved), 0) FROM ("
        'SELECT max(EXISTS (SELECT 1 FROM approval b WHERE b."case" = a."case" AND b.what = a.what '
        "AND b.about = a.about AND b.state = 'approved' AND b.at >= a.at)) AS is_approved FROM approval a "
        "WHERE a.state = 'asked' AND a.at >= ? AND a.at < ? GROUP BY a.\"case\", a.what, a.about)",
        [period.first.isoformat(), (period.last + timedelta(days=1)).isoformat()],
    ).fetchone()
    return Part(int(row[1]), int(row[0]))


def answers(connection: Connection, period: Period, today: date) -> dict[str, Answers]:
    """What became of the referrals sent in a period, by the id of their receiver."""
    first, latest = _answered(connection, period.first)
    grouped: dict[str, Answers] = {}
    for receiver, sent_on, state, by, id_ in connection.execute(
        "SELECT organisation, sent_on, state, reply_by, id FROM referral INDEXED BY referral_by_sending "
        "WHERE sent_on BETWEEN ? AND ?",
        _days(period),
    ):
        _count(
            grouped.setdefault(receiver, Answers({}, {})), sent_on, state, by, today, latest.get(id_), first.get(id_)
        )
    return grouped


def _answered(connection: Connection, since: date) -> tuple[dict[str, str], dict[str, str]]:
    """The day of the first answer since a day and the state that the latest one tells, by referral."""
    first: dict[str, str] = {}
    latest: dict[str, tuple[str, int, str]] = {}  # of a day the answer that was written down last
    in_order = 'SELECT referral, "on", state, rowid FROM reply INDEXED BY reply_by_day WHERE "on" >= ?'
    for referral, on, state, number in connection.execute(in_order, [since.isoformat()]):
        first[referral] = min(first.get(referral, on), on)
        latest[referral] = max(latest.get(referral, ("", 0, "")), (on, number, state))
    return first, {referral: told[2] for referral, told in latest.items()}


def answers_by_month(connection: Connection, organisation: str, today: date) -> dict[str, Answers]:
    """What became of the referrals to one receiver, by the month in which they were sent: 2026-11."""
    grouped: dict[str, Answers] = {}
    for sent_on, state, by, latest, first in connection.execute(
        "SELECT sent_on, state, reply_by, "
        '(SELECT state FROM reply p WHERE p.referral = r.id ORDER BY "on" DESC, rowid DESC LIMIT 1), '
        '(SELECT "on" FROM reply p WHERE p.referral = r.id ORDER BY "on" LIMIT 1) '
        "FROM referral r INDEXED BY referral_of_organisation WHERE organisation = ? AND sent_on > ''",
        [organisation],
    ):
        _count(grouped.setdefault(sent_on[:7], Answers({}, {})), sent_on, state, by, today, latest, first)
    return grouped


def _count(
    into: Answers, sent_on: str, state: str, by: str | None, today: date, latest: str | None, first: str | None
) -> None:
    if state in ("draft", "void"):
        return
    became = outcome(latest, state, is_late=by is not None and by < today.isoformat())
    into.outcomes[became] = into.outcomes.get(became, 0) + 1
    if first is not None:
        days = (date.fromisoformat(first) - date.fromisoformat(sent_on)).days
        into.days[days] = into.days.get(days, 0) + 1


def _days(period: Period) -> list[str]:
    return [period.first.isoformat(), period.last.isoformat()]
