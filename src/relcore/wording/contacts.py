"""Whether somebody may be contacted, as people say it: not now, why, and from when on.

A time from which something may be done is never said to be earlier than it is, and it is said whose clock shows
it where that is not the reader's own.
"""

from collections.abc import Iterable, Iterator
from datetime import tzinfo

from attrs import evolve

from relcore.model.customer import Customer, Person
from relcore.model.decision import Decision, Reason
from relcore.vocabulary import Verdict
from relcore.wording.figures import moment, number, span
from relcore.wording.reviews import row
from relcore.wording.sentences import Telling, continued, sentence_in
from relcore.wording.terms import readable, rule_term, term_in
from relcore.wording.words import Words

__all__ = ["contact_in", "is_contact"]

_INTERNAL, _LIFTED = "internal", "lifted."
_CONCERNS, _COUNTED, _WINDOW = "open_concerns", "contacts_within", "window"
_ANSWERS = frozenset({Verdict.ALLOWED, Verdict.DEFERRED})


def is_contact(told: Decision) -> bool:
    """Whether a decision is about a contact, and not about what an interaction asked for."""
    return told.verdict in _ANSWERS or (told.verdict is Verdict.REFUSED and told.channel is not None)


def contact_in(words: Words, told: Decision, zone: tzinfo, customer: Customer | None) -> Iterator[str]:
    """The verdict with what decided first, everything else that speaks against it, what was lifted, and until when."""
    person = _person(told, customer)
    there = zone if person is None or person.zone is None else person.zone
    own = person is not None and person.zone == zone
    telling = Telling("" if person is None else person.name, clock_named=not own)
    losing, lifted = _parted(told.reasons)
    # What alone speaks against it was found at the instant that was asked about; other things may be later.
    alone = evolve(telling, present=len(losing) == 1)
    against = list(_sentences(words, losing, told.reasons, there, alone))
    known = rule_term(words, told.policy)
    what = _verdict(words, told)
    if against and known is not None:
        first, *against = against
        yield words.phrases["contact.because"].format(what=what, reason=continued(first, telling.person))
    elif told.verdict is Verdict.ALLOWED:
        yield what
    else:
        policy = readable(told.policy) if known is None else known
        yield words.phrases["contact.for"].format(what=what, policy=policy)
    yield from against
    for reason, *others in lifted:
        yield sentence_in(words, reason, there, telling=telling)
        said = [
            continued(one, telling.person) for one in _sentences(words, others, told.reasons, there, telling)
        ]
        if said:
            yield words.phrases["contact.lifted"].format(reasons=row(words, "reasons", said))
    if told.until is not None:
        at = moment(told.until, there, words, first=True, named=telling.clock_named)
        yield words.phrases["contact.until"].format(moment=at)


def _person(told: Decision, customer: Customer | None) -> Person | None:
    persons = () if customer is None else customer.persons
    return next((person for person in persons if person.id == told.person), None)


def _verdict(words: Words, told: Decision) -> str:
    if told.channel is None:
        if told.verdict is Verdict.ALLOWED and told.policy == _INTERNAL:
            return words.phrases["contact.internal"]
        return words.phrases[f"decision.{told.verdict}"]
    return words.phrases[f"contact.{told.verdict}"].format(by=term_in(words, "by", told.channel))


def _parted(reasons: Iterable[Reason]) -> tuple[list[Reason], list[list[Reason]]]:
    """What speaks against it; and each rule that was lifted, with what would have spoken against it."""
    losing: list[Reason] = []
    lifted: list[list[Reason]] = []
    for reason in reasons:
        if reason.code.startswith(_LIFTED):
            lifted.append([reason])
        else:
            (lifted[-1] if lifted else losing).append(reason)
    return losing, lifted


def _sentences(
    words: Words, reasons: Iterable[Reason], whole: tuple[Reason, ...], zone: tzinfo, telling: Telling
) -> list[str]:
    said = [_sentence(words, reason, whole, zone, telling) for reason in reasons if reason.code != _WINDOW]
    return list(dict.fromkeys(said))


def _sentence(words: Words, reason: Reason, whole: tuple[Reason, ...], zone: tzinfo, telling: Telling) -> str:
    found = sentence_in(words, reason, zone, found_alone=True, telling=telling)
    window, most = _window(reason, whole), reason.required
    if window is not None and isinstance(window.measured, int | float) and isinstance(most, int | float):
        length = span(window.measured, words)
        return words.phrases["contact.within"].format(found=found, window=length, required=number(most))
    if reason.code == _CONCERNS and reason.holds is False:
        return words.phrases["contact.concerns"].format(found=found)
    return sentence_in(words, reason, zone, telling=telling)


def _window(reason: Reason, whole: tuple[Reason, ...]) -> Reason | None:
    """How long the window is that contacts were counted in: equal reasons stand in a decision once."""
    if reason.code != _COUNTED:
        return None
    at = whole.index(reason)
    following = whole[at + 1 : at + 2]
    if following and following[0].code == _WINDOW:
        return following[0]
    earlier = [one for one in whole[:at] if one.code == _WINDOW]
    return earlier[0] if len(earlier) == 1 else None
