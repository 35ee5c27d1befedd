"""What a policy set says that can't be meant, though every value in it is one that can stand there."""

from typing import Final

from relcore.model.decision import Decision, Reason
from relcore.policies.contact import name_of
from relcore.policy_set.rules import PolicySet
from relcore.vocabulary import Comparison, Verdict

__all__ = ["lint"]

_NEEDED: Final = "attempts_needed"


def lint(policies: PolicySet) -> tuple[Decision, ...]:
    """What is worth a second look before a policy set goes live; nothing, where nothing is.

    A contact rule that counts more attempts than the fold remembers of a person finds its window full as soon as
    memory overflows: nothing is permitted by mistake, and little is permitted at all.

    Args:
        policies: the policy set.

    Returns:
        A finding for each, under the name of the rule, with what it needs.

    >>> from relcore import STANDARD
    >>> lint(STANDARD)
    ()
    """
    kept = policies.folding.memory.contacts
    return tuple(
        Decision(
            Verdict.FOUND,
            name_of(rule),
            (Reason("attempts_remembered", False, kept, Comparison.AT_LEAST, needed, "contacts"),),
            policies.digest,
        )
        for rule in policies.advising.contact_rules
        if (needed := getattr(rule, _NEEDED, 0)) > kept
    )
