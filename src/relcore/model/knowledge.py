"""What is known of the customer from the customer: readings, statements and shares. Unknown stays unknown."""

from datetime import datetime
from decimal import Decimal

from attrs import frozen

from relcore.model.frozen_map import FrozenMap
from relcore.vocabulary import Phase

__all__ = ["Knowledge", "KnownShare", "Reading", "Said"]


@frozen(weakref_slot=False)
class Reading:
    """A satisfaction that was read by an instrument which the rules know.

    Args:
        id: the interaction that recorded it.
        at: when.
        instrument: by which instrument.
        score: the mark, on the instrument's own scale.
        points: the same from 0 for the worst mark to 100 for the best.
        phase: before, during or after receipt.
        low: whether it is one of the instrument's low marks.
        about: the id of the interaction that it rates, where it rates one.
    """

    id: str
    at: datetime
    instrument: str
    score: int | Decimal
    points: int
    phase: Phase
    low: bool
    about: str | None


@frozen(weakref_slot=False)
class Said:
    """A statement of the customer's, kept while it is among the latest of its topic.

    Args:
        id: the interaction that recorded it.
        text: its words.
        theme: what it is about in a word, where known.
        by: who said it, where known: in a community, the source of what was learnt.
    """

    id: str
    text: str
    theme: str | None
    by: str | None

    @property
    def subject(self) -> str:
        """What it is about: the theme, or else the words."""
        return self.text if self.theme is None else self.theme


@frozen(weakref_slot=False)
class KnownShare:
    """The share of the customer's spending that is spent here, as last stated.

    Args:
        id: the interaction that recorded it.
        percent: from 0 to 100.
    """

    id: str
    percent: int


@frozen(weakref_slot=False)
class Knowledge:
    """What the customer let us know.

    Args:
        readings: the customer's own latest satisfaction readings.
        proxies: the company's latest guesses of it, which are kept apart and count for nothing.
        said: the latest statements by topic.
        share: how much of the customer's spending is spent here; None is unknown.
        source: the id of the introduction that brought the prospect; None is unknown.
    """

    readings: tuple[Reading, ...] = ()
    proxies: tuple[Reading, ...] = ()
    said: FrozenMap[str, tuple[Said, ...]] = FrozenMap()
    share: KnownShare | None = None
    source: str | None = None
