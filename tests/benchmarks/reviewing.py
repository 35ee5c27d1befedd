"""Print what a review costs with all the default policies, and what the agenda of many customers does.

    uv run --group examples python -m tests.benchmarks.reviewing [--relationships 100000]

Wall-clock times; what makes the cases is timed apart, and taken off.
"""

import argparse
import time
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from zoneinfo import ZoneInfo

from attrs import evolve

from relcore import Agent, Case, Company, Customer, Person, Purpose, Relationship, agenda, replay, review
from relcore.model import Article, Consent, FrozenMap, Money, Occasion, Product
from relcore.model.offerings import GiftIdea
from relcore.vocabulary import ConsentBasis, GiftTie
from tests.benchmarks.measure import bare_transition, best, opened, typical
from tests.benchmarks.mix import START, history

ZONES = ("Asia/Manila", "Asia/Kolkata", "Europe/Berlin", "America/Sao_Paulo")
COMPANY = Company(
    agents=tuple(Agent(id=f"agent-{n}", skills=FrozenMap({"billing": n}), load=n) for n in range(1, 6)),
    products=tuple(Product(id=f"p-{n}", category=name) for n, name in enumerate(("tea", "mills", "cups"))),
    articles=(Article(id="a-1", topics=("roasting",)), Article(id="a-2", topics=("water",))),
    gifts=(GiftIdea(id="mug", tie=GiftTie.COMPANY, cost=Money("9.00", "EUR")),),
)
SAMPLES = 400


def customer(number: int, id: str) -> Customer:
    """A customer of whom a good deal is known."""
    consents = (
        Consent(purpose=Purpose.MARKETING, basis=ConsentBasis.CONSENT, source="form", valid_from=START),
    )
    born = Occasion(kind="birthday", month=number % 12 + 1, day=number % 28 + 1)
    person = Person(
        id=id,
        name=f"Customer {number}",
        zone=ZoneInfo(ZONES[number % len(ZONES)]),
        interests=("roasting",) if number % 3 else (),
        occasions=(born,),
        consents=consents if number % 2 else (),
    )
    return Customer(id=id, name=person.name, persons=(person,))


def relationships() -> list[Relationship]:
    """Relationships of two months: half of them typical ones, half of five to thirty-five interactions of any sort."""
    mixed = [list(history(5 + n % 31, seed=n)) for n in range(SAMPLES // 2)]
    return [replay(opened(), told).relationship for told in (*mixed, *map(typical, range(SAMPLES // 2)))]


def cases(number: int, sample: list[Relationship]) -> Iterator[Case]:
    """So many customers, each with a relationship."""
    for n in range(number):
        id = f"c-{n}"
        relationship = evolve(sample[n % len(sample)], id=id, customer_id=id, owner=f"agent-{n % 5 + 1}")
        yield Case(customer=customer(n, id), relationships=(relationship,))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--relationships", type=int, default=100_000)
    wanted = parser.parse_args().relationships
    peer = bare_transition(guarded=False)
    print(f"one transition of transitions      {peer:10.2f} us")
    relationship = replay(opened(), typical()).relationship
    who = customer(1, "r")
    for name, at in (
        ("a day later", START + timedelta(days=62)),
        ("two years later", START + timedelta(days=800)),
    ):
        cost = best(partial(review, relationship, who, at=at, company=COMPANY), 300, rounds=5)
        told = review(relationship, who, at=at, company=COMPANY)
        found = f"{len(told.actions)} actions, {len(told.withheld)} withheld, {len(told.upcoming)} upcoming"
        print(f"review, typical, {name:<16}  {cost:10.0f} us   {cost / peer:6.0f} transitions: {found}")
    sample = relationships()
    at = max(one.last_at for one in sample) + timedelta(days=1)
    began = time.perf_counter()
    for _ in cases(wanted, sample):
        pass
    making = time.perf_counter() - began
    began = time.perf_counter()
    lines = sum(1 for _ in agenda(cases(wanted, sample), at=at, company=COMPANY))
    taken = time.perf_counter() - began - making
    each = taken / wanted * 1e6
    print(
        f"agenda of {wanted:,} customers       {taken:10.1f} s    {lines:,} lines, {each:,.0f} us a customer"
    )


if __name__ == "__main__":
    main()
