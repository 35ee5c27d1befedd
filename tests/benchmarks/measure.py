"""Print what relcore costs, beside one transition of ``transitions``, in one run.

    uv run --group examples python -m tests.benchmarks.measure [--interactions 1000000]

Wall-clock times are the best of several rounds; on a busy machine quote the ratios.
"""

import argparse
import gc
import time
import timeit
import tracemalloc
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import partial
from importlib.metadata import PackageNotFoundError, files
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from attrs import evolve
from transitions import Machine

from relcore import (
    Channel,
    Customer,
    Direction,
    Interaction,
    Money,
    Person,
    Purpose,
    Recommendation,
    Relationship,
    RelationshipType,
    may_contact,
    record,
    replay,
)
from relcore.model import Consent, Content, Conversation, Message, Note, Promise, Purchase
from relcore.vocabulary import ConsentBasis
from tests.benchmarks.mix import START, history


def best(call: Callable[[], object], number: int, rounds: int = 7) -> float:
    """The best of several rounds, in microseconds a call."""
    gc.collect()
    return min(timeit.repeat(call, number=number, repeat=rounds)) / number * 1e6


def opened(id: str = "r") -> Relationship:
    """A relationship before its history."""
    return Relationship.open(id=id, customer_id=id, type=RelationshipType.LONG_TERM, at=START)


class Turnstile:
    """The model of the peer's machine: two states, one trigger each way."""

    def allowed(self) -> bool:
        return True

    def note(self) -> None:
        self.passed = getattr(self, "passed", 0) + 1


def bare_transition(guarded: bool) -> float:
    """Microseconds for one transition of ``transitions``, bare or with a guard and an action."""
    model: Any = Turnstile()
    extra = {"conditions": "allowed", "after": "note"} if guarded else {}
    machine = Machine(model, states=["locked", "open"], initial="locked", auto_transitions=False)
    machine.add_transition("push", "locked", "open", **extra)
    machine.add_transition("lock", "open", "locked", **extra)

    def there_and_back() -> None:
        model.push()
        model.lock()

    return best(there_and_back, 20_000) / 2


def recording(interactions: Sequence[Interaction[Any]]) -> float:
    """Microseconds for one ``record``, along a history."""

    def along() -> None:
        relationship = opened()
        for interaction in interactions:
            relationship = record(relationship, interaction).relationship

    return best(along, 1) / len(interactions)


def replaying(interactions: Sequence[Interaction[Any]]) -> float:
    """Microseconds for one interaction of a ``replay``."""
    return best(lambda: replay(opened(), interactions), 1) / len(interactions)


def deciding() -> Iterator[tuple[str, float]]:
    """Microseconds for one decision under all the default contact rules, by how it turns out."""
    relationship = replay(opened(), typical()).relationship
    zone = ZoneInfo("Asia/Manila")
    consent = Consent(purpose=Purpose.MARKETING, basis=ConsentBasis.CONSENT, source="form", valid_from=START)
    person = Person(id="r", name="Lin", zone=zone, consents=(consent,))
    customer = Customer(id="r", name="Lin", persons=(person,))
    offer = Recommendation(
        kind="offer",
        relationship_id="r",
        occasion="spring",
        purpose=Purpose.MARKETING,
        channels=(Channel.EMAIL,),
    )
    noon = datetime(2024, 3, 4, 12, tzinfo=zone)
    night = noon + timedelta(hours=10)
    without = Customer(id="r", name="Lin", persons=(evolve(person, consents=()),))
    for who, at in ((customer, noon), (customer, night), (without, noon)):
        verdict = may_contact(offer, relationship, who, at=at).verdict
        yield verdict, best(partial(may_contact, offer, relationship, who, at=at), 2_000)


def typical(copy: int = 0) -> list[Interaction[Any]]:
    """Twenty interactions: five purchases, four recent contacts, an open promise."""
    contents: list[tuple[Content, Direction]] = [
        *((Purchase(Money(f"{n}5.00", "EUR"), "coffee"), Direction.INBOUND) for n in range(1, 6)),
        *((Message(), Direction.OUTBOUND) for _ in range(4)),
        *((Conversation(), Direction.INBOUND) for _ in range(4)),
        *((Note(f"note {n}"), Direction.INTERNAL) for n in range(6)),
        (Promise("the invoice", START + timedelta(days=300)), Direction.OUTBOUND),
    ]
    return [
        Interaction(
            id=f"{copy}-{number}",
            relationship_id="r",
            at=START + timedelta(days=3 * number + 3, seconds=copy),
            channel=Channel.EMAIL,
            content=content,
            direction=direction,
        )
        for number, (content, direction) in enumerate(contents)
    ]


def bytes_held(histories: Iterator[Iterable[Interaction[Any]]], copies: int) -> float:
    """Bytes that one relationship holds, ids and instants included, when its history has been let go."""
    held = [replay(opened(), next(histories)).relationship]
    gc.collect()
    tracemalloc.start()
    held += [replay(opened(), next(histories)).relationship for _ in range(copies)]
    gc.collect()
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return size / copies


def cdnow() -> dict[str, list[Interaction[Any]]] | None:
    """The CDNOW purchases of the package ``lifetimes``, by customer; None where it is not installed."""
    try:
        listed = files("lifetimes") or []
    except PackageNotFoundError:
        return None
    path = next(str(f.locate()) for f in listed if f.name == "CDNOW_master.txt")
    found: dict[str, list[Interaction[Any]]] = {}
    with open(path, encoding="ascii") as lines:
        next(lines)
        rows = [line.split() for line in lines if line.strip()]
    for number, (customer, day, _, amount) in enumerate(rows):
        at = datetime.strptime(day, "%Y%m%d").replace(hour=12, tzinfo=UTC)
        found.setdefault(customer, []).append(
            Interaction(
                id=f"row-{number}",
                relationship_id=customer,
                at=at,
                channel=Channel.WEB,
                content=Purchase(Money(Decimal(amount), "USD")),
                sequence=number,
            )
        )
    return found


def replay_all(histories: Sequence[tuple[Relationship, Sequence[Interaction[Any]]]]) -> float:
    """Interactions a second, for one pass over many histories."""
    total = sum(len(interactions) for _, interactions in histories)
    gc.collect()
    start = time.perf_counter()
    for relationship, interactions in histories:
        replay(relationship, interactions)
    return total / (time.perf_counter() - start)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--interactions", type=int, default=1_000_000)
    wanted = parser.parse_args().interactions
    peer, guarded = bare_transition(guarded=False), bare_transition(guarded=True)
    print(
        f"one transition of transitions      {peer:6.2f} us   (with a guard and an action {guarded:.2f} us)"
    )
    mixed = list(history(2_000))
    purchases = [i for i in history(8_000, seed=1) if i.content.kind == "purchase"]
    for name, interactions in (("mix", mixed), ("purchases", purchases)):
        for verb, cost in (("replay", replaying(interactions)), ("record", recording(interactions[:500]))):
            print(f"{verb}, {name:<10} an interaction   {cost:6.2f} us   {cost / peer:5.2f} of a transition")
    for verdict, cost in deciding():
        print(f"may_contact, {verdict:<10}            {cost:6.2f} us   {cost / peer:5.2f} of a transition")
    length = 100
    histories = [
        (opened(f"r-{n}"), list(history(length, relationship_id=f"r-{n}"))) for n in range(wanted // length)
    ]
    print(
        f"replay, {len(histories) * length:,} of the mix        {replay_all(histories):10,.0f} interactions a second"
    )
    real = cdnow()
    if real is None:
        print("replay, CDNOW                      left out: the package lifetimes is not installed")
    else:
        bought = [
            (Relationship.open(id=c, customer_id=c, type=RelationshipType.TRANSACTIONAL, at=h[0].at), h)
            for c, h in real.items()
        ]
        print(f"replay, CDNOW                      {replay_all(bought):10,.0f} interactions a second")
    print(f"a typical relationship             {bytes_held(map(typical, count()), 200):10,.0f} bytes")
    for length in (10, 1_000, 100_000):
        histories_of_length = (history(length, seed=seed) for seed in count())
        size = bytes_held(histories_of_length, copies=100 if length < 100_000 else 3)
        print(f"after {length:>7,} interactions         {size:10,.0f} bytes")


if __name__ == "__main__":
    main()
