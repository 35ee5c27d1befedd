"""What a policy set says that can't be meant, though every value in it is one that can stand there."""

from collections.abc import Iterator
from typing import Any, Final

from attrs import fields, has

from relcore.model.decision import Decision, Reason
from relcore.policies import Proposal
from relcore.policies.contact import name_of
from relcore.policy_set.rules import PolicySet
from relcore.vocabulary import Comparison, Technology, Verdict

__all__ = ["lint"]

_NEEDED: Final = "attempts_needed"
_DAYS: Final = "event_days_needed"
_PERSONS: Final = "persons"


def lint(policies: PolicySet) -> tuple[Decision, ...]:
    """What is worth a second look before a policy set goes live; nothing, where nothing is.

    A contact rule that counts more attempts than the fold remembers of a person finds its window full as soon as
    memory overflows: nothing is permitted by mistake, and little is permitted at all. A recommender that looks back
    at events for longer than the fold keeps them proposes nothing of what it has let go of. And where everything
    that is proposed takes much technology, there is nothing to begin with.

    Args:
        policies: the policy set.

    Returns:
        A finding for each, under the name of the rule, with what it needs.

    >>> from relcore import STANDARD
    >>> lint(STANDARD)
    ()
    """
    return (
        *_forgotten_attempts(policies),
        *_forgotten_people(policies),
        *_forgotten_events(policies),
        *_begins_high(policies),
    )


def _found(policies: PolicySet, name: str, reason: Reason) -> Decision:
    return Decision(Verdict.FOUND, name, (reason,), policies.digest)


def _forgotten_attempts(policies: PolicySet) -> Iterator[Decision]:
    kept = policies.folding.memory.contacts
    for rule in (*policies.advising.contact_rules, *policies.advising.recommenders):
        needed = getattr(rule, _NEEDED, 0)
        if needed > kept:
            reason = Reason("attempts_remembered", False, kept, Comparison.AT_LEAST, needed, "contacts")
            yield _found(policies, name_of(rule), reason)


def _forgotten_people(policies: PolicySet) -> Iterator[Decision]:
    """Who is not remembered to have been heard is taken for one who was never heard."""
    kept = policies.folding.memory.persons
    for recommender in policies.advising.recommenders:
        needed = getattr(recommender, _PERSONS, kept)
        if needed != kept:
            reason = Reason("persons_remembered", False, kept, Comparison.EQUAL_TO, needed, "people")
            yield _found(policies, name_of(recommender), reason)


def _forgotten_events(policies: PolicySet) -> Iterator[Decision]:
    kept = policies.folding.memory.event_days
    for recommender in policies.advising.recommenders:
        needed = getattr(recommender, _DAYS, 0)
        if needed > kept:
            kinds = [one.kind for one in _proposals(recommender)]
            reason = Reason("event_days_remembered", False, kept, Comparison.AT_LEAST, needed, "days")
            yield _found(policies, kinds[0] if kinds else name_of(recommender), reason)


def _begins_high(policies: PolicySet) -> Iterator[Decision]:
    """A company begins low, and each step reinforces the next."""
    proposals = [one for recommender in policies.advising.recommenders for one in _proposals(recommender)]
    high = sum(one.technology is Technology.HIGH for one in proposals)
    low = sum(one.technology is Technology.LOW for one in proposals)
    if high and not low:
        yield _found(
            policies, "technology", Reason("low_technology", False, low, Comparison.AT_LEAST, 1, "proposals")
        )


def _proposals(recommender: Any) -> list[Proposal]:
    """What a recommender proposes, as far as it says so in its fields."""
    if not has(type(recommender)):
        return []
    held = [getattr(recommender, field.name) for field in fields(type(recommender))]
    return [one for one in held if isinstance(one, Proposal)]
