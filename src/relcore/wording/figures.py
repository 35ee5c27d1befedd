"""Numbers, amounts and days as people say them: rounded, with their unit, and never as an instant in UTC.

Rounding may not turn two numbers that differ into one: what is that close to what is required is said to be
just over or just under it.
"""

from datetime import date, datetime, timedelta, timezone, tzinfo
from decimal import ROUND_HALF_EVEN, Context, Decimal

from relcore.model.currencies import CURRENCIES
from relcore.wording.words import Words

__all__ = ["Number", "day", "moment", "moments", "number", "pair", "span", "with_unit", "written_day"]

Number = int | float | Decimal
"""What can be measured and rounded."""

_MONEY_UNIT = "money"
_DAY_HOURS = 24
_EXACT = Context(prec=80, rounding=ROUND_HALF_EVEN)  # the caller's own context must not decide what is said


def number(value: Number, unit: str = "") -> str:
    """A number for people: money to the cent or finer, the rest to the digits that matter.

    >>> number(74.31), number(7.38), number(0.01234), number(15535), number(Decimal("25.00"), "EUR")
    ('74', '7.4', '0.012', '15,535', '25.00')
    """
    exact = Decimal(str(value))
    if not exact.is_finite():
        return str(value)
    if unit == _MONEY_UNIT or unit in CURRENCIES:
        return f"{exact:,f}" if isinstance(value, Decimal) else f"{_round(exact, 2):,f}"
    if exact == exact.to_integral_value():
        return f"{exact.to_integral_value():,f}"
    size = _EXACT.abs(exact)
    if size >= 10:
        return f"{_round(exact, 0):,f}"
    places = 1 if size >= 1 else min(1 - size.adjusted(), 12)
    shown = _round(exact, places)
    return f"{shown.to_integral_value():f}" if shown == shown.to_integral_value() else f"{shown:f}"


def _round(value: Decimal, places: int) -> Decimal:
    return value.quantize(_EXACT.scaleb(Decimal(1), -places), context=_EXACT)


def with_unit(shown: str, unit: str, words: Words) -> str:
    """A number that is written already, with its unit where that is named with it."""
    if unit in CURRENCIES:
        return f"{shown} {unit}"
    forms = words.units.get(unit)
    return (
        shown if forms is None else forms["one" if shown in words.singular else "other"].format(number=shown)
    )


def span(hours: Number, words: Words) -> str:
    """A span of time: in days where these are whole, and else in hours."""
    whole = hours % _DAY_HOURS == 0
    unit = "days" if whole else "hours"
    return with_unit(number(hours / _DAY_HOURS if whole else hours, unit), unit, words)


def pair(measured: Number, required: Number, unit: str, words: Words) -> tuple[str, str]:
    """What was measured and what is required, each with its unit, and different where they differ."""
    found, needed = number(measured, unit), with_unit(number(required, unit), unit, words)
    if found != number(required, unit) or measured == required:
        return with_unit(found, unit, words), needed
    side = "just_over" if measured > required else "just_under"
    return words.phrases[side].format(number=needed), needed


def day(at: datetime, zone: tzinfo, words: Words) -> str:
    """The day of an instant in a zone, such as *3 March 2026*."""
    return _date(at.astimezone(zone), words)


def _date(there: date, words: Words) -> str:
    return words.phrases["date"].format(day=there.day, month=words.months[there.month - 1], year=there.year)


def written_day(text: str, words: Words) -> str:
    """A day that is written as in ``"2026-03-09"``, or as in ``"03-09"`` where it is one of each year."""
    try:
        there = date.fromisoformat(text if len(text) > len("03-09") else f"2000-{text}")
    except ValueError:
        return text
    if len(text) > len("03-09"):
        return _date(there, words)
    return words.phrases["date.yearly"].format(day=there.day, month=words.months[there.month - 1])


def moments(first: datetime, second: datetime, zone: tzinfo, words: Words) -> tuple[str, str]:
    """Two instants as days; with their time of day where they differ and their day does not."""
    days = day(first, zone, words), day(second, zone, words)
    if first == second or days[0] != days[1]:
        return days
    return _moment(first, zone, words), _moment(second, zone, words)


def moment(at: datetime, zone: tzinfo, words: Words, *, first: bool, named: bool = False) -> str:
    """A day with its time: the first whole minute from an instant on, or else the last until it.

    An hour that clocks show twice is told apart the second time. The clock is named where that is asked for.
    """
    there = at.astimezone(zone)
    over = timedelta(seconds=there.second, microseconds=there.microsecond)
    if first and over:
        at += timedelta(minutes=1) - over
        there = at.astimezone(zone)
    said = _moment(at, zone, words)
    if there.fold:
        said = words.phrases["moment.again"].format(moment=said)
    return words.phrases["moment.there"].format(moment=said, clock=_clock(there, words)) if named else said


def _clock(there: datetime, words: Words) -> str:
    """Whose clock it is: that of a place where the zone is named after one, or else its offset from UTC."""
    area, _, place = str(getattr(there.tzinfo, "key", None) or "").rpartition("/")
    if area and area != "Etc":
        return words.phrases["clock.place"].format(place=place.replace("_", " "))
    return str(timezone(there.utcoffset() or timedelta(0)))


def _moment(at: datetime, zone: tzinfo, words: Words) -> str:
    there = at.astimezone(zone)
    month = words.months[there.month - 1]
    hour, minute = f"{there.hour:02}", f"{there.minute:02}"
    return words.phrases["moment"].format(
        day=there.day, month=month, year=there.year, hour=hour, minute=minute
    )
