"""A reason as a sentence with its facts filled in: no codes, no raw instants, and unknown said as unknown."""

from collections.abc import Mapping
from datetime import UTC, datetime, tzinfo
from decimal import Decimal
from typing import Final

from attrs import frozen

from relcore.model.decision import Measured, Reason
from relcore.vocabulary import Comparison
from relcore.wording.figures import day, moment, moments, number, pair, span, with_unit, written_day
from relcore.wording.languages import words_of
from relcore.wording.terms import event_term, listed, name_in, readable, term_in, type_term
from relcore.wording.words import Words

__all__ = ["Telling", "continued", "sentence", "sentence_in", "silent_for"]

_SAID_AS_IT_IS = frozenset({"agent", "local_time", "owner"})
_SAID_FREELY = frozenset({"business", "category", "need", "occasion", "skill", "topic", "trigger"})
_TIMED = frozenset({"not_before", "expires"})
_SPANS = frozenset({"window"})
_SETS = {"party": "Party", "reason": "EndReason", "role": "role", "severity": "Severity"}
_DAY, _DEPARTMENT = "day", "department"


@frozen
class Telling:
    """Of whom a sentence tells, and by which clock.

    Args:
        person: the name of the person; empty where it is not known.
        clock_named: whether it has to be said whose clock shows a time of the day.
        present: whether what was found was so at the instant that was asked about, and not at a later one.
        unnamed: by which phrase somebody goes whose name is not known.
    """

    person: str = ""
    clock_named: bool = False
    present: bool = False
    unnamed: str = "person"


_NOBODY_NAMED: Final = Telling()


def sentence(reason: Reason, language: str = "en", *, zone: tzinfo = UTC) -> str:
    """What was looked at, what was found and what is required, in one sentence without a full stop.

    A code of a third party, which no table holds, is made readable and keeps its numbers.

    Args:
        reason: the reason.
        language: the language, by its code of ISO 639-1.
        zone: the zone in which days are said, such as the relationship's.

    Raises:
        FieldError: there are no words in this language.

    >>> from relcore.vocabulary import Comparison
    >>> sentence(Reason("purchase_days", False, 1, Comparison.AT_LEAST, 2, "days"))
    'Bought on 1 day, at least 2 days needed'
    >>> sentence(Reason("acme.points", False, 3, Comparison.AT_LEAST, 5, "points"))
    'acme points: 3, at least 5 needed'
    """
    return sentence_in(words_of(language), reason, zone)


def sentence_in(
    words: Words,
    reason: Reason,
    zone: tzinfo,
    *,
    found_alone: bool = False,
    telling: Telling = _NOBODY_NAMED,
) -> str:
    """The same in words that are at hand; what was found alone, without what is required, if so asked."""
    template = _told(reason, telling, words)
    if template is not None:
        return _fact(reason, template, zone, telling, words)
    if reason.holds and reason.unit == "kind" and reason.code in words.events:
        return words.phrases["happened"].format(event=event_term(words, reason.code))
    return _measure(reason, zone, words, found_alone, telling)


def continued(said: str, name: str = "") -> str:
    """A sentence as it goes on within another: its first letter small, unless it begins a name or an abbreviation."""
    if said[1:2].isupper() or (name and said.startswith(name)):
        return said
    return said[:1].lower() + said[1:]


def silent_for(days: float, usual_gap_days: float, language: str = "en") -> str:
    """How long a customer has been silent, held against the gap that is usual for that customer.

    Args:
        days: since the customer last bought, in days.
        usual_gap_days: the usual gap between purchases, in days.
        language: the language, by its code of ISO 639-1.

    Raises:
        FieldError: there are no words in this language.

    >>> silent_for(74, 10)
    'Silent for 74 days, 7.4 times the usual gap of 10 days'
    """
    words = words_of(language)
    late = usual_gap_days > 0 and days > usual_gap_days
    found, gap = pair(days, usual_gap_days, "days", words)
    times = number(days / usual_gap_days) if late else ""
    return words.phrases["silent_for" if late else "silent_on_time"].format(days=found, times=times, gap=gap)


def _is_number(value: Measured) -> bool:
    return isinstance(value, int | float | Decimal)


def _told(reason: Reason, telling: Telling, words: Words) -> str | None:
    """The template of what was said or looked up, where there is one."""
    beginning, dot, _ = reason.code.partition(".")
    forms = words.facts.get(reason.code, words.composed.get(beginning) if dot else None)
    if forms is None or not _is_fact(reason):
        return None
    form = "none" if reason.measured == "" else "holds" if reason.holds else "fails"
    for own in (reason.unit, reason.measured, _moved(reason)):
        form = own if isinstance(own, str) and own in forms else form
    if reason.required is None and f"{form}.unbounded" in forms:
        form = f"{form}.unbounded"
    if telling.present and f"{form}.now" in forms:
        form = f"{form}.now"
    return forms.get(form)


def _moved(reason: Reason) -> str | None:
    """Whether a day of each year is kept on another day of this one."""
    kept, original = reason.measured, reason.required
    if reason.unit != _DAY or not isinstance(kept, str) or not isinstance(original, str):
        return None
    month_and_day = -len("02-29")
    return None if kept[month_and_day:] == original[month_and_day:] else "moved"


def _person(said: str, template: str, telling: Telling) -> str:
    """A sentence that begins with whoever is not named begins with a capital letter all the same."""
    begins = template.startswith("{person}") and not telling.person
    return said[:1].upper() + said[1:] if begins else said


def _is_fact(reason: Reason) -> bool:
    found = reason.measured
    return isinstance(found, str | datetime) or (found is None and reason.holds is not None)


def _said(value: Measured, unit: str, zone: tzinfo, words: Words) -> str:
    match value:
        case None:
            return words.phrases["not_known"]
        case datetime():
            return day(value, zone, words)
        case str():
            return _text(value, unit, words)
        case _:
            return with_unit(number(value, unit), unit, words)


def _text(value: str, unit: str, words: Words) -> str:
    if unit in _SAID_AS_IT_IS:
        return value
    if unit in _SAID_FREELY:
        return value.replace("_", " ")
    if unit == _DAY:
        return written_day(value, words)
    if unit == _DEPARTMENT:
        return listed(words, (term_in(words, "Department", one) for one in value.split("+")))
    if unit == "override":
        return " ".join(value.split()).removesuffix(".")
    if unit in {"event", "kind"} and value in words.events:
        return event_term(words, value)
    if unit == "type":
        return type_term(words, value)
    if unit == "instrument":
        return listed(words, (term_in(words, unit, name) for name in value.split(", ")))
    return term_in(words, _SETS.get(unit, ""), value)


def _pair(reason: Reason, zone: tzinfo, words: Words) -> tuple[str, str]:
    measured, required = reason.measured, reason.required
    if isinstance(measured, datetime) and isinstance(required, datetime):
        return moments(measured, required, zone, words)
    if isinstance(measured, int | float | Decimal) and isinstance(required, int | float | Decimal):
        if reason.code in _SPANS:
            return span(measured, words), span(required, words)
        return pair(measured, required, reason.unit, words)
    return _said(measured, reason.unit, zone, words), _said(required, reason.unit, zone, words)


def _times(reason: Reason, zone: tzinfo, telling: Telling, words: Words) -> tuple[str, str]:
    """Two instants with their times of the day: the earliest at which it may be, the latest until which it may."""
    earliest, latest = (
        moment(at, zone, words, first=first, named=telling.clock_named) if isinstance(at, datetime) else ""
        for at, first in (
            (reason.measured, True),
            (reason.required, reason.comparison is not Comparison.AT_MOST),
        )
    )
    return earliest, latest


def _fact(reason: Reason, template: str, zone: tzinfo, telling: Telling, words: Words) -> str:
    timed = reason.code in _TIMED
    if timed:
        measured, required = _times(reason, zone, telling, words)
    elif "{required}" in template:
        measured, required = _pair(reason, zone, words)
    else:
        measured, required = _said(reason.measured, reason.unit, zone, words), ""
    beginning, _, rest = reason.code.partition(".")
    said = template.format(
        measured=measured,
        required=required,
        name=name_in(words, beginning, rest) if rest else "",
        person=telling.person or words.phrases[telling.unnamed],
    )
    return _person(said, template, telling)


def _measure(reason: Reason, zone: tzinfo, words: Words, found_alone: bool, telling: Telling) -> str:
    own, name = _forms(reason.code, words)
    form = "other"
    measured, required = _pair(reason, zone, words)
    if reason.measured is None:
        form = "unknown"
    elif "negative" in own and isinstance(reason.measured, int) and reason.measured < 0:
        form = "negative"
        measured = _said(-reason.measured, reason.unit, zone, words)
    elif reason.measured == 0:
        form = "zero"
    elif isinstance(reason.measured, int | float | Decimal) and number(reason.measured) in words.singular:
        form = "one"
    template = own.get(form, own.get("other"))
    if template is None or not (_is_number(reason.measured) or reason.measured is None):
        found = words.phrases["other"].format(name=readable(reason.code), measured=measured)
    else:
        plural = "one" if form in {"zero", "one"} else "other"
        person = telling.person or words.phrases[telling.unnamed]
        event = event_term(words, reason.code, plural)
        found = template.format(measured=measured, event=event, name=name, person=person)
        found = _person(found, template, telling)
    needed = "" if found_alone else _needed(reason, own, required, words)
    return words.phrases["together"].format(found=found, needed=needed) if needed else found


def _forms(code: str, words: Words) -> tuple[Mapping[str, str], str]:
    """The forms of a code, and the name that a composed one goes on with."""
    if code in words.measures:
        return words.measures[code], ""
    if code in words.events:
        return words.counted, ""
    beginning, _, rest = code.partition(".")
    if rest and beginning in words.composed:
        return words.composed[beginning], name_in(words, beginning, rest)
    return {}, ""


def _needed(reason: Reason, own: Mapping[str, str], required: str, words: Words) -> str:
    wanted, comparison = reason.required, reason.comparison
    as_found = wanted == reason.measured
    if as_found and (wanted is None or comparison is Comparison.EQUAL_TO):
        return ""  # nothing is required: it is only told
    if as_found and wanted == 0 and comparison is Comparison.AT_MOST:
        return ""  # "No concern is open" says it all
    if wanted is None:
        return own.get("required_unknown", words.phrases["required_unknown"])
    template = own.get(comparison)
    if template is None and wanted == 0:
        template = words.required.get(f"{comparison}.zero")
    return (words.required[comparison] if template is None else template).format(required=required)
