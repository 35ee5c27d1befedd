"""One thing that happened, once, between a customer and the company."""

from datetime import UTC, datetime
from typing import Generic, TypeVar

from attrs import Factory, field, frozen

from relcore.errors import FieldError
from relcore.model.contents.protocol import Content
from relcore.model.contents.registry import BUILT_IN_CONTENTS
from relcore.model.instants import EARLIEST, LATEST, to_instant
from relcore.model.validation import check_member, check_optional_text, check_text, check_texts
from relcore.vocabulary import Channel, Department, Direction

__all__ = ["Interaction", "OrderKey"]

ContentT = TypeVar("ContentT", bound=Content, covariant=True)

OrderKey = tuple[datetime, int, str]
"""Where an interaction stands in its history: instant, sequence number (-1 without one), id."""


_FIRST, _END = EARLIEST.year, LATEST.year
_BUILT_IN = frozenset(BUILT_IN_CONTENTS.classes.values())


def _check_content(content: object) -> None:
    if type(content) in _BUILT_IN:
        return
    kind = getattr(content, "kind", None)
    if isinstance(content, type) or type(kind) is not str or not kind:
        remedy = "Pass a value of a content class, such as Note('called back')."
        raise FieldError("Interaction.content", content, "a content with a kind", remedy)
    claimed = BUILT_IN_CONTENTS.classes.get(kind.partition(".")[0])
    if claimed is not None:
        expected = f"a kind that is not {claimed.__name__}'s, or a {claimed.__name__} itself"
        remedy = "Choose a kind in a namespace of your own, as in 'acme.points'."
        raise FieldError("Interaction.content", content, expected, remedy)


def _content_direction(interaction: "Interaction[Content]") -> Direction:
    _check_content(interaction.content)
    return interaction.content.direction


def _content_department(interaction: "Interaction[Content]") -> Department:
    _check_content(interaction.content)
    return interaction.content.department


@frozen(kw_only=True, weakref_slot=False)
class Interaction(Generic[ContentT]):
    """One thing that happened, as the caller's log knows it.

    Args:
        id: unique in the caller's log.
        relationship_id: the relationship that it belongs to.
        at: when it happened: an aware datetime in any zone, kept in UTC.
        channel: the way it came about.
        content: what it was about.
        direction: who acted towards whom; the content's own unless given.
        department: the department concerned; the content's own unless given.
        by: the id of the person or agent who acted, where known.
        to: the id of the person or agent addressed, where known.
        recorded_at: when the log learnt of it, where that is kept; None means at once.
        sequence: the log's own number, which orders interactions of one instant; zero or more.
        settles: the keys of the recommendations that it carries out, or of the parts of one.

    Raises:
        InstantError: an instant is naive or no instant.
        FieldError: another field holds a value that it cannot hold.
    """

    id: str
    relationship_id: str
    at: datetime
    channel: Channel
    content: ContentT
    direction: Direction = field(default=Factory(_content_direction, takes_self=True))
    department: Department = field(default=Factory(_content_department, takes_self=True))
    by: str | None = None
    to: str | None = None
    recorded_at: datetime | None = None
    sequence: int | None = None
    settles: tuple[str, ...] = ()

    def __attrs_post_init__(self) -> None:
        at, recorded_at, sequence = self.at, self.recorded_at, self.sequence
        if (  # the usual one; of any other, each check by itself says what is wrong
            type(self.id) is str
            and self.id
            and type(self.relationship_id) is str
            and self.relationship_id
            and type(self.content) in _BUILT_IN
            and type(at) is datetime
            and at.tzinfo is UTC
            and _FIRST <= at.year < _END
            and type(self.channel) is Channel
            and type(self.direction) is Direction
            and type(self.department) is Department
            and (self.by is None or (type(self.by) is str and self.by))
            and (self.to is None or (type(self.to) is str and self.to))
            and recorded_at is None
            and (sequence is None or (type(sequence) is int and sequence >= 0))
            and self.settles == ()
        ):
            return
        check_text(self.id, "Interaction.id")
        check_text(self.relationship_id, "Interaction.relationship_id")
        _check_content(self.content)
        object.__setattr__(self, "at", to_instant(self.at, "Interaction.at"))
        check_member(self.channel, Channel, "Interaction.channel")
        check_member(self.direction, Direction, "Interaction.direction")
        check_member(self.department, Department, "Interaction.department")
        check_optional_text(self.by, "Interaction.by")
        check_optional_text(self.to, "Interaction.to")
        if self.recorded_at is not None:
            object.__setattr__(self, "recorded_at", to_instant(self.recorded_at, "Interaction.recorded_at"))
        if self.sequence is not None and (type(self.sequence) is not int or self.sequence < 0):
            remedy = "Number the log from 0 upwards, or leave it out."
            raise FieldError("Interaction.sequence", self.sequence, "a whole number of zero or more", remedy)
        if self.settles != ():
            check_texts(self.settles, "Interaction.settles")

    @property
    def order(self) -> OrderKey:
        """Its place in the total order of a history: (instant, sequence number, id)."""
        return (self.at, -1 if self.sequence is None else self.sequence, self.id)
