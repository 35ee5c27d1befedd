"""What a review says of a relationship: how it is doing and why, and what falls short.

Every score is told with all that it is made of, and what is not known is said to be unknown.
"""

from collections.abc import Iterable, Iterator
from datetime import tzinfo

from relcore.model.decision import Decision, Measured, Reason
from relcore.model.score import Contribution, Health, Score
from relcore.vocabulary import Comparison, Trend
from relcore.wording.figures import number, with_unit
from relcore.wording.sentences import continued, sentence_in
from relcore.wording.terms import listed, metric_term, term_in
from relcore.wording.words import Words

__all__ = ["finding_in", "health_in", "row", "score_in"]

_TREND = "trend"


def health_in(words: Words, told: Health, zone: tzinfo) -> Iterator[str]:
    """The score with its band, each of its parts, what is not known of them, and which way it is going."""
    score = _stands(words, told.score, zone)
    if told.band is not None:
        score = words.phrases["score"].format(score=score, band=term_in(words, "band", told.band))
    yield score
    yield from _parts(words, told.score, zone)
    yield from _trend(words, told.trend)


def score_in(words: Words, told: Score, zone: tzinfo) -> Iterator[str]:
    """The score, each of its parts, and what is not known of them; of a trend, which way each part is going."""
    if told.code == _TREND:
        yield from _trend(words, told)
        return
    yield _stands(words, told, zone)
    yield from _parts(words, told, zone)


def finding_in(words: Words, told: Decision, zone: tzinfo) -> str | None:
    """A finding in one sentence, with its figures; None where there are no words for it."""
    template = words.findings.get(told.policy)
    reasons = [
        sentence_in(words, reason, zone, found_alone=reason.holds is True)
        for reason in told.reasons
        if not reason.code.startswith(words.tacit)
    ]
    if template is None or not reasons:
        return None
    said = template.format(reasons=row(words, "reasons", (continued(one) for one in dict.fromkeys(reasons))))
    return said[:1].upper() + said[1:]


def row(words: Words, phrase: str, said: Iterable[str]) -> str:
    """Several things one after the other, as a phrase joins two."""
    first, *others = said
    for other in others:
        first = words.phrases[phrase].format(before=first, next=other)
    return first


def _found(words: Words, code: str, measured: Measured, unit: str, zone: tzinfo) -> str:
    reason = Reason(code, None, measured, Comparison.EQUAL_TO, measured, unit)
    return sentence_in(words, reason, zone, found_alone=True)


def _stands(words: Words, told: Score, zone: tzinfo) -> str:
    said = _found(words, told.code, told.points, "", zone)
    if told.points is not None:
        return said
    coverage, required = (
        with_unit(number(percent), "percent", words)
        for percent in (told.coverage_percent, told.required_percent)
    )
    return words.phrases["score.unknown"].format(unknown=said, coverage=coverage, required=required)


def _parts(words: Words, told: Score, zone: tzinfo) -> Iterator[str]:
    for part in told.contributions:
        if part.points is not None:
            found = _found(words, part.code, part.measured, part.unit, zone)
            yield _part(words, found, part.points, part.most)
    yield from _unknown(words, told.contributions)


def _part(words: Words, found: str, points: int, most: int) -> str:
    """What it adds or takes; and how much it could add, where that is more."""
    if 0 <= points < most:
        return words.phrases["part.of"].format(found=found, part=number(points), points=_points(words, most))
    form = "adds" if points > 0 else "takes" if points < 0 else "neither"
    return words.phrases[f"part.{form}"].format(found=found, points=_points(words, abs(points)))


def _points(words: Words, points: int) -> str:
    shown = number(points)
    return words.phrases["points.one" if shown in words.singular else "points.other"].format(number=shown)


def _unknown(words: Words, parts: Iterable[Contribution]) -> Iterator[str]:
    names = [metric_term(words, part.code) for part in parts if part.points is None]
    if names:
        yield words.phrases["parts.unknown"].format(parts=listed(words, names))


def _way(points: int) -> Trend:
    return Trend.RISING if points > 0 else Trend.FALLING if points < 0 else Trend.STEADY


def _trend(words: Words, told: Score) -> Iterator[str]:
    said = [
        _changed(words, part.code, _way(part.points))
        for part in told.contributions
        if part.points is not None
    ]
    if told.points is None or not said:
        yield words.phrases["trend.unknown"]
        return
    trend = term_in(words, "Trend", _way(told.points))
    yield words.phrases["trend"].format(trend=trend, parts=listed(words, said))
    yield from _unknown(words, told.contributions)


def _changed(words: Words, code: str, way: Trend) -> str:
    forms = words.trends.get(code)
    if forms is not None:
        return forms[way]
    return words.phrases["other"].format(name=metric_term(words, code), measured=term_in(words, "Trend", way))
