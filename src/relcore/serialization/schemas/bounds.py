"""What a text, a number or a list may be is asked of the class that checks it, so that no rule stands twice.

A bound is found where the class refuses what lies beyond it in the same words in which it refuses what is no such
value at all. What depends on other fields is refused in other words, and is no bound.
"""

from collections.abc import Callable
from typing import Any, Final

from relcore.errors import FieldError
from relcore.model.currencies import CURRENCIES
from relcore.model.validation import check_country, check_currency
from relcore.serialization.schemas.places import UNFIT, Ask

__all__ = ["bounds_of_list", "bounds_of_number", "bounds_of_text"]

_FAR: Final = 10**15
_WITHIN: Final = (1, 0, 2, 10, 100, -1)
_HALF: Final = 0.5


def _expected_by(check: Callable[[object, str], None]) -> str:
    expected = ""
    try:
        check(None, "")
    except FieldError as error:
        expected = error.expected
    return expected


_TEXTS: Final[dict[str, dict[str, Any]]] = {
    _expected_by(check_currency): {"enum": sorted(CURRENCIES)},
    _expected_by(check_country): {"pattern": "^[A-Z][A-Z]$"},
}


def bounds_of_text(ask: Ask) -> dict[str, Any]:
    """What a schema says of a text besides that it is one."""
    expected = ask(UNFIT)
    if expected is None:
        return {}
    return _TEXTS.get(expected) or ({"minLength": 1} if ask("") == expected else {})


def bounds_of_number(ask: Ask, *, whole: bool) -> dict[str, Any]:
    """Between which bounds a number lies."""
    expected = ask(UNFIT)
    if expected is None:
        return {}

    def fits(value: float) -> bool:
        return ask(value) != expected

    within = next((value for value in _WITHIN if fits(value)), None)
    if within is None:
        return {}
    found: dict[str, Any] = {}
    if not fits(-_FAR):
        least = _last_that_fits(within, -_FAR, fits)
        beyond = not whole and fits(least - _HALF)
        found |= {"exclusiveMinimum": least - 1} if beyond else {"minimum": least}
    if not fits(_FAR):
        most = _last_that_fits(within, _FAR, fits)
        beyond = not whole and fits(most + _HALF)
        found |= {"exclusiveMaximum": most + 1} if beyond else {"maximum": most}
    return found


def _last_that_fits(fitting: int, unfit: int, fits: Callable[[float], bool]) -> int:
    """The whole number furthest from one that fits, towards one that does not, that still fits."""
    while abs(unfit - fitting) > 1:
        middle = (fitting + unfit) // 2
        if fits(middle):
            fitting = middle
        else:
            unfit = middle
    return fitting


def bounds_of_list(ask: Ask) -> dict[str, Any]:
    """Whether a list may be empty."""
    return {} if ask(()) is None else {"minItems": 1}
