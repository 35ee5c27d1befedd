"""Print what documents cost, in and out, beside pydantic and msgspec for the same interaction.

    uv run --group engines python -m tests.benchmarks.documents [--rounds 30]

All are measured in turn, in one run, and of each the best round counts; so a machine that is busy now and then
changes little. relcore is measured with each engine, pydantic with frozen models, msgspec with frozen structs.
"""

import argparse
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

import msgspec
import pydantic
import pytest

from relcore import STANDARD, Channel, Interaction, Money, Relationship, replay
from relcore.model import Purchase
from relcore.model.currencies import CURRENCIES
from relcore.serialization import documents, dumps, loads, text
from relcore.vocabulary import Department, Direction
from tests.benchmarks.measure import opened, typical
from tests.unit.serialization.content_examples import CONTENTS, interaction_of

PURCHASE: Interaction[Any] = Interaction(
    id="i-1042",
    relationship_id="r-77",
    at=datetime(2026, 3, 1, 9, 30, tzinfo=UTC),
    channel=Channel.WEB,
    content=Purchase(Money("25.00", "EUR")),
)
ONE: Any = Interaction
CODES = {code: code for code in CURRENCIES}
MANY: Any = tuple[Interaction[Any], ...]


class MoneyModel(pydantic.BaseModel, frozen=True):
    amount: Decimal
    currency: str


class PurchaseModel(pydantic.BaseModel, frozen=True):
    kind: Literal["purchase"] = "purchase"
    amount: MoneyModel
    category: str | None = None
    motive: str | None = None
    to_deliver: bool = False


class NoteModel(pydantic.BaseModel, frozen=True):
    kind: Literal["note"] = "note"
    text: str
    about: str | None = None


class InteractionModel(pydantic.BaseModel, frozen=True):
    id: str
    relationship_id: str
    at: pydantic.AwareDatetime
    channel: Channel
    content: Annotated[PurchaseModel | NoteModel, pydantic.Field(discriminator="kind")]
    direction: Direction
    department: Department
    by: str | None = None
    to: str | None = None
    recorded_at: pydantic.AwareDatetime | None = None
    sequence: int | None = None
    settles: tuple[str, ...] = ()


class MoneyStruct(msgspec.Struct, frozen=True):
    amount: Decimal
    currency: str


class PurchaseStruct(msgspec.Struct, frozen=True, tag="purchase", tag_field="kind"):
    amount: MoneyStruct
    category: str | None = None
    motive: str | None = None
    to_deliver: bool = False


class NoteStruct(msgspec.Struct, frozen=True, tag="note", tag_field="kind"):
    text: str
    about: str | None = None


class InteractionStruct(msgspec.Struct, frozen=True):
    id: str
    relationship_id: str
    at: datetime
    channel: Channel
    content: PurchaseStruct | NoteStruct
    direction: Direction
    department: Department
    by: str | None = None
    to: str | None = None
    recorded_at: datetime | None = None
    sequence: int | None = None
    settles: tuple[str, ...] = ()


Text = Annotated[str, pydantic.Field(min_length=1)]


class CheckedMoney(pydantic.BaseModel, frozen=True, extra="forbid"):
    amount: Annotated[Decimal, pydantic.Field(allow_inf_nan=False, lt=10**15, gt=-(10**15), decimal_places=9)]
    currency: Annotated[str, pydantic.AfterValidator(lambda code: CODES[code])]


class CheckedPurchase(pydantic.BaseModel, frozen=True, extra="forbid"):
    kind: Literal["purchase"] = "purchase"
    amount: CheckedMoney
    category: Text | None = None
    motive: Text | None = None
    to_deliver: pydantic.StrictBool = False


class CheckedNote(pydantic.BaseModel, frozen=True, extra="forbid"):
    kind: Literal["note"] = "note"
    text: Text
    about: Text | None = None


class CheckedInteraction(pydantic.BaseModel, frozen=True, extra="forbid"):
    id: Text
    relationship_id: Text
    at: pydantic.AwareDatetime
    channel: Channel
    content: Annotated[CheckedPurchase | CheckedNote, pydantic.Field(discriminator="kind")]
    direction: Direction
    department: Department
    by: Text | None = None
    to: Text | None = None
    recorded_at: pydantic.AwareDatetime | None = None
    sequence: Annotated[pydantic.StrictInt, pydantic.Field(ge=0)] | None = None
    settles: tuple[Text, ...] = ()


Call = Callable[[], object]


@contextmanager
def engine(name: str) -> Iterator[None]:
    """relcore as it is where no faster engine than this is installed."""
    there = text.engine_named(name)
    with pytest.MonkeyPatch.context() as patch:
        for module in (text, documents):
            patch.setattr(module, "chosen", lambda: there)
        yield


def with_engine(name: str, call: Call) -> Callable[[int], float]:
    def seconds(number: int) -> float:
        with engine(name):
            return plainly(call)(number)

    return seconds


def plainly(call: Call) -> Callable[[int], float]:
    def seconds(number: int) -> float:
        begun = time.perf_counter()
        for _ in range(number):
            call()
        return time.perf_counter() - begun

    return seconds


def of_relcore(value: object, cls: Any) -> dict[str, tuple[Callable[[int], float], Callable[[int], float]]]:
    written = dumps(value)
    return {
        f"relcore, {name}": (
            with_engine(name, lambda: dumps(value)),
            with_engine(name, lambda: loads(written, cls)),
        )
        for name in text.ENGINES
        if text.engine_named(name)
    }


def of_peers() -> dict[str, tuple[Callable[[int], float], Callable[[int], float]]]:
    written = dumps(PURCHASE)
    model = InteractionModel.model_validate_json(written)
    encoder, decoder = msgspec.json.Encoder(), msgspec.json.Decoder(InteractionStruct)
    struct = decoder.decode(written)
    assert model.content.amount.amount == struct.content.amount.amount == Decimal("25.00")  # type: ignore[union-attr]
    return {
        "pydantic": (
            plainly(model.model_dump_json),
            plainly(lambda: InteractionModel.model_validate_json(written)),
        ),
        "pydantic, checks as here": (
            plainly(CheckedInteraction.model_validate_json(written).model_dump_json),
            plainly(lambda: CheckedInteraction.model_validate_json(written)),
        ),
        "msgspec structs": (
            plainly(lambda: encoder.encode(struct)),
            plainly(lambda: decoder.decode(written)),
        ),
    }


def measured(
    calls: dict[str, tuple[Callable[[int], float], Callable[[int], float]]], rounds: int, number: int
) -> dict[str, tuple[float, float]]:
    """Microseconds out and in, the best of each."""
    best = {name: [float("inf"), float("inf")] for name in calls}
    for _ in range(rounds):
        for name, pair in calls.items():
            for way, call in enumerate(pair):
                best[name][way] = min(best[name][way], call(number) / number * 1e6)
    return {name: (out, back) for name, (out, back) in best.items()}


def table(title: str, found: dict[str, tuple[float, float]], beside: str | None, each: int = 1) -> None:
    print(f"\n{title}")
    print(f"{'':28}{'out µs':>9}{'per s':>10}{'ratio':>7}{'in µs':>11}{'per s':>10}{'ratio':>7}")
    for name, pair in found.items():
        ratios = [one / other for one, other in zip(pair, found[beside], strict=True)] if beside else None
        cells = [
            f"{one / each:>{9 + 2 * way}.2f}{each * 1e6 / one:>10,.0f}"
            + (f"{ratios[way]:>7.2f}" if ratios else "")
            for way, one in enumerate(pair)
        ]
        print(f"{name:28}{''.join(cells)}")


def snapshot() -> Relationship:
    return replay(opened(), typical(), STANDARD).relationship


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=30)
    rounds: int = parser.parse_args().rounds
    found = measured({**of_relcore(PURCHASE, ONE), **of_peers()}, rounds, 1_000)
    table("one interaction, a purchase; ratios to pydantic", found, "pydantic")
    relationship = snapshot()
    table(
        f"a typical relationship, {len(dumps(relationship)):,} characters",
        measured(of_relcore(relationship, Relationship), rounds, 100),
        None,
    )
    mixed = tuple(interaction_of(content) for content in CONTENTS)
    table(
        f"interactions of all {len(CONTENTS)} kinds of contents, each",
        measured(of_relcore(mixed, MANY), rounds, 30),
        None,
        len(mixed),
    )


if __name__ == "__main__":
    main()
