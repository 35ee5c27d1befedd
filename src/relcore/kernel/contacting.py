"""``may_contact``: may this one thing be done for this customer at this instant, and if not now, when.

Refusal wins. Each deferral says from when on its rule would allow, and all rules are asked again at the latest of
these instants, until all of them allow at one; or it is refused, because that instant comes after it expires. Time
goes on while it waits: what falls due meanwhile has fallen due. Nothing lifts a hard rule. A rule that raises
fails the call and is named; none is skipped.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import TypeVar

from attrs import evolve, frozen

from relcore.errors import FieldError, ForeignInteractionError, PolicyError, RelcoreError
from relcore.kernel.fold import folding
from relcore.kernel.looking import look
from relcore.model.company import Company
from relcore.model.customer import Customer, Person
from relcore.model.decision import Decision, Reason
from relcore.model.instants import LATEST, to_instant
from relcore.model.memories import Contact
from relcore.model.override import Override
from relcore.model.recommendation import Recommendation
from relcore.model.relationship import Relationship
from relcore.model.validation import check_member, check_optional_text, check_text, check_value, check_values
from relcore.policies import ContactRule, Situation
from relcore.policies.contact import ALLOWED, name_of
from relcore.policy_set import STANDARD, PolicySet
from relcore.vocabulary import Channel, Comparison, CustomerKind, Purpose, Verdict

__all__ = ["Asking", "asking", "may_contact"]

_Value = TypeVar("_Value")
_ALLOWED, _DEFERRED, _REFUSED = Verdict.ALLOWED, Verdict.DEFERRED, Verdict.REFUSED
_PATIENCE = timedelta(days=366)
_MOST_ROUNDS = 2_000
_AROUND = -1  # what speaks against a contact and is no rule of the set
_By = tuple[str, int]  # a rule: its name, and its place in the set


def may_contact(
    recommendation: Recommendation,
    relationship: Relationship,
    customer: Customer,
    *,
    at: datetime,
    policies: PolicySet = STANDARD,
    company: Company | None = None,
    others: Iterable[Relationship] = (),
    reserved: Iterable[Contact] = (),
    overrides: Iterable[Override] = (),
) -> Decision:
    """Whether one thing may be done for a customer at an instant, and if not now, when.

    One person and one channel are judged: the person whom the recommendation names, or the one person that the
    customer is; and of its channels the one that the person prefers, or else its first. The verdict is about these
    alone: a channel that is refused opens no other.

    Args:
        recommendation: what is to be done. An internal task reaches nobody, and is allowed.
        relationship: the relationship that it is for.
        customer: who that is with.
        at: as of when: an aware datetime, not before the last recorded interaction.
        policies: the rules that the relationship was folded under, with the contact rules.
        company: the own side, where known: the zones of countries.
        others: the other relationships in which the person is, whose contacts count as well.
        reserved: the attempts that are decided and not recorded yet, such as messages that wait to be sent.
        overrides: the soft rules that somebody lifted, of any relationship; those of others are left alone.

    Returns:
        A decision, with the channel and the person that it is about. *Allowed*, with what was lifted for it;
        *deferred*, with the first instant ``until`` which all rules have to wait, and everything that speaks
        against it now; or *refused*, with everything that speaks against it.

    Raises:
        InstantError: ``at`` is naive, no instant, or lies before the last recorded interaction.
        ForeignInteractionError: recommendation or customer are not the relationship's.
        FieldError: the person whom it names does not belong to the customer, or a relationship is given twice.
        PolicyMismatchError: the relationship was folded under other rules.
        PolicyError: a rule raised, or answered with nonsense.
    """
    check_value(recommendation, Recommendation, "recommendation")
    check_value(relationship, Relationship, "relationship")
    check_value(customer, Customer, "customer")
    if recommendation.relationship_id != relationship.id:
        raise ForeignInteractionError(
            "Recommendation.relationship_id",
            recommendation.relationship_id,
            f"{relationship.id!r}, the relationship it is judged in",
            "Load the relationship that it names.",
        )
    asked = asking(relationship, customer, at, policies, company, others, reserved, overrides)
    _state(relationship, asked.at, policies)  # raises where the relationship can't be looked at so
    return asked.judge(recommendation)


def asking(
    relationship: Relationship,
    customer: Customer | None,
    at: datetime,
    policies: PolicySet,
    company: Company | None,
    others: Iterable[Relationship],
    reserved: Iterable[Contact],
    overrides: Iterable[Override],
) -> "Asking":
    """What recommendations for one relationship are judged by, once everything that was given is checked."""
    if customer is not None and customer.id != relationship.customer_id:
        raise ForeignInteractionError(
            "Customer.id",
            customer.id,
            f"{relationship.customer_id!r}, the relationship's customer",
            "Load the customer that the relationship names.",
        )
    if company is not None:
        check_value(company, Company, "company")
    others = _several(others, Relationship, "others")
    overrides = _several(overrides, Override, "overrides")
    reserved = _several(reserved, Contact, "reserved")
    reserved = tuple(_checked(one, f"reserved[{index}]") for index, one in enumerate(reserved))
    ids = [relationship.id, *(other.id for other in others)]
    if len(set(ids)) != len(ids):
        remedy = "Leave out the relationship itself, and name each other once."
        raise FieldError("others", ids[1:], "other relationships, each once", remedy)
    instant = to_instant(at, "at")
    own = tuple(override for override in overrides if override.relationship_id == relationship.id)
    pace = folding(policies).pace_days

    def situation(when: datetime, person: Person | None, planned: tuple[Contact, ...]) -> Situation:
        state = _state(relationship, when, policies)
        beside = tuple(_beside(other, when, policies) for other in others)
        return Situation(state, when, pace, customer, company, person, beside, (*reserved, *planned))

    return Asking(customer, instant, situation, policies, own, others)


def _several(values: Iterable[_Value], kind: type[_Value], field: str) -> tuple[_Value, ...]:
    """What was given one after another, each of its kind."""
    if not isinstance(values, Iterable):
        expected = f"several of {kind.__name__}, one after another"
        raise FieldError(field, values, expected, "Pass a list of them, or leave it out.")
    several = tuple(values)
    check_values(several, kind, field)
    return several


def _checked(reserved: Contact, field: str) -> Contact:
    """An attempt that the caller made, with its instant in UTC: those that the fold makes are checked elsewhere."""
    check_text(reserved.id, f"{field}.id")
    check_member(reserved.channel, Channel, f"{field}.channel")
    if not isinstance(reserved.purpose, Purpose):
        check_text(reserved.purpose, f"{field}.purpose")
    check_optional_text(reserved.person, f"{field}.person")
    return evolve(reserved, at=to_instant(reserved.at, f"{field}.at"))


def _state(relationship: Relationship, at: datetime, policies: PolicySet) -> Relationship:
    """The relationship as of an instant: the very one that was given, if nothing has fallen due since."""
    due = relationship.next_due
    settled = relationship.rules == policies.folding.digest and not relationship.unsettled
    if settled and at >= relationship.last_at and (due is None or due >= at):
        return relationship
    fold, _ = look(relationship, at, policies)
    return fold.draft.snapshot()


def _beside(other: Relationship, at: datetime, policies: PolicySet) -> Relationship:
    """Another relationship likewise; as it is where it is under other rules, or knows of what happened later."""
    known = other.rules in {"", policies.folding.digest} and at >= other.last_at
    return _state(other, at, policies) if known else other


@frozen
class Asking:
    """Who is asked, about whom, and when.

    Args:
        customer: who the relationship is with; None where that is not known, and then nobody is contacted.
        at: as of when.
        situation: what the rules see at an instant, of a person, beside contacts that are planned.
        policies: the policy set, whose contact rules are asked in their order.
        overrides: what was lifted for this relationship.
        others: the other relationships of the customer's people.
    """

    customer: Customer | None
    at: datetime
    situation: Callable[[datetime, Person | None, tuple[Contact, ...]], Situation]
    policies: PolicySet
    overrides: tuple[Override, ...]
    others: tuple[Relationship, ...]

    def judge(self, recommendation: Recommendation, planned: tuple[Contact, ...] = ()) -> Decision:
        """Whether one thing may be done beside what is planned, and if not now, when."""
        if recommendation.is_internal:
            return Decision(_ALLOWED, "internal", (), self.policies.digest)
        person = self.addressee(recommendation)
        if person is None:
            reason = Reason("addressee", None, None, Comparison.EQUAL_TO, "known", "person")
            return Decision(
                _REFUSED, "addressee", (reason,), self.policies.digest, channel=recommendation.channels[0]
            )
        channel = next((c for c in person.channels if c in recommendation.channels), None)
        channel = recommendation.channels[0] if channel is None else channel
        one = (person.id, (channel,))
        judged = recommendation
        if (judged.person, judged.channels) != one:
            judged = evolve(recommendation, person=person.id, channels=(channel,))
        return self._wait(judged, person, channel, planned)

    def addressee(self, recommendation: Recommendation) -> Person | None:
        """The person whom it would reach; None where nobody is named, and the customer is no person.

        Raises:
            FieldError: the person whom it names does not belong to the customer.
        """
        if self.customer is None:
            return None
        named, persons = recommendation.person, self.customer.persons
        if named is None:
            return persons[0] if self.customer.kind is CustomerKind.PERSON else None
        for person in persons:
            if person.id == named:
                return person
        expected = f"a person of customer {self.customer.id!r}"
        remedy = "Name one of the customer's persons, or load the customer anew."
        raise FieldError("Recommendation.person", named, expected, remedy)

    def _wait(
        self, judged: Recommendation, person: Person, channel: Channel, planned: tuple[Contact, ...]
    ) -> Decision:
        """Go on to the first instant at which all rules allow, and say what kept it until there."""
        there, found = self.at, _Found()
        waited = "not_before", _AROUND

        def decide(
            verdict: Verdict,
            policy: str,
            place: int = _AROUND,
            *,
            late: Reason | None = None,
            until: datetime | None = None,
        ) -> Decision:
            reasons = found.told(place) if late is None else (late, *found.told(place))
            return Decision(verdict, policy, reasons, self.policies.digest, until, channel, person.id)

        if judged.not_before is not None and judged.not_before > there:
            there = judged.not_before
            early = Reason("not_before", False, self.at, Comparison.AT_LEAST, there, "instant")
            found.against[_AROUND] = (early,)
        for _ in range(_MOST_ROUNDS):
            if judged.expires is not None and there > judged.expires:
                late = Reason("expires", False, there, Comparison.AT_MOST, judged.expires, "instant")
                return decide(_REFUSED, "expires", late=late)
            if there - self.at > _PATIENCE:
                break
            refusing, opens = self._round(judged, self.situation(there, person, planned), found)
            if refusing is not None:
                return decide(_REFUSED, *refusing)
            if opens is None:
                if there == self.at:
                    return decide(_ALLOWED, "contact_rules")
                return decide(_DEFERRED, *waited, until=there)
            there, waited = opens
        late = Reason("patience", False, None, Comparison.AT_MOST, self.at + _PATIENCE, "instant")
        return decide(_REFUSED, "patience", late=late)

    def _round(
        self, judged: Recommendation, situation: Situation, found: "_Found"
    ) -> tuple["_By | None", tuple[datetime, "_By"] | None]:
        """The first rule that refuses at an instant, and the latest instant that another would wait for."""
        at = situation.at
        refusing: _By | None = None
        latest: tuple[datetime, _By] | None = None
        for place, rule in enumerate(self.policies.advising.contact_rules):
            if judged.is_reply and getattr(rule, "asks_of_replies", True) is False:
                continue
            decision = _ask(rule, judged, situation)
            if decision.verdict is _ALLOWED:
                continue
            by = name_of(rule), place
            overrides = self._of(by[0], at) if getattr(rule, "hard", True) is False else []
            if overrides and overrides[0].since <= at:
                found.lifted[place] = (_lifted(by[0], overrides[0]), *decision.reasons)
                continue
            found.against.setdefault(place, decision.reasons)
            opens = [one.since for one in overrides[:1]]
            if decision.until is not None and decision.verdict is _DEFERRED:
                opens.append(decision.until)
            if not opens:
                refusing = by if refusing is None else refusing
            elif latest is None or min(opens) > latest[0]:
                latest = min(opens), by
        return refusing, latest

    def lifts(self, name: str) -> bool:
        """Whether somebody lifted a soft rule for now."""
        return any(one.since <= self.at for one in self._of(name, self.at))

    def _of(self, name: str, at: datetime) -> list[Override]:
        """What lifts a rule, now or later, the next first."""
        return sorted(
            (one for one in self.overrides if one.rule == name and one.until >= at),
            key=lambda one: (one.since, one.until, one.by),
        )


class _Found:
    """What the rules said so far, by their places: what first spoke against it, and what was lifted."""

    __slots__ = ("against", "lifted")

    against: dict[int, tuple[Reason, ...]]
    lifted: dict[int, tuple[Reason, ...]]

    def __init__(self) -> None:
        self.against = {}
        self.lifted = {}

    def told(self, first: int) -> tuple[Reason, ...]:
        """All of it: that of one rule first, and what was lifted last."""
        told = list(self.against.get(first, ()))
        for place, reasons in self.against.items():
            told += () if place == first else reasons
        for place, (lifted, *looked_at) in self.lifted.items():
            told += [lifted] if place in self.against else [lifted, *looked_at]
        return tuple(told)


def _lifted(name: str, override: Override) -> Reason:
    return Reason(f"lifted.{name}", True, override.reason, Comparison.EQUAL_TO, override.by, "override")


def _ask(rule: ContactRule, judged: Recommendation, situation: Situation) -> Decision:
    """What a rule says; one that raises, or says nothing that can be gone by, fails the call."""
    try:
        decision = rule.judge(judged, situation)
    except RelcoreError:
        raise
    except Exception as error:
        raise PolicyError(
            name_of(rule), error, "a contact rule that answers", "Mend the contact rule."
        ) from error
    if decision is ALLOWED:
        return decision
    name = name_of(rule)
    verdicts = (_ALLOWED, _DEFERRED, _REFUSED)
    if type(decision) is not Decision or not any(decision.verdict is one for one in verdicts):
        remedy = "Return relcore.policies.ALLOWED, refused(...) or deferred(...)."
        raise PolicyError(name, decision, "a decision that allows, defers or refuses", remedy)
    if decision.verdict is not _DEFERRED:
        return decision
    if (
        isinstance(decision.until, datetime)
        and decision.until.tzinfo is not None
        and decision.until >= LATEST
    ):
        return evolve(decision, verdict=_REFUSED, until=None)  # there is no such time any more
    until = None if decision.until is None else to_instant(decision.until, name)
    if until is None or until <= situation.at:
        expected = f"an instant after {situation.at.isoformat()}, from which on it would allow"
        raise PolicyError(name, decision.until, expected, "Refuse where there is no such instant.")
    return decision if until is decision.until else evolve(decision, until=until)
