"""What two records say that can't both be so is a value: who says what, and which of it holds now."""

from collections.abc import Iterable

from attrs import frozen

__all__ = ["Claim", "Conflict", "conflict"]


@frozen
class Claim:
    """What one of the originals says.

    Args:
        by: the id of the original: of the relationship, or of the customer.
        value: what it says, as a code or text.
    """

    by: str
    value: str


@frozen
class Conflict:
    """Originals that say different things of one field.

    Args:
        field: the field, such as ``"Relationship.owner"``.
        claims: what they say, by their ids in order; those that say nothing are left out.
        chosen: what holds in what was merged; None where nothing does and somebody has to decide, or where all of it
            was kept.
    """

    field: str
    claims: tuple[Claim, ...]
    chosen: str | None


def conflict(
    field: str, claims: Iterable[tuple[str, object]], chosen: object, *, silent: object = None
) -> tuple[Conflict, ...]:
    """The conflict, where there is one: claims that are None, or what a record says that knows nothing, are none."""
    told = sorted((by, str(value)) for by, value in claims if value is not None and value != silent)
    if len({value for _, value in told}) < 2:
        return ()
    return (Conflict(field, tuple(Claim(*one) for one in told), None if chosen is None else str(chosen)),)
