"""A fault names the known word that is nearest to what was written, and what shape was meant."""

from collections.abc import Iterable
from difflib import get_close_matches

__all__ = ["as_object", "nearest", "of_one_stem"]

_LONGEST = 80


def nearest(written: object, known: Iterable[str]) -> str | None:
    """The known word that looks most like what was written, or differs in its unit alone; None where nothing does.

    >>> nearest("amuont", ["amount", "currency"]), nearest("due_weeks", ["event", "due_days"])
    ('amount', 'due_days')
    """
    if not isinstance(written, str):
        return None
    words = list(known)
    lowered = {word.lower(): word for word in reversed(words)}
    found = get_close_matches(written[:_LONGEST].lower(), lowered, n=1)
    if found:
        return lowered[found[0]]
    stem = written[:_LONGEST].lower().rpartition("_")[0]
    return next((word for word in words if stem and word.lower().rpartition("_")[0] == stem), None)


def of_one_stem(written: object, known: Iterable[str]) -> list[str]:
    """The known words that differ from what was written in their last part alone, such as a unit.

    If one of these parts is near to what was written, there is no more than that one.

    >>> of_one_stem("at_least_weeks", ["at_least_days", "at_least_paces", "at_most_days"])
    ['at_least_days', 'at_least_paces']
    >>> of_one_stem("at_least_day", ["at_least_days", "at_least_paces"])
    ['at_least_days']
    """
    stem, _, last = written[:_LONGEST].lower().rpartition("_") if isinstance(written, str) else ("", "", "")
    found = {word.rpartition("_")[2]: word for word in known if stem and word.rpartition("_")[0] == stem}
    near = nearest(last, found)
    return [found[near]] if near else [*found.values()]


def as_object(value: object) -> str:
    """The remedy for a value that stands where an object belongs, in words for JSON and for TOML.

    >>> as_object(3)
    'Write it as an object, which is a table in TOML, with its keys.'
    """
    if isinstance(value, list):
        return "Write one object and no list; in TOML, its header stands in single brackets, [...], not in [[...]]."
    return "Write it as an object, which is a table in TOML, with its keys."
