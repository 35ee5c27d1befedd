"""A change, a decision, an explanation or a review as text that can be sent on as it is."""

from datetime import UTC, tzinfo
from typing import Never

from relcore.errors import FieldError
from relcore.model.decision import Change, Decision, Reason
from relcore.model.results import Explanation, Review, Way
from relcore.vocabulary import Aspect, EdgeKind
from relcore.wording.figures import day
from relcore.wording.languages import words_of
from relcore.wording.sentences import sentence
from relcore.wording.terms import term_in
from relcore.wording.words import Words

__all__ = ["describe"]

_SETS = {
    Aspect.STAGE: "Stage",
    Aspect.TYPE: "RelationshipType",
    Aspect.ROLE: "Role",
    Aspect.ITEM: "item",
}


def describe(
    told: Change | Decision | Explanation | Review, language: str = "en", *, zone: tzinfo = UTC
) -> str:
    """What happened and why, or where a relationship stands and what is missing for every way on.

    Args:
        told: a change, a decision, an explanation, or a review.
        language: the language, by its code of ISO 639-1.
        zone: the zone in which days are said, such as the relationship's.

    Returns:
        One sentence for a change or a decision; a line for each thing to say in an explanation or a
        review.

    Raises:
        FieldError: there are no words in this language, or for a value of another class.

    >>> from datetime import datetime, timezone
    >>> from relcore import Relationship, RelationshipType, explain
    >>> r = Relationship.open(id="r-1", customer_id="c-1", type=RelationshipType.LONG_TERM,
    ...                       at=datetime(2026, 3, 1, 9, tzinfo=timezone.utc))
    >>> print(describe(explain(r, at=r.opened_at)).splitlines()[0])
    In exploration since 1 March 2026.
    """
    match told:
        case Change():
            return _change(told, language, zone)
        case Decision():
            words = words_of(language)
            what = words.phrases[f"decision.{told.verdict}"].format(
                policy=term_in(words, "rule", told.policy)
            )
            return _because(what, told.reasons, language, zone)
        case Explanation():
            return "\n".join(_explanation(told, language, zone))
        case Review():
            return "\n".join(_review(told, language, zone))
        case _:
            other: Never = told
            expected = "a Change, a Decision, an Explanation or a Review"
            remedy = (
                "Describe each of its changes or refusals; of a relationship, what explain or review gives."
            )
            raise FieldError("told", other, expected, remedy)


def _stop(said: str, words: Words) -> str:
    return words.phrases["stop"].format(said=said)


def _reasons(reasons: tuple[Reason, ...], language: str, zone: tzinfo) -> str:
    words = words_of(language)
    said = dict.fromkeys(sentence(reason, language, zone=zone) for reason in reasons)
    return " ".join(_stop(one, words) for one in said)


def _because(what: str, reasons: tuple[Reason, ...], language: str, zone: tzinfo) -> str:
    return f"{_stop(what, words_of(language))} {_reasons(reasons, language, zone)}".rstrip()


def _change(change: Change, language: str, zone: tzinfo) -> str:
    words = words_of(language)
    what = words.phrases[f"change.{change.aspect}"].format(
        date=day(change.at, zone, words),
        before=_value(change.before, change.aspect, words),
        after=_value(change.after, change.aspect, words),
    )
    return _because(what, change.reasons, language, zone)


def _value(value: str | None, aspect: Aspect, words: Words) -> str:
    if value is None:
        return words.phrases["nobody"]
    return value if aspect is Aspect.OWNER else term_in(words, _SETS.get(aspect, ""), value)


def _explanation(told: Explanation, language: str, zone: tzinfo) -> list[str]:
    words = words_of(language)
    say = words.phrases
    stands = say["stands"].format(
        stage=term_in(words, "Stage", told.stage), date=day(told.since, zone, words)
    )
    lines = [_because(stands, () if told.because is None else told.because.reasons, language, zone)]
    lines += _fell_due(told, language, zone)
    if told.pinned_until is not None:
        lines.append(_stop(say["pinned"].format(date=day(told.pinned_until, zone, words)), words))
    lines += [_way(way, language, zone) for way in told.ways if not _is_stated(way)]
    if any(_is_stated(way) and way.kind is EdgeKind.ENDING for way in told.ways):
        lines.append(_stop(say["way.stated"], words))
    return [*lines, *_next_due(told, words, zone)]


def _review(told: Review, language: str, zone: tzinfo) -> list[str]:
    words = words_of(language)
    stage, since = term_in(words, "Stage", told.stage), day(told.since, zone, words)
    stands = _stop(words.phrases["stands"].format(stage=stage, date=since), words)
    return [stands, *_fell_due(told, language, zone), *_next_due(told, words, zone)]


def _fell_due(told: Explanation | Review, language: str, zone: tzinfo) -> list[str]:
    template = words_of(language).phrases["fell_due"]
    return [template.format(change=_change(change, language, zone)) for change in told.fell_due]


def _next_due(told: Explanation | Review, words: Words, zone: tzinfo) -> list[str]:
    if told.next_due is None:
        return []
    return [_stop(words.phrases["next_due"].format(date=day(told.next_due, zone, words)), words)]


def _is_stated(way: Way) -> bool:
    return any(reason.code == "recorded" for reason in way.reasons)


def _way(way: Way, language: str, zone: tzinfo) -> str:
    words = words_of(language)
    stage, kind = term_in(words, "Stage", way.target), term_in(words, "rule", way.rule)
    if way.open:
        return _stop(words.phrases["way.open"].format(stage=stage, kind=kind), words)
    missing = _reasons(way.missing, language, zone)
    return words.phrases["way.shut"].format(stage=stage, kind=kind, missing=missing)
