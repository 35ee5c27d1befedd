"""One person from several records: what is known is united, and more restriction wins.

Whatever may not be done by one of the records may not be done by what they become: the stricter wish, every block,
every objection; and of consents only what all of the records give. What one record knows and another does not is known.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import reduce
from typing import TypeVar

from attrs import evolve

from relcore.model import ERASED, Consent, Occasion, Person
from relcore.portfolio.merging_conflicts import Conflict, conflict
from relcore.portfolio.merging_histories import LADDER
from relcore.vocabulary import Party, Wish

__all__ = ["Records", "first_known", "merge_persons"]

_Value = TypeVar("_Value")

Records = Sequence[tuple[str, Person]]
"""What each original says of a person, by the id of the original; the one that is preferred first."""

_STRICTEST = (Wish.NO, Wish.UNKNOWN, Wish.YES)


def merge_persons(records: Records, id: str) -> tuple[Person, tuple[Conflict, ...]]:
    """One person of an id, and what the records disagree on."""
    persons = [evolve(person, id=id) for _, person in records]
    if len(set(persons)) == 1:
        return persons[0], ()
    field = f"persons[{id!r}]"

    def told(name: str, chosen: object, silent: object = None) -> tuple[Conflict, ...]:
        claims = [(by, getattr(person, name)) for by, person in records]
        return conflict(f"{field}.{name}", claims, chosen, silent=silent)

    name = first_known(person.name for person in persons)
    zones = {person.zone for person in persons if person.zone is not None}
    countries = {person.country for person in persons if person.country is not None}
    apart = bool(zones and countries) and not any(one.zone and one.country for one in persons)
    settled = len(zones) < 2 and len(countries) < 2 and not apart
    wish = min((person.wish for person in persons), key=_STRICTEST.index)
    wanted = [person.wanted_type for person in persons if person.wanted_type is not None]
    others = [
        *(one for person in persons for one in person.other_names),
        *(person.name for person in persons),
    ]
    consents = _consents([person.consents for person in persons])
    merged = Person(
        id=id,
        name=name,
        other_names=_united([(one,) for one in others if one not in {name, ERASED}]),
        interests=_united(person.interests for person in persons),
        needs=_united(person.needs for person in persons),
        unwanted=_united(person.unwanted for person in persons),
        occasions=_occasions(_united(person.occasions for person in persons)),
        zone=next(iter(zones)) if settled and zones else None,
        country=next(iter(countries)) if settled and countries else None,
        wish=wish,
        wanted_type=min(wanted, key=LADDER.index) if wanted else None,
        channels=_united(person.channels for person in persons),
        consents=consents,
        blocks=_united(person.blocks for person in persons),
    )
    given = [(by, _granted(person.consents)) for by, person in records]
    return merged, (
        *told("name", name, ERASED),
        *told("zone", merged.zone),
        *told("country", merged.country),
        *(conflict(f"{field}.whereabouts", _whereabouts(records), None) if apart else ()),
        *told("wish", wish),
        *told("wanted_type", merged.wanted_type),
        *conflict(f"{field}.consents", given, _granted(consents)),
    )


def _whereabouts(records: Records) -> list[tuple[str, object]]:
    """What each record says of where the person lives: whether a zone lies in a country is not known here."""
    return [(by, person.zone or person.country) for by, person in records]


def first_known(names: Iterable[str]) -> str:
    """The first name that was not erased, if there is one."""
    return next((name for name in names if name != ERASED), ERASED)


def _earlier(one: datetime | None, other: datetime | None) -> datetime | None:
    """The earlier of two ends; what has none never ends."""
    ends = [end for end in (one, other) if end is not None]
    return min(ends) if ends else None


def _united(several: Iterable[tuple[_Value, ...]]) -> tuple[_Value, ...]:
    """All of it, each once, in the order in which it comes."""
    return tuple(dict.fromkeys(one for some in several for one in some))


def _occasions(occasions: tuple[Occasion, ...]) -> tuple[Occasion, ...]:
    """Each day of each kind once, with its year where that is known."""
    dated = {(one.kind, one.month, one.day) for one in occasions if one.year is not None}
    return tuple(
        one for one in occasions if one.year is not None or (one.kind, one.month, one.day) not in dated
    )


def _granted(consents: tuple[Consent, ...]) -> str:
    """What is consented to, in short: for which purposes, by which channels."""
    free = {f"{one.purpose}.{one.channel or 'any'}" for one in consents if one.withdrawn_at is None}
    return "+".join(sorted(free)) or "none"


def _consents(several: Sequence[tuple[Consent, ...]]) -> tuple[Consent, ...]:
    """The objections of all records, which permit nothing, and the consents that all records give."""
    if len(set(several)) == 1:
        return several[0]
    objections = [
        evolve(one, recorded_at=max(one.withdrawn_at, one.recorded_at or one.withdrawn_at))
        for some in several
        for one in some
        if one.withdrawn_at is not None and one.withdrawn_by is Party.CUSTOMER
    ]
    return _united((reduce(_common, several), tuple(objections)))


def _common(some: tuple[Consent, ...], others: tuple[Consent, ...]) -> tuple[Consent, ...]:
    found = [_both(one, other) for one in some for other in others]
    return tuple(dict.fromkeys(one for one in found if one is not None))


def _both(one: Consent, other: Consent) -> Consent | None:
    """The consent that holds while both do; None where they are no consent to the same, or never hold together.

    It was given when the earlier of the two was: what was taken back since stays taken back. And it can be gone by
    when both can.
    """
    if (one.purpose, one.basis, one.jurisdiction) != (other.purpose, other.basis, other.jurisdiction):
        return None
    if one.channel is not None and other.channel is not None and one.channel is not other.channel:
        return None
    known = max(one.valid_from, other.valid_from, *(c.recorded_at for c in (one, other) if c.recorded_at))
    until = _earlier(one.valid_until, other.valid_until)
    withdrawn = _earlier(one.withdrawn_at, other.withdrawn_at)
    if (until is not None and until < known) or (withdrawn is not None and withdrawn <= known):
        return None
    own = one.given_by is Party.CUSTOMER and other.given_by is Party.CUSTOMER
    return evolve(
        one,
        source=" + ".join(sorted({*one.source.split(" + "), *other.source.split(" + ")})),
        channel=one.channel if other.channel is None else other.channel,
        valid_from=min(one.valid_from, other.valid_from),
        valid_until=until,
        withdrawn_at=withdrawn,
        withdrawn_by=Party.CUSTOMER if withdrawn is None else Party.COMPANY,
        recorded_at=known,
        given_by=Party.CUSTOMER if own else Party.COMPANY,
    )
