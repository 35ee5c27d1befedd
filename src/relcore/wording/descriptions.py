"""A change, a decision, an explanation, a review or a part of it as text that can be sent on as it is."""

from collections.abc import Iterable
from datetime import UTC, tzinfo
from typing import Never

from relcore.errors import FieldError
from relcore.model.action import Action
from relcore.model.customer import Customer
from relcore.model.decision import Change, Decision, Reason
from relcore.model.recommendation import Recommendation, Withheld
from relcore.model.results import Explanation, Review, Way
from relcore.model.score import Health, Score
from relcore.vocabulary import Aspect, EdgeKind, Verdict
from relcore.wording.actions import action_in, proposal_in, upcoming_in, withheld_in
from relcore.wording.contacts import contact_in, is_contact
from relcore.wording.figures import day
from relcore.wording.languages import words_of
from relcore.wording.reviews import finding_in, health_in, score_in
from relcore.wording.sentences import sentence_in
from relcore.wording.terms import event_term, rule_term, term_in, type_term
from relcore.wording.words import Words

__all__ = ["describe"]

_SETS = {
    Aspect.STAGE: "Stage",
    Aspect.ROLE: "Role",
    Aspect.ITEM: "item",
    Aspect.ENDING: "EndReason",
}
_BY_HAND = "recorded"


def describe(
    told: Change | Decision | Explanation | Review | Health | Score | Recommendation | Withheld | Action,
    language: str = "en",
    *,
    zone: tzinfo = UTC,
    customer: Customer | None = None,
) -> str:
    """What happened and why; where a relationship stands, how it is doing, and what is missing or proposed.

    Args:
        told: a change, a decision, an explanation or a review; of a review also its health, its trust or
            another score, a finding, an action, a recommendation, or what is withheld; or what ``may_contact``
            answered.
        language: the language, by its code of ISO 639-1.
        zone: the zone in which days are said, such as the relationship's, or the reader's own.
        customer: who it is about, where known: of a contact the person is called by name, and times are
            said in the person's zone. That zone is named where it is another than ``zone``.

    Returns:
        One line for a change, a decision, an action, a recommendation or what is withheld; else a line for each
        thing to say. Of a score these are the score itself, each thing that adds to it or takes from it, and what is
        not known. Of a contact that has to wait it is the first whole minute at which it may be made.

    Raises:
        FieldError: there are no words in this language, or for a value of another class.

    >>> from datetime import datetime, timezone
    >>> from relcore import Relationship, RelationshipType, explain, review
    >>> r = Relationship.open(id="r-1", customer_id="c-1", type=RelationshipType.LONG_TERM,
    ...                       at=datetime(2026, 3, 1, 9, tzinfo=timezone.utc))
    >>> print(describe(explain(r, at=r.opened_at)).splitlines()[0])
    In exploration since 1 March 2026.
    >>> print(describe(review(r, at=r.opened_at).trust))
    Trust stands at 60 of 100.
    Everybody starts from a baseline, which counts for 60 points.
    No concern is open, which counts for nothing.
    Not known: reliability in keeping promises and satisfaction on average.
    """
    words = words_of(language)
    match told:
        case Change():
            return _change(told, words, zone)
        case Decision():
            return _decision(told, words, zone, customer)
        case Explanation():
            return "\n".join(_explanation(told, words, zone))
        case Review():
            return "\n".join(_review(told, words, zone, customer))
        case Health():
            return "\n".join(_stops(health_in(words, told, zone), words))
        case Score():
            return "\n".join(_stops(score_in(words, told, zone), words))
        case Recommendation():
            return _proposal(told, words, zone, customer)
        case Action():
            return _action(told, words, zone, customer)
        case Withheld():
            return _withheld(told, words, zone, customer)
        case _:
            other: Never = told
            expected = (
                "a Change, Decision, Explanation, Review, Health, Score, Recommendation, Action or Withheld"
            )
            remedy = (
                "Describe each of its changes or refusals; of a relationship, what explain or review gives."
            )
            raise FieldError("told", other, expected, remedy)


def _stop(said: str, words: Words) -> str:
    return words.phrases["stop"].format(said=said)


def _stops(said: Iterable[str], words: Words) -> list[str]:
    return [_stop(one, words) for one in said]


def _reasons(reasons: Iterable[Reason], words: Words, zone: tzinfo) -> str:
    return " ".join(_stops(dict.fromkeys(sentence_in(words, reason, zone) for reason in reasons), words))


def _because(what: str, reasons: Iterable[Reason], words: Words, zone: tzinfo) -> str:
    return f"{_stop(what, words)} {_reasons(reasons, words, zone)}".rstrip()


def _change(change: Change, words: Words, zone: tzinfo) -> str:
    say, date = words.phrases, day(change.at, zone, words)
    whole = say.get(f"change.{change.aspect}.{change.before}.{change.after}")
    if whole is not None:  # from where to where says why
        return _stop(whole.format(date=date, event=event_term(words, change.decision.policy)), words)
    template = say.get(f"change.{change.aspect}.{change.after}", say[f"change.{change.aspect}"])
    what = template.format(
        date=date,
        before=_value(change.before, change.aspect, words),
        after=_value(change.after, change.aspect, words),
    )
    return _because(what, change.reasons, words, zone)


def _value(value: str | None, aspect: Aspect, words: Words) -> str:
    if value is None:
        return words.phrases["nobody"]
    if aspect is Aspect.OWNER:
        return value
    return type_term(words, value) if aspect is Aspect.TYPE else term_in(words, _SETS.get(aspect, ""), value)


def _decision(decision: Decision, words: Words, zone: tzinfo, customer: Customer | None) -> str:
    if is_contact(decision):
        return " ".join(_stops(contact_in(words, decision, zone, customer), words))
    if decision.verdict is Verdict.FOUND and (found := finding_in(words, decision, zone)) is not None:
        return _stop(found, words)
    what = words.phrases[f"decision.{decision.verdict}"].format(policy=_rule(decision.policy, words))
    return _because(what, decision.reasons, words, zone)


def _rule(policy: str, words: Words) -> str:
    """The rule that decided; or what happened, where no rule but that was enough."""
    if policy in words.events and policy not in words.terms["rule"]:
        return words.phrases["decision.event"].format(event=event_term(words, policy))
    return rule_term(words, policy) or term_in(words, "rule", policy)


def _withheld(told: Withheld, words: Words, zone: tzinfo, customer: Customer | None) -> str:
    held = _stop(withheld_in(words, told.recommendation, customer), words)
    return f"{held} {_decision(told.decision, words, zone, customer)}"


def _proposal(told: Recommendation, words: Words, zone: tzinfo, customer: Customer | None) -> str:
    return " ".join(_stops(proposal_in(words, told, zone, customer), words))


def _action(told: Action, words: Words, zone: tzinfo, customer: Customer | None) -> str:
    return " ".join(_stops(action_in(words, told, zone, customer), words))


def _explanation(told: Explanation, words: Words, zone: tzinfo) -> list[str]:
    say = words.phrases
    stands = say["stands"].format(
        stage=term_in(words, "Stage", told.stage), date=day(told.since, zone, words)
    )
    lines = [_because(stands, () if told.because is None else told.because.reasons, words, zone)]
    lines += _fell_due(told, words, zone)
    if told.pinned_until is not None:
        lines.append(_stop(say["pinned"].format(date=day(told.pinned_until, zone, words)), words))
    lines += [_way(way, words, zone) for way in told.ways if not _is_stated(way)]
    if any(_is_stated(way) and way.kind is EdgeKind.ENDING for way in told.ways):
        lines.append(_stop(say["way.stated"], words))
    return [*lines, *_next_due(told, words, zone)]


def _review(told: Review, words: Words, zone: tzinfo, customer: Customer | None) -> list[str]:
    stage, since = term_in(words, "Stage", told.stage), day(told.since, zone, words)
    return [
        _stop(words.phrases["stands"].format(stage=stage, date=since), words),
        *_fell_due(told, words, zone),
        *_stops(health_in(words, told.health, zone), words),
        *_stops(score_in(words, told.trust, zone), words),
        *(_decision(finding, words, zone, customer) for finding in told.findings),
        *(_action(action, words, zone, customer) for action in told.actions),
        *(_withheld(withheld, words, zone, customer) for withheld in told.withheld),
        *_stops(
            (said for one in told.upcoming[:1] for said in upcoming_in(words, one, zone, customer)), words
        ),
        *_next_due(told, words, zone, "look_again"),
    ]


def _fell_due(told: Explanation | Review, words: Words, zone: tzinfo) -> list[str]:
    template = words.phrases["fell_due"]
    return [template.format(change=_change(change, words, zone)) for change in told.fell_due]


def _next_due(told: Explanation | Review, words: Words, zone: tzinfo, phrase: str = "next_due") -> list[str]:
    if told.next_due is None:
        return []
    return [_stop(words.phrases[phrase].format(date=day(told.next_due, zone, words)), words)]


def _is_stated(way: Way) -> bool:
    """Whether it takes an interaction to be recorded, and nothing more is to be said of it than that."""
    stated = any(reason.code == _BY_HAND for reason in way.reasons)
    return stated and way.kind not in {EdgeKind.RESUMING, EdgeKind.REOPENING}


def _way(way: Way, words: Words, zone: tzinfo) -> str:
    stage, kind = term_in(words, "Stage", way.target), term_in(words, "rule", way.rule)
    missing = [reason for reason in way.missing if reason.code != _BY_HAND]
    if way.kind is EdgeKind.RESUMING:
        return _stop(words.phrases["way.taken_back"].format(stage=stage), words)
    if not missing:
        phrase = "way.open" if way.open else "way.by_hand"
        return _stop(words.phrases[phrase].format(stage=stage, kind=kind), words)
    return words.phrases["way.shut"].format(stage=stage, kind=kind, missing=_reasons(missing, words, zone))
