"""``review``: time has come. What fell due, how the relationship is doing, what falls short, and what is proposed.

A policy that raises fails the review and is named; none is skipped.
"""

from collections.abc import Iterable
from datetime import datetime

from relcore.errors import PolicyError, RelcoreError
from relcore.kernel.contacting import asking
from relcore.kernel.deadlines import next_due
from relcore.kernel.draft import Draft
from relcore.kernel.fold import Fold
from relcore.kernel.looking import look
from relcore.kernel.planning import Proposed, look_again, plan
from relcore.model.company import Company
from relcore.model.customer import Customer
from relcore.model.decision import Decision
from relcore.model.instants import LATEST, RESOLUTION
from relcore.model.memories import Contact
from relcore.model.override import Override
from relcore.model.recommendation import Recommendation
from relcore.model.relationship import Relationship
from relcore.model.results import Review
from relcore.model.validation import check_value
from relcore.policies import Recommender, Situation
from relcore.policy_set import STANDARD, PolicySet
from relcore.vocabulary import EndReason, Stage, Verdict

__all__ = ["propose", "review"]


def review(
    relationship: Relationship,
    customer: Customer | None = None,
    *,
    at: datetime,
    policies: PolicySet = STANDARD,
    company: Company | None = None,
    others: Iterable[Relationship] = (),
    reserved: Iterable[Contact] = (),
    overrides: Iterable[Override] = (),
) -> Review:
    """Time has come: what has fallen due, how the relationship is doing, and what is proposed.

    Args:
        relationship: the relationship.
        customer: who it is with, where known.
        at: as of when: an aware datetime, not before the last recorded interaction.
        policies: the rules it was folded under.
        company: the own side, where known: agents, help resources, channels, the zones of countries.
        others: the other relationships in which the customer's people are, whose contacts count as well.
        reserved: the attempts that are decided and not recorded yet.
        overrides: the soft contact rules that somebody lifted.

    Returns:
        What fell due since the last interaction, each at its own instant, and the next deadline; trust and
        health with everything that they are made of; findings and recommendations with their reasons, of which
        there are none for a customer who has ceased; and what the contact rules withhold, each with its decision
        as of :func:`relcore.may_contact`. None of it is to be recorded: the next interaction applies anyway what
        fell due. What needs the customer or the company is not told where these are not known.

    Raises:
        InstantError: ``at`` is naive, no instant, or lies before the last recorded interaction.
        ForeignInteractionError: the customer is not the relationship's.
        FieldError: a relationship is given twice, or a recommendation names a person who is not the customer's.
        PolicyMismatchError: the relationship was folded under other rules.
        PolicyError: a policy raised, or answered with nonsense.
    """
    fold, proposed = propose(
        relationship, customer, at, policies, company, others=others, reserved=reserved, overrides=overrides
    )
    draft, advising, situation = fold.draft, policies.advising, proposed.situation
    planned = plan((proposed,), advising)
    due, looks_again = next_due(fold), look_again(planned)
    falls_due = None if due is None or due + RESOLUTION >= LATEST else due + RESOLUTION
    return Review(
        relationship_id=draft.id,
        at=situation.at,
        stage=draft.stage,
        since=draft.stage_since,
        fell_due=tuple(fold.changes),
        next_due=min((one for one in (falls_due, looks_again) if one is not None), default=None),
        trust=advising.trust.score(situation),
        health=advising.health.assess(situation),
        findings=() if _has_ceased(draft) else tuple(_findings(situation, policies)),
        actions=planned.actions,
        withheld=planned.withheld,
        upcoming=planned.upcoming,
    )


def propose(
    relationship: Relationship,
    customer: Customer | None,
    at: datetime,
    policies: PolicySet,
    company: Company | None,
    *,
    others: Iterable[Relationship] = (),
    reserved: Iterable[Contact] = (),
    overrides: Iterable[Override] = (),
) -> tuple[Fold, Proposed]:
    """The relationship with what fell due, and what is proposed for it and not planned yet."""
    fold, instant = look(relationship, at, policies)
    if customer is not None:
        check_value(customer, Customer, "customer")
    asked = asking(relationship, customer, instant, policies, company, others, reserved, overrides)
    snapshot = fold.draft.snapshot()
    situation = Situation(snapshot, instant, fold.rules.pace_days, customer, company)
    recommenders = () if _has_ceased(snapshot) else policies.advising.recommenders
    return fold, Proposed(situation, asked, tuple(_recommendations(situation, recommenders)))


def _has_ceased(relationship: Relationship | Draft) -> bool:
    """Whether the customer has died, or closed down: nothing is found or proposed any more."""
    ending = relationship.ending
    return (
        ending is not None and ending.reason is EndReason.CEASED and relationship.stage is Stage.DISSOLUTION
    )


def _findings(situation: Situation, policies: PolicySet) -> Iterable[Decision]:
    for name, criterion in policies.advising.findings.items():
        if criterion.decide(situation) is True:
            yield Decision(Verdict.FOUND, name, criterion.because(situation), situation.relationship.rules)


def _recommendations(situation: Situation, recommenders: Iterable[Recommender]) -> Iterable[Recommendation]:
    """What the recommenders propose."""
    for recommender in recommenders:
        name = type(recommender).__name__
        try:
            proposed = tuple(recommender.recommend(situation))
        except RelcoreError:
            raise
        except Exception as error:
            raise PolicyError(name, error, "a recommender that answers", "Mend the recommender.") from error
        for recommendation in proposed:
            if type(recommendation) is not Recommendation:
                remedy = "Return Recommendation(...) values, or none."
                raise PolicyError(name, recommendation, "recommendations", remedy)
            if recommendation.relationship_id != situation.relationship.id:
                expected = f"recommendations for {situation.relationship.id!r}"
                raise PolicyError(name, recommendation.relationship_id, expected, "Mend the recommender.")
        yield from proposed
