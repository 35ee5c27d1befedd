"""What may be done for a customer, what is about to be done already, and who answers for what was held back.

Instants lie around the one that is asked about, so that what is drawn matters to it.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, Final

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from relcore.model import Contact, Override, Reason, Recommendation
from relcore.testing.values import AGENTS, KINDS, SKILLS, gaps, ids, instants, money, texts, weighed
from relcore.vocabulary import Channel, Comparison, Priority, Purpose, Technology

__all__ = ["overrides", "recommendations", "reservations"]

_REACHING: Final = tuple(channel for channel in Channel if channel is not Channel.INTERNAL)
_PURPOSES: Final = (*(purpose.value for purpose in Purpose), "unknown")
_LEFT_OUT: Final = st.sampled_from((True, True, True, False))
_RULES: Final = (
    "agreed_type",
    "no_open_concern",
    "unanswered_pause",
    "cap.weekly",
    "cap.marketing",
    "cap.calls",
    "wished",  # is hard, and lifted by nobody
    "acme.patience",
)
_WEEK: Final = 7 * 24
_WHY: Final = Reason("bought", True, 1, Comparison.AT_LEAST, 1, "times")


@lru_cache(maxsize=1)  # a strategy is checked once, however often it is drawn from
def _nearby() -> SearchStrategy[timedelta]:
    """How far from an instant: mostly within a week, sometimes not at all."""
    hours = st.integers(-_WEEK, _WEEK).map(lambda hour: timedelta(hours=hour))
    return weighed((3, hours), (1, gaps()), (1, gaps().map(lambda gap: -gap)))


def _around(draw: DrawFn, at: datetime | None) -> datetime:
    return draw(instants()) if at is None else at + draw(_nearby())


def _perhaps_around(draw: DrawFn, at: datetime | None) -> datetime | None:
    return None if draw(_LEFT_OUT) else _around(draw, at)


@lru_cache(maxsize=1)
def _channels() -> SearchStrategy[Channel]:
    """Every channel, and often one of those that caps are about."""
    usual = st.sampled_from((Channel.EMAIL, Channel.PHONE, Channel.SMS))
    return weighed((2, usual), (1, st.sampled_from(_REACHING)))


@lru_cache(maxsize=1)
def _what() -> SearchStrategy[dict[str, Any]]:
    """What is to be done, leaving out for whom and when."""
    reaching = st.lists(_channels(), min_size=1, max_size=3, unique=True).map(tuple)
    return st.fixed_dictionaries(
        {
            "kind": st.sampled_from(KINDS),
            "occasion": ids(),
            "purpose": st.sampled_from(Purpose),
            "channels": weighed((7, reaching), (1, st.sampled_from(((), (Channel.INTERNAL,))))),
            "topic": st.none() | texts(),
            "promotes": weighed((3, st.just(False)), (1, st.just(True))),
            "reply_to": weighed((3, st.none()), (1, ids())),
            "assignee": st.none() | st.sampled_from(AGENTS),
            "role": st.none() | st.just("sales"),
            "priority": st.sampled_from(Priority),
            "settles": st.lists(ids(), max_size=2, unique=True).map(tuple),
            "technology": st.sampled_from(Technology),
            "cost": st.none() | money(),
            "skill": st.none() | st.sampled_from(SKILLS),
            "weight": st.sampled_from((0, 10, 25, -5)),
            "personal": st.sampled_from((False, False, True)),
            "parts": st.sampled_from(((), (), ("thanks", "check"), ("check",))),
        }
    )


@st.composite
def recommendations(
    draw: DrawFn,
    relationship_id: str = "r-1",
    *,
    persons: Sequence[str] = (),
    at: datetime | None = None,
) -> Recommendation:
    """Recommendations for a relationship: internal tasks, replies, services, and what promotes something.

    What they settle or reply to has ids such as :func:`~relcore.testing.histories` gives, and may be nothing.

    Args:
        draw: given by hypothesis.
        relationship_id: the relationship.
        persons: the ids of those who may be named; nobody is named as well.
        at: the instant around which it makes sense; any, unless given.
    """
    first, last = _perhaps_around(draw, at), _perhaps_around(draw, at)
    if first is not None and last is not None and last < first:
        first, last = last, first
    return Recommendation(
        relationship_id=relationship_id,
        person=draw(st.sampled_from((None, *persons))),
        not_before=first,
        due=_perhaps_around(draw, at),
        expires=last,
        appointment=_perhaps_around(draw, at),
        reasons=(_WHY,),
        **draw(_what()),
    )


@st.composite
def overrides(
    draw: DrawFn, relationship_id: str = "r-1", *, rules: Sequence[str] = _RULES, at: datetime | None = None
) -> Override:
    """Overrides for a relationship: of soft rules, of hard ones, which they do not lift, and of unknown ones.

    Args:
        draw: given by hypothesis.
        relationship_id: the relationship.
        rules: the names of the rules.
        at: the instant around which they hold; any, unless given.
    """
    since = _around(draw, at)
    lasts = draw(gaps())
    return Override(
        relationship_id=relationship_id,
        rule=draw(st.sampled_from(tuple(rules))),
        by=draw(st.sampled_from(AGENTS)),
        reason=draw(texts()),
        since=since,
        until=since + lasts,
    )


@st.composite
def reservations(
    draw: DrawFn, *, persons: Sequence[str] = (), at: datetime | None = None, max_size: int = 8
) -> tuple[Contact, ...]:
    """Attempts that are decided and not recorded yet, such as messages that wait to be sent.

    Args:
        draw: given by hypothesis.
        persons: the ids of those to whom they may be made; nobody is named as well.
        at: the instant around which they lie; any, unless given.
        max_size: the most of them.
    """
    to = st.sampled_from((None, *persons))
    return tuple(
        Contact(
            f"reserved-{number}",
            _around(draw, at),
            draw(_channels()),
            draw(st.sampled_from(_PURPOSES)),
            draw(to),
            draw(st.sampled_from((None, *AGENTS))),
        )
        for number in range(draw(st.integers(0, max_size)))
    )
