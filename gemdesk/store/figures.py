"""Counts for the figures: each one question to the indexes, no record is read."""

from dataclasses import dataclass
from datetime import date, timedelta

from gemdesk.domain.figures import ASSESSED_WITHIN, Outcome, Period, outcome
from gemdesk.vault.connection import Connection

# A consent that allows figures and holds on a day; the same rule as `domain.consents.grants`, as a question.
# Parameters: the day, and twice the latest day that is known to have come.
_COUNTED = """EXISTS (
    SELECT 1 FROM consent g WHERE g."case" = {case} AND g.act = 'given' AND g.statistics = 1 AND g."on" <= ?
    AND coalesce(g.valid_until, '9999') >= ? AND NOT EXISTS (
        SELECT 1 FROM consent w WHERE w."case" = g."case" AND w.about = g.id AND (
            w.act = 'withdrawn' OR (w.act = 'narrowed' AND coalesce(w.valid_until, '9999') < ?))))"""
_LATEST = 'SELECT state FROM reply p WHERE p.referral = r.id ORDER BY p."on" DESC, p.rowid DESC LIMIT 1'
_FIRST = 'SELECT min("on") FROM reply p WHERE p.referral = r.id'


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
    counted = _COUNTED.format(case='i."case"')
    found = connection.execute(
        'SELECT max(-1, CAST(julianday(i.reported_on) - julianday(i."on") AS INTEGER)) AS days, count(*) '
        "FROM incident i WHERE i.reported_on BETWEEN ? AND ? AND i.gbv <> 'non-gbv' "
        f"AND {counted} GROUP BY days",
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
    row = connection.execute(
        'SELECT count(*), coalesce(sum(EXISTS (SELECT 1 FROM assessment a WHERE a."case" = c.id '
        f"AND a.\"on\" <= date(c.opened, '+{ASSESSED_WITHIN} days'))), 0), "
        "coalesce(sum(EXISTS (SELECT 1 FROM plan p WHERE p.\"case\" = c.id AND p.state <> 'draft' "
        'AND p."on" >= (SELECT min(a."on") FROM assessment a WHERE a."case" = c.id))), 0), '
        "coalesce(sum(EXISTS (SELECT 1 FROM consent g WHERE g.\"case\" = c.id AND g.act = 'given')), 0) "
        'FROM "case" c WHERE c.opened BETWEEN ? AND ?',
        [period.first.isoformat(), last.isoformat()],
    ).fetchone()
    whole = int(row[0])
    return {
        name: Part(int(part), whole) for name, part in zip(("assessed", "planned", "consented"), row[1:], strict=True)
    }


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
    return _answers(connection, "r.organisation", "r.sent_on BETWEEN ? AND ?", today, _days(period))


def answers_by_month(connection: Connection, organisation: str, today: date) -> dict[str, Answers]:
    """What became of the referrals to one receiver, by the month in which they were sent: 2026-11."""
    where = "r.organisation = ? AND r.sent_on IS NOT NULL"
    return _answers(connection, "substr(r.sent_on, 1, 7)", where, today, [organisation])


def _answers(connection: Connection, by: str, where: str, today: date, values: list[str]) -> dict[str, Answers]:
    found = connection.execute(
        f"SELECT {by} AS grouped, ({_LATEST}) AS latest, r.state, coalesce(r.reply_by, '9999') < ? AS is_late, "
        f"CAST(julianday(({_FIRST})) - julianday(r.sent_on) AS INTEGER) AS days, count(*) FROM referral r "
        f"WHERE {where} AND r.state NOT IN ('draft', 'void') GROUP BY grouped, latest, r.state, is_late, days",
        [today.isoformat(), *values],
    )
    grouped: dict[str, Answers] = {}
    for group, latest, state, is_late, days, count in found:
        one = grouped.setdefault(group, Answers({}, {}))
        became = outcome(latest, state, is_late=bool(is_late))
        one.outcomes[became] = one.outcomes.get(became, 0) + count
        if days is not None:
            one.days[days] = one.days.get(days, 0) + count
    return grouped


def _days(period: Period) -> list[str]:
    return [period.first.isoformat(), period.last.isoformat()]
