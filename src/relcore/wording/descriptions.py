"""A change, a decision or an explanation as text that can be sent on as it is."""

from datetime import UTC, tzinfo
from typing import assert_never

from relcore.model.decision import Change, Decision, Reason
from relcore.model.results import Explanation, Way
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


def describe(told: Change | Decision | Explanation, language: str = "en", *, zone: tzinfo = UTC) -> str:
    """What happened and why, or where a relationship stands and what is missing for every way on.

    Args:
        told: a change, a decision, or an explanation.
        language: the language, by its code of ISO 639-1.
        zone: the zone in which days are said, such as the relationship's.

    Returns:
        One sentence for a change or a decision; a line for each thing to say in an explanation.

    Raises:
        FieldError: there are no words in this language.

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
        case _ as never:
            assert_never(never)


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
    lines += [say["fell_due"].format(change=_change(change, language, zone)) for change in told.fell_due]
    if told.pinned_until is not None:
        lines.append(_stop(say["pinned"].format(date=day(told.pinned_until, zone, words)), words))
    lines += [_way(way, language, zone) for way in told.ways if not _is_stated(way)]
    if any(_is_stated(way) and way.kind is EdgeKind.ENDING for way in told.ways):
        lines.append(_stop(say["way.stated"], words))
    if told.next_due is not None:
        lines.append(_stop(say["next_due"].format(date=day(told.next_due, zone, words)), words))
    return lines


def _is_stated(way: Way) -> bool:
    return any(reason.code == "recorded" for reason in way.reasons)


def _way(way: Way, language: str, zone: tzinfo) -> str:
    words = words_of(language)
    stage, kind = term_in(words, "Stage", way.target), term_in(words, "rule", way.rule)
    if way.open:
        return _stop(words.phrases["way.open"].format(stage=stage, kind=kind), words)
    missing = _reasons(way.missing, language, zone)
    return words.phrases["way.shut"].format(stage=stage, kind=kind, missing=missing)
