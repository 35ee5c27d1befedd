"""What happens next in a plausible history: something new, or something that deals with what went before.

Steps are drawn independently of each other. What a step refers to is found when the history is told, by counting
back from the latest that fits, so that one can be left out and the others stay as they are.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import lru_cache, partial
from typing import Any, Final

from attrs import evolve, frozen
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from relcore.model import Interaction
from relcore.model.contents import (
    Acknowledged,
    Answered,
    AwaitingCustomer,
    Concern,
    Content,
    Conversation,
    CustomerChanged,
    Delivered,
    Ended,
    Escalated,
    Message,
    Note,
    OpeningBalance,
    Opportunity,
    Promise,
    Purchase,
    Question,
    Renegotiated,
    Reopened,
    Resolved,
    Return,
    RulesAdopted,
    SatisfactionReading,
    StageChanged,
    Statement,
    Withdrawn,
    WorkDone,
)
from relcore.model.instants import EARLIEST, RESOLUTION
from relcore.policies import INSTRUMENTS
from relcore.testing.contents import content_strategies, unknown_contents
from relcore.testing.values import AGENTS, CATEGORIES, PEOPLE, gaps, weighed
from relcore.vocabulary import Channel, Department, Direction, Party, Phase, Severity

__all__ = ["SETTLED", "Step", "steps", "tell"]

SETTLED: Final = ("follow_up.thanks", "follow_up.check", "follow_up", "card", "keep_promise", "answer")
"""The kinds of recommendations that are carried out, and of parts of them."""

_OFTEN: Final[dict[type[Content], int]] = {
    Purchase: 8,
    Promise: 4,
    Delivered: 2,
    Return: 2,
    Ended: 3,
    StageChanged: 2,
    Concern: 2,
    Question: 2,
    SatisfactionReading: 2,
    WorkDone: 2,
    Message: 3,
}
_ITEMS: Final = ("promise", "concern", "question", "opportunity", "need", "customer_changed", "delivery")
_REFERS: Final[dict[type[Content], tuple[str, tuple[str, ...]]]] = {
    Return: ("purchase_id", ("purchase",)),
    Delivered: ("item_id", ("promise", "delivery")),
    Renegotiated: ("item_id", ("promise",)),
    Answered: ("item_id", ("question",)),
    Resolved: ("item_id", ("concern", "opportunity", "promise", "need", "delivery")),
    Reopened: ("item_id", ("closed",)),
    Withdrawn: ("item_id", (*_ITEMS, "ending")),
    Escalated: ("item_id", ("concern", "question")),
    Acknowledged: ("item_id", _ITEMS),
    AwaitingCustomer: ("item_id", ("concern", "question")),
    SatisfactionReading: ("about", ("purchase",)),
    Concern: ("about", ("purchase", "promise")),
    Note: ("about", ("conversation",)),
    Message: ("reply_to", ("question", "concern")),
    Conversation: ("reply_to", ("question", "concern")),
}


def _rated(score: int, id: str) -> Content:
    return SatisfactionReading("csat", score, Phase.AFTER_RECEIPT, about=id)


def _again(id: str) -> Content:
    return Concern("again", Severity.MODERATE, CATEGORIES[0])


_SALES: Final = partial(Acknowledged, acknowledging=Department.SALES)
_LEARNT: Final = partial(Resolved, cause="haste", fix="anew", prevention="a list")
_WAYS: Final[dict[str, tuple[Callable[[str], Content], ...]]] = {
    "promise": (Delivered, partial(Renegotiated, due=EARLIEST), Delivered, Withdrawn, Resolved),
    "concern": (_LEARNT, AwaitingCustomer, partial(Escalated, assignee=AGENTS[0]), Withdrawn, Resolved),
    "question": (Answered, AwaitingCustomer, partial(Escalated, assignee=AGENTS[1]), Withdrawn),
    "opportunity": (Resolved, _SALES, Withdrawn),
    "need": (_SALES, partial(Acknowledged, acknowledging=Department.MARKETING), Withdrawn),
    "customer_changed": (_SALES, Withdrawn),
    "ending": (Withdrawn,),
    "closed": (Reopened, _again),
    "conversation": (partial(Note, "noted"),),
    "delivery": (Delivered, partial(Return, cancels=True), Resolved, Withdrawn),
    "purchase": (partial(_rated, 5), partial(_rated, 1), partial(Return, cancels=True)),
}
_LEADS: Final = (
    timedelta(days=3),
    timedelta(hours=1),
    timedelta(0),
    RESOLUTION,
    timedelta(days=30),
    timedelta(days=200),
    -timedelta(days=1),
)
_SETTLING: Final = (
    *[()] * 12,
    (("follow_up.thanks", 0, None),),
    (("follow_up.check", 0, None),),
    (("follow_up", 1, None), ("card", 2, None)),
    (("card", 0, None),),
    (("keep_promise", 0, None), ("follow_up.thanks", 1, None), ("answer", 0, "r-9")),
    (("follow_up", 0, "r-9"),),
    (("answer", 3, None), ("answer", 1, None), ("answer", 3, None)),
)
"""What a step carries out: of which kinds, due to which earlier ones, counted from the latest, and of another
relationship where one is named."""
_SOON: Final = (timedelta(hours=1), timedelta(0), timedelta(days=1), timedelta(days=3), timedelta(days=14))


@frozen
class Step:
    """What happens next: after how long, what, about which earlier one, and until when.

    Args:
        gap: since the step before.
        content: with ids and instants yet to be put in; or by which of the ways an earlier one is dealt with.
        pick: which of the fitting earlier ones is meant, counted from the latest; -1 leaves the ids.
        lead: from now to the due instant, to the end of a pin, or until an ending takes effect.
        direction: who acted, where it is not the content's own.
        by: the agent or person who acted, where known.
        to: the person who was addressed, where known.
        settles: what it carries out besides: of which kind, due to which earlier interaction, counted from the
            latest, and of which relationship, if it is another.
    """

    gap: timedelta
    content: Content | int
    pick: int
    lead: timedelta
    direction: Direction | None
    by: str | None
    to: str | None
    settles: tuple[tuple[str, int, str | None], ...]


@lru_cache(maxsize=8)  # a strategy is checked once, however often it is drawn from
def _steps(
    currency: str,
) -> tuple[SearchStrategy[Step], SearchStrategy[Step | None], SearchStrategy[Content | None]]:
    """Steps; the same, or none: a step becomes none before it is left out, which is how a history shrinks; a balance.

    With the balance a history opens, now and then.
    """
    known = content_strategies(currency)
    weights = _OFTEN | {cls: 1 for cls in known if cls not in _OFTEN and cls is not RulesAdopted}
    content = weighed(*((weight, known[cls]) for cls, weight in weights.items()), (1, unknown_contents()))
    directions = st.sampled_from((None, None, None, None, None, None, *Direction))
    leads = st.sampled_from(_LEADS)
    by = st.none() | st.sampled_from((*AGENTS, *PEOPLE))
    to = st.none() | st.sampled_from((*PEOPLE, "c-1"))
    settles = st.sampled_from(_SETTLING)
    anew = st.builds(Step, gaps(), content, st.integers(-1, 3), leads, directions, by, to, settles)
    sides = st.sampled_from((None, None, Direction.OUTBOUND))
    picks = st.sampled_from((0, 0, 0, 1, 2, 3))
    dealing = st.builds(Step, st.sampled_from(_SOON), st.integers(0, 4), picks, leads, sides, by, to, settles)
    begins: SearchStrategy[Content | None] = weighed((3, st.none()), (1, known[OpeningBalance]))
    return weighed((4, anew), (2, dealing)), st.none() | weighed((4, anew), (2, dealing)), begins


def steps(currency: str, min_size: int, max_size: int) -> SearchStrategy[list[Step]]:
    """The steps of a history in one currency.

    Args:
        currency: the currency of every amount.
        min_size: the fewest steps.
        max_size: the most.
    """
    sure, unsure, begins = _steps(currency)
    first = st.lists(sure, min_size=min_size, max_size=min_size)
    then = st.lists(unsure, max_size=max_size - min_size)
    return st.builds(_joined, begins, first, then)


def _joined(begins: Content | None, some: list[Step], more: list[Step | None]) -> list[Step]:
    joined = [*some, *(one for one in more if one is not None)]
    if begins is not None and joined:
        joined[0] = evolve(joined[0], content=begins)
    return joined


def _opens(interaction: Interaction[Any]) -> Iterator[tuple[str, str]]:
    """What can be referred to from now on: of which sort, and by which id."""
    id, content = interaction.id, interaction.content
    match content:
        case Purchase(to_deliver=True):
            yield "purchase", id
            yield "delivery", id
        case Purchase() | Promise() | Concern() | Question() | Opportunity() | CustomerChanged():
            yield content.kind, id
        case Statement(departments=departments) if departments:
            yield "need", id
        case SatisfactionReading() if _is_low(content):
            yield "concern", id
        case Ended():
            yield "ending", id
        case Resolved() | Withdrawn():
            yield "closed", content.item_id
        case Conversation(promises=promises) | Note(promises=promises):
            if isinstance(content, Conversation):
                yield "conversation", id
            yield from (("promise", f"{id}#{number}") for number in range(1, len(promises) + 1))


def _is_low(reading: SatisfactionReading) -> bool:
    instrument = INSTRUMENTS.get(reading.instrument)
    if instrument is None or reading.given_by is not Party.CUSTOMER:
        return False
    return instrument.fits(reading.score) and instrument.is_low(reading.score)


def _dated(content: Any, at: datetime, lead: timedelta) -> Any:
    """The content with its instants set off from now; of several promises, each further one later."""
    match content:
        case Promise() | Renegotiated():
            return evolve(content, due=at + lead)
        case StageChanged():
            return evolve(content, until=at + lead)
        case OpeningBalance(first_on=first_on, last_on=last_on):
            day = (at - lead).date()
            return evolve(content, first_on=day - (last_on - first_on), last_on=day)
        case Ended(effective_at=datetime()):
            return evolve(content, effective_at=at + lead)
        case Conversation(promises=promises) | Note(promises=promises):
            dated = (evolve(one, due=at + lead * number) for number, one in enumerate(promises, 1))
            return evolve(content, promises=tuple(dated))
        case _:
            return content


def _dealt_with(way: int, pick: int, known: Sequence[tuple[str, str]]) -> Content:
    """What deals with an earlier one; where there is none, something to be dealt with."""
    if not known:
        return Promise("as agreed", EARLIEST)
    sort, id = known[-1 - pick % len(known)]
    ways = _WAYS[sort]
    return ways[way % len(ways)](id)


def _told(step: Step, at: datetime, known: Sequence[tuple[str, str]]) -> Any:
    if isinstance(step.content, int):
        return _dated(_dealt_with(step.content, step.pick, known), at, step.lead)
    content = _dated(step.content, at, step.lead)
    name, sorts = _REFERS.get(type(content), ("", ()))
    meant = [id for sort, id in known if sort in sorts]
    if not meant or step.pick < 0 or getattr(content, name) is None:
        return content
    return evolve(content, **{name: meant[-1 - step.pick % len(meant)]})


def _carried_out(step: Step, relationship_id: str, told: Sequence[Interaction[Any]]) -> tuple[str, ...]:
    """The keys of what it carries out, as far back as the history goes."""
    return tuple(
        f"{whose or relationship_id}/{kind}/{told[-1 - pick % len(told)].id}"
        for kind, pick, whose in step.settles
        if told
    )


def tell(
    steps: Iterable[Step], relationship_id: str, start: datetime, *, numbered: bool
) -> list[Interaction[Any]]:
    """The interactions that steps stand for, one after another.

    Args:
        steps: the steps.
        relationship_id: the relationship.
        start: when the first gap begins.
        numbered: whether they carry sequence numbers.
    """
    told: list[Interaction[Any]] = []
    known: list[tuple[str, str]] = []
    at = start
    for number, step in enumerate(steps, 1):
        at += step.gap
        content = _told(step, at, known)
        told.append(
            Interaction(
                id=f"i-{number:04}",
                relationship_id=relationship_id,
                at=at,
                channel=Channel.WEB,
                content=content,
                direction=content.direction if step.direction is None else step.direction,
                by=step.by,
                to=step.to,
                sequence=number if numbered else None,
                settles=_carried_out(step, relationship_id, told),
            )
        )
        known += _opens(told[-1])
    return told
