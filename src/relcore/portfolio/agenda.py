"""``agenda``: the reviews of many relationships as one work list, by day, by who does it, and by what comes first.

The same list comes of the same cases in whatever order they are given, and of parts of them that are merged, as long as
customers who share people stand in one part.
"""

import heapq
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta, tzinfo

from attrs import field, frozen

from relcore.errors import FieldError
from relcore.kernel.planning import Proposed, plan
from relcore.kernel.reviewing import propose
from relcore.model import (
    Action,
    Assignment,
    Company,
    Contact,
    Customer,
    Decision,
    Override,
    Reason,
    Recommendation,
    Relationship,
)
from relcore.model.instants import local_day, to_instant
from relcore.model.validation import check_value, check_values, check_zone
from relcore.policies.planning import PRIORITIES
from relcore.policy_set import STANDARD, PolicySet
from relcore.vocabulary import Comparison, CustomerKind, Verdict

__all__ = ["Case", "Entry", "agenda", "merged"]

_MOST_DAYS = 366


@frozen(kw_only=True)
class Case:
    """A customer with the relationships that are to be looked at together.

    What is planned in one of them counts in all.

    Args:
        customer: the customer; None where it is not known, and then nobody is contacted.
        relationships: the customer's relationships.
        others: further relationships in which the customer's people are, whose contacts count as well.
        reserved: the attempts that are decided and not recorded yet.
        overrides: the soft contact rules that somebody lifted.
    """

    customer: Customer | None
    relationships: tuple[Relationship, ...]
    others: tuple[Relationship, ...] = ()
    reserved: tuple[Contact, ...] = ()
    overrides: tuple[Override, ...] = ()

    def __attrs_post_init__(self) -> None:
        if self.customer is not None:
            check_value(self.customer, Customer, "Case.customer")
        check_values(self.relationships, Relationship, "Case.relationships")
        if not self.relationships:
            remedy = "Leave out a customer without a relationship."
            raise FieldError("Case.relationships", (), "at least one relationship", remedy)
        check_values(self.others, Relationship, "Case.others")


@frozen
class Entry:
    """One line of an agenda.

    Args:
        day: when it is to be done.
        action: what is to be done, and by whom. What lies ahead is pencilled in: whether it may be done is asked
            again then.
    """

    day: date
    action: Action
    rank: tuple[date, str, int, int, str] = field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        action = self.action
        rank = (
            self.day,
            action.assignee or "",
            PRIORITIES[action.priority],
            -(action.score.points or 0),
            action.key,
        )
        object.__setattr__(self, "rank", rank)

    @property
    def assignee(self) -> str | None:
        """Who is to do it; None where nobody is named."""
        return self.action.assignee

    @property
    def is_pencilled(self) -> bool:
        """Whether it lies ahead, and is to be asked about again."""
        return self.action.decision.verdict is not Verdict.ALLOWED


def agenda(
    cases: Iterable[Case],
    *,
    at: datetime,
    policies: PolicySet = STANDARD,
    company: Company | None = None,
    zone: tzinfo = UTC,
    days: int = 1,
    most: int | None = None,
) -> Iterator[Entry]:
    """What is to be done for many customers, as one work list.

    Nothing is reviewed before the first line is asked for; then every case is. What is held is the lines, and the
    organisations: those that share people are planned together.

    Args:
        cases: the customers, each once and in any order; an iterator will do.
        at: as of when: an aware datetime, not before the last recorded interaction of any of them.
        policies: the rules that they were folded under.
        company: the own side, where known: agents, calendars, products.
        zone: the zone in which the days of the list are counted.
        days: for how many days the list is, from 1 (today alone) to 366. What lies ahead, later today or on a later
            day, is pencilled in.
        most: how many lines each agent gets for a day at most; None for all.

    Yields:
        The lines by day, then by agent (what has none comes first), then the most important first.

    Raises:
        FieldError: something is not what it should be.
        InstantError, ForeignInteractionError, PolicyMismatchError, PolicyError: as of :func:`relcore.review`.
    """
    instant = to_instant(at, "at")
    check_zone(zone, "zone")
    if type(days) is not int or not 1 <= days <= _MOST_DAYS:
        raise FieldError("days", days, f"a whole number from 1 to {_MOST_DAYS}", "1 is today alone.")
    if most is not None and (type(most) is not int or most < 1):
        raise FieldError("most", most, "a whole number of one or more", "Leave it out for all.")
    last = local_day(instant, zone) + timedelta(days - 1)
    return _lines(cases, most, _Asked(instant, policies, company, zone, last))


@frozen
class _Asked:
    """What an agenda is asked for."""

    at: datetime
    policies: PolicySet
    company: Company | None
    zone: tzinfo
    last: date


def _lines(cases: Iterable[Case], most: int | None, asked: _Asked) -> Iterator[Entry]:
    lists: dict[tuple[date, str], list[Entry]] = {}
    contacts: dict[str, list[Contact]] = {}
    for group in _linked(cases):
        for entry in _entries(group, contacts, asked):
            _keep(contacts, entry, asked.at)
            lines = lists.setdefault(entry.rank[:2], [])
            lines.append(entry)
            if most is not None and len(lines) >= 2 * most:
                lines[:] = heapq.nsmallest(most, lines, key=_rank)
    for key in sorted(lists):
        lines = sorted(lists.pop(key), key=_rank)
        yield from lines if most is None else lines[:most]


def _linked(cases: Iterable[Case]) -> Iterator[list[Case]]:
    """Cases that have to be planned together: a person is one's own case at once, organisations wait for each other.

    Who speaks for one of them may speak for another as well.
    """
    groups: dict[int, list[Case]] = {}
    group_of: dict[str, int] = {}
    for number, case in enumerate(cases):
        check_value(case, Case, "cases")
        customer = case.customer
        if customer is None or customer.kind is CustomerKind.PERSON or not customer.persons:
            yield [case]
            continue
        group = groups[number] = [case]
        for joined in sorted({group_of[person.id] for person in customer.persons if person.id in group_of}):
            group += groups.pop(joined)
        for other in group:
            for person in () if other.customer is None else other.customer.persons:
                group_of[person.id] = number
    yield from groups.values()


def _keep(contacts: dict[str, list[Contact]], entry: Entry, at: datetime) -> None:
    """Remember whom an action reaches, in case that they stand in another case."""
    action = entry.action
    if entry.is_pencilled or action.person is None or action.channel is None:
        return
    if not action.recommendation.is_reply:
        made = Contact(action.key, at, action.channel, action.purpose, action.person, action.assignee)
        contacts.setdefault(action.person, []).append(made)


def merged(*agendas: Iterable[Entry]) -> Iterator[Entry]:
    """Several agendas as one, read as far as is asked for: such as those of parts of the customers.

    Customers who share people belong into one part.

    >>> list(merged((), ()))
    []
    """
    return heapq.merge(*agendas, key=_rank)


def _rank(entry: Entry) -> tuple[date, str, int, int, str]:
    return entry.rank


def _entries(group: list[Case], contacts: dict[str, list[Contact]], asked: _Asked) -> Iterator[Entry]:
    at, policies, zone, last = asked.at, asked.policies, asked.zone, asked.last
    proposed = [one for case in group for one in _proposed(case, contacts, asked)]
    planned = plan(proposed, policies.advising)
    today = local_day(at, zone)
    for action in planned.actions:
        yield Entry(today, action)
    by_id = {one.situation.relationship.id: one for one in proposed}
    for withheld in planned.withheld:
        until = withheld.decision.until
        if until is not None and (day := local_day(until, zone)) <= last:
            one = by_id[withheld.recommendation.relationship_id]
            yield Entry(day, _ahead(withheld.recommendation, withheld.decision, one, policies))
    for recommendation in planned.upcoming:
        begins = recommendation.not_before
        if begins is not None and (day := local_day(begins, zone)) <= last:
            one = by_id[recommendation.relationship_id]
            early = Reason("not_before", False, at, Comparison.AT_LEAST, begins, "instant")
            decision = Decision(Verdict.DEFERRED, "not_before", (early,), policies.digest, begins)
            yield Entry(day, _ahead(recommendation, decision, one, policies))


def _proposed(case: Case, contacts: dict[str, list[Contact]], asked: _Asked) -> Iterator[Proposed]:
    people = () if case.customer is None else case.customer.persons
    waiting = [contact for person in people for contact in contacts.get(person.id, ())]
    for relationship in case.relationships:
        beside = tuple(one for one in case.relationships if one.id != relationship.id)
        _, found = propose(
            relationship,
            case.customer,
            asked.at,
            asked.policies,
            asked.company,
            others=(*beside, *case.others),
            reserved=(*case.reserved, *waiting),
            overrides=case.overrides,
        )
        yield found


def _ahead(
    recommendation: Recommendation, decision: Decision, proposed: Proposed, policies: PolicySet
) -> Action:
    rules, situation = policies.advising, proposed.situation
    assignment: Assignment = rules.delegation.assign(recommendation, situation)
    return Action((recommendation,), rules.planning.score(recommendation, situation), decision, assignment)
