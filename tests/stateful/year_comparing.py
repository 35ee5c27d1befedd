"""Two years of the same world, looked at at other hours: what was done in one of them only, and why.

A cause is only accepted if it shows in the other run's own log: that there it was held back by a rule, that it is still
ahead, that what it is due to never happened there, or that it had been done or was over. What has no such cause is
unexplained.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial

from attrs import define, field

from relcore import Company, Customer, PolicySet, Relationship, Review, review
from tests.stateful.year_running import Run, cases

PATIENCE = timedelta(days=366)


@define
class Difference:
    """What was carried out in one of two runs only, by cause."""

    both: int = 0
    causes: Counter[str] = field(factory=Counter)
    unexplained: list[str] = field(factory=list)

    def __str__(self) -> str:
        why = ", ".join(f"{cause} {count}" for cause, count in sorted(self.causes.items()))
        return f"{self.both:,} in both; in one only: {why or 'none'}; unexplained: {len(self.unexplained)}"


def difference(one: Run, other: Run) -> Difference:
    """Compare what two runs carried out; both have to have been watched at every look."""
    found = Difference(both=len(one.keys.keys() & other.keys.keys()))
    for here, there in ((one, other), (other, one)):
        for key in sorted(here.keys.keys() - there.keys.keys()):
            cause = _cause(key, here, there)
            found.causes[cause or f"UNEXPLAINED {key.split('/')[1]}"] += 1
            if not cause:
                found.unexplained.append(f"{key} at {here.keys[key]}")
    return found


def _cause(key: str, here: Run, there: Run) -> str:
    """Why it was not carried out there."""
    due_to = key.split("/", 2)[2]
    for part in due_to.split("/"):
        part = part.partition("#")[0]
        if part in here.ids and part not in there.ids:
            return "what it is due to did not happen there"
    if key in there.withheld:
        return f"held back there by {there.withheld[key]}"
    if key in there.upcoming:
        return "still ahead there"
    return ""


def unannounced(run: Run, at: datetime, hops: int = 2) -> list[str]:
    """What comes up by itself, and was not told of: between a review and when it says to look again.

    Nothing can be done then that could not be done before; and nothing wants to be done that was not told of before, be
    it that it was ahead, or held back. What still lies ahead may join what was told of: one period follows another.
    """
    found: list[str] = []
    for reviewed in _reviewing(run, at):
        since, seen = at, reviewed(at)
        for _ in range(hops):
            until = since + PATIENCE if seen.next_due is None else min(seen.next_due, since + PATIENCE)
            doable = {one.key for one in seen.recommendations}
            told = _due(seen) | {one.key for one in seen.upcoming}
            for part in (0.001, 0.1, 0.6, 0.999_999):
                later = reviewed(since + part * (until - since))
                news = {one.key for one in later.recommendations} - doable
                found += [f"{key} can be done at {later.at}, next_due was {until}" for key in sorted(news)]
                found += [f"{key} at {later.at} was not told of at {since}" for key in _due(later) - told]
            since, seen = until, reviewed(until)
    return found


def _reviewing(run: Run, at: datetime) -> Iterator[Callable[[datetime], Review]]:
    """A review of each relationship as of an instant of choice, with what is known then."""
    customers, company = cases(run, at), run.world.company(at)
    for case in customers:
        for one in case.relationships:
            beside = tuple(other for other in case.relationships if other.id != one.id)
            yield partial(
                _reviewed, one, case.customer, run.policies, company, others=(*beside, *case.others)
            )


def _reviewed(
    one: Relationship,
    customer: Customer | None,
    policies: PolicySet,
    company: Company,
    at: datetime,
    *,
    others: tuple[Relationship, ...],
) -> Review:
    return review(one, customer, at=at, policies=policies, company=company, others=others)


def _due(seen: Review) -> set[str]:
    """What wants to be done by now, whether it may be or not."""
    return {one.key for one in (*seen.recommendations, *(one.recommendation for one in seen.withheld))}
