"""What is to be done, as people say it: what, by which channel, until when, why, and who does it."""

from collections.abc import Iterator
from datetime import datetime, tzinfo
from typing import Final

from attrs import frozen

from relcore.model.action import Action, Assignment
from relcore.model.customer import Customer
from relcore.model.decision import Reason
from relcore.model.recommendation import Recommendation
from relcore.vocabulary import CustomerKind, Verdict
from relcore.wording.figures import day, moment
from relcore.wording.reviews import row
from relcore.wording.sentences import Telling, continued, sentence_in
from relcore.wording.terms import listed, readable, term_in, type_term
from relcore.wording.words import Words

__all__ = ["action_in", "assignment_in", "proposal_in", "task_in", "upcoming_in", "withheld_in"]

_CUSTOMER: Final = "person.customer"
_WHO: Final = frozenset({"assignee", "delegate", "owner", "trainable"})
_APART: Final = frozenset({"agents", "training", "unassignable"})
_NOBODY: Final = "unassignable"


def proposal_in(
    words: Words, told: Recommendation, zone: tzinfo, customer: Customer | None = None
) -> Iterator[str]:
    """What is proposed, by which channels and until when, with its reasons."""
    ways = [term_in(words, "by", one) for one in told.channels]
    channels = listed(words, ways, last="list.or") if ways else ""
    yield _opening(words, "proposed", task_in(words, told, customer), told.due, zone, channels)
    yield from _because(words, told, zone, customer)


def withheld_in(words: Words, told: Recommendation, customer: Customer | None = None) -> str:
    """What was to be done, and is held back."""
    return words.phrases["withheld"].format(what=task_in(words, told, customer))


def upcoming_in(
    words: Words, told: Recommendation, zone: tzinfo, customer: Customer | None = None
) -> Iterator[str]:
    """What is to be done later, and from when on."""
    if told.not_before is not None:
        date, what = day(told.not_before, zone, words), task_in(words, told, customer)
        yield words.phrases["upcoming"].format(date=date, what=what)


def action_in(words: Words, told: Action, zone: tzinfo, customer: Customer | None = None) -> Iterator[str]:
    """What is to be done, now or from when on, and what goes along with it, each with its reasons; and who does it."""
    first, *others = told.recommendations
    what, later = task_in(words, first, customer), told.decision.until
    if told.decision.verdict is Verdict.DEFERRED and later is not None:
        yield words.phrases["upcoming"].format(date=day(later, zone, words), what=what)
    else:
        channel = "" if told.channel is None else term_in(words, "by", told.channel)
        yield _opening(words, "todo", what, told.due, zone, channel)
    yield from _because(words, first, zone, customer)
    told_already = set(_because(words, first, zone, customer))
    for other in others:
        yield words.phrases["todo.joined"].format(what=task_in(words, other, customer))
        because = [one for one in _because(words, other, zone, customer) if one not in told_already]
        yield from because
        told_already.update(because)
    yield from assignment_in(words, told.assignment, zone, asked=first.role)


def task_in(words: Words, told: Recommendation, customer: Customer | None = None) -> str:
    """What is to be done, in a few words: what is left of it, and what it is about."""
    before, arrow, after = told.occasion.rpartition("/")[2].partition(">")
    agent = "" if told.skill is None else told.occasion.removesuffix(f"/{told.skill}")
    template = words.proposals.get(_form(words, told))
    if (
        template is None
        or ("{before}" in template and not arrow)
        or ("{agent}" in template and agent in {"", told.occasion})
    ):
        return readable(told.kind)
    return template.format(
        before=type_term(words, before) if arrow else "",
        after=type_term(words, after) if arrow else "",
        topic="" if told.topic is None else told.topic.replace("_", " "),
        person=_name(told, customer) or words.phrases[_CUSTOMER],
        agent=agent,
        skill="" if told.skill is None else told.skill.replace("_", " "),
    )


def assignment_in(words: Words, told: Assignment, zone: tzinfo, *, asked: str | None = None) -> Iterator[str]:
    """Who does it and why, and who does not; nothing where nobody is named and nobody was looked for.

    Where it goes to the very role that was asked for, there is no need to say who else does not do it.
    """
    if told.agent is None and asked is not None and told.role == asked and told.training is None:
        yield words.phrases["assigned.role"].format(role=term_in(words, "role", asked))
        return
    looked, apart = _looked_at(told.decision.reasons)
    chosen = next((one for one in looked if one.agent == told.agent), None)
    yield from _who(words, told, chosen, apart, zone)
    for one in looked:
        phrase = f"passed_over.{one.code}"
        if one is not chosen and phrase in words.phrases:
            yield _with_reasons(words, words.phrases[phrase].format(agent=one.agent), one.reasons, zone)
    if told.agent is not None:
        yield from (sentence_in(words, one, zone) for one in apart if one.code == "training")


@frozen
class _Looked:
    """An agent who was looked at, as what, and what speaks for or against the agent."""

    code: str
    agent: str
    reasons: tuple[Reason, ...]


def _looked_at(reasons: tuple[Reason, ...]) -> tuple[list[_Looked], list[Reason]]:
    """Everybody who was looked at, in order; and what is said of nobody in particular."""
    looked: list[_Looked] = []
    apart: list[Reason] = []
    for reason in reasons:
        if reason.code in _WHO:
            looked.append(_Looked(reason.code, str(reason.measured), ()))
        elif reason.code in _APART or not looked:
            apart.append(reason)
        else:
            last = looked[-1]
            looked[-1] = _Looked(last.code, last.agent, (*last.reasons, reason))
    return looked, apart


def _who(
    words: Words, told: Assignment, chosen: _Looked | None, apart: list[Reason], zone: tzinfo
) -> Iterator[str]:
    say = words.phrases
    if told.agent is not None:
        phrase = "assigned" if chosen is None else f"assigned.{chosen.code}"
        who = say.get(phrase, say["assigned"]).format(agent=told.agent)
        yield _with_reasons(words, who, () if chosen is None else chosen.reasons, zone)
        return
    nobody = tuple(one for one in apart if one.code == _NOBODY)
    if told.role is not None:
        who = say["assigned.role"].format(role=term_in(words, "role", told.role))
        yield _with_reasons(words, who, nobody, zone)
    elif nobody:
        yield _with_reasons(words, say["assigned.nobody"], nobody, zone)


def _with_reasons(words: Words, who: str, reasons: tuple[Reason, ...], zone: tzinfo) -> str:
    if not reasons:
        return who
    said = row(words, "reasons", [continued(sentence_in(words, one, zone)) for one in reasons])
    return words.phrases["assigned.because"].format(who=who, reasons=said)


def _form(words: Words, told: Recommendation) -> str:
    """The words for its kind: for the one part that is left of it, or with what it is about, where there are such."""
    if len(told.parts) == 1 and f"{told.kind}.{told.parts[0]}" in words.proposals:
        return f"{told.kind}.{told.parts[0]}"
    if told.topic is not None and f"{told.kind}.about" in words.proposals:
        return f"{told.kind}.about"
    return told.kind


def _name(told: Recommendation, customer: Customer | None) -> str:
    """Who is reached, by name; else the customer's name; empty where that is not known either."""
    if customer is None:
        return ""
    alone = customer.kind is CustomerKind.PERSON
    names = (one.name for one in customer.persons if alone or one.id == told.person)
    return next(names, customer.name)


def _opening(words: Words, phrase: str, what: str, due: datetime | None, zone: tzinfo, channels: str) -> str:
    form = phrase + (".channels" if channels else "") + ("" if due is None else ".due")
    date = "" if due is None else day(due, zone, words)
    return words.phrases[form].format(what=what, channels=channels, date=date)


def _because(words: Words, told: Recommendation, zone: tzinfo, customer: Customer | None) -> Iterator[str]:
    """The time to announce, where there is one, as it is where the person lives; and the reasons."""
    name = _name(told, customer)
    if told.appointment is not None:
        persons = () if customer is None else customer.persons
        zones = (one.zone for one in persons if len(persons) == 1 or one.id == told.person)
        there = next(zones, None)
        at = moment(
            told.appointment, zone if there is None else there, words, first=True, named=there != zone
        )
        yield words.phrases["todo.appointment"].format(moment=at)
    telling = Telling(name, unnamed=_CUSTOMER)
    yield from dict.fromkeys(sentence_in(words, reason, zone, telling=telling) for reason in told.reasons)
