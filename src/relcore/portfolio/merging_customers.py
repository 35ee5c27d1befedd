"""Two customers that turn out to be one: what is known of them is united, and more restriction wins."""

from collections.abc import Iterable, Sequence

from attrs import frozen

from relcore.errors import FieldError
from relcore.model import Customer, Person
from relcore.model.validation import check_text, check_value, check_values
from relcore.portfolio.merging_conflicts import Conflict, conflict
from relcore.portfolio.merging_people import first_known, merge_persons
from relcore.vocabulary import CustomerKind

__all__ = ["MergedCustomer", "merge_customers"]


@frozen
class MergedCustomer:
    """Several customers that turned out to be one.

    Args:
        originals: the customers as they were, by their ids in order.
        customer: the one customer.
        conflicts: what they disagree on.
    """

    originals: tuple[Customer, ...]
    customer: Customer
    conflicts: tuple[Conflict, ...] = ()

    def __attrs_post_init__(self) -> None:
        check_values(self.originals, Customer, "MergedCustomer.originals")
        check_value(self.customer, Customer, "MergedCustomer.customer")


def merge_customers(
    first: Customer | MergedCustomer, second: Customer | MergedCustomer, *, into: str
) -> MergedCustomer:
    """Two customers that turn out to be one, as one.

    What is known is united: names, interests, needs, what is not wanted, occasions, preferred channels; the persons of
    organisations by their ids. Two customers who are persons become one person, whose id is ``into``; where one is an
    organisation, the person becomes one of its key contacts, and keeps the id.

    More restriction wins: whatever may not be done for one of them, as the same is known of both, may not be done for
    what they become. The stricter wish holds, every block and every objection, the lesser type that is wanted, and of
    consents only what both records give, for as long as both do. Where two zones or countries are stated, neither is
    known; nor where one record has only a zone and another only a country.
    Conflicts tell what was given up by it, so that somebody can ask.

    Args:
        first: a customer, or what was merged before.
        second: another one; it does not matter which comes first.
        into: the id of the one customer: that of one of them, whose name is preferred, or a new one.

    Returns:
        The originals, the one customer, and the conflicts.

    Raises:
        FieldError: both have one id, or something is not what it should be.

    >>> from relcore.model import Customer
    >>> from relcore.portfolio import merge_customers, unmerge
    >>> lou, lourdes = Customer(id="c-1", name="Lou"), Customer(id="c-2", name="Lourdes Cruz")
    >>> merged = merge_customers(lou, lourdes, into="c-2")
    >>> merged.customer.name, merged.customer.persons[0].other_names
    ('Lourdes Cruz', ('Lou',))
    >>> unmerge(merged) == (lou, lourdes)
    True
    """
    check_text(into, "into")
    originals = _originals((first, second))
    preferred = sorted(originals, key=lambda one: (one.id != into, one.id))
    alone = all(one.kind is CustomerKind.PERSON for one in originals)
    kind = CustomerKind.PERSON if alone else CustomerKind.ORGANISATION
    persons, told = _persons(preferred, into if alone else None)
    name = first_known(one.name for one in preferred)
    erased = [one.erased_at for one in originals if one.erased_at is not None]
    customer = Customer(
        id=into,
        name=name,
        kind=kind,
        persons=persons,
        identified=any(one.identified for one in originals),
        is_key=any(one.is_key for one in originals),
        business=next((one.business for one in preferred if one.business is not None), None),
        erased_at=min(erased) if len(erased) == len(originals) else None,
    )
    return MergedCustomer(originals, customer, (*_conflicts(originals, customer), *told))


def _originals(given: Iterable[object]) -> tuple[Customer, ...]:
    found: list[Customer] = []
    for name, one in zip(("first", "second"), given, strict=True):
        if not isinstance(one, Customer | MergedCustomer):
            raise FieldError(name, one, "a Customer", "Load the two customers.")
        found += one.originals if isinstance(one, MergedCustomer) else (one,)
    ids = [one.id for one in found]
    if len(set(ids)) != len(ids):
        raise FieldError("Customer.id", ids, "different customers", "Merge what has not been merged yet.")
    return tuple(sorted(found, key=lambda one: one.id))


def _persons(
    customers: Sequence[Customer], one_id: str | None
) -> tuple[tuple[Person, ...], tuple[Conflict, ...]]:
    """The persons of all of them, each once by its id; or the one person that they all are."""
    found: dict[str, list[tuple[str, Person]]] = {}
    for customer in customers:
        for person in customer.persons:
            found.setdefault(person.id if one_id is None else one_id, []).append((customer.id, person))
    merged = [merge_persons(records, id) for id, records in sorted(found.items())]
    return tuple(person for person, _ in merged), tuple(one for _, told in merged for one in told)


def _conflicts(originals: Sequence[Customer], customer: Customer) -> tuple[Conflict, ...]:
    def told(name: str, chosen: object, silent: object = None) -> tuple[Conflict, ...]:
        claims = [(one.id, getattr(one, name)) for one in originals]
        return conflict(f"Customer.{name}", claims, chosen, silent=silent)

    erased = [(one.id, "no" if one.erased_at is None else one.erased_at.isoformat()) for one in originals]
    return (
        *told("business", customer.business),
        *conflict("Customer.erased_at", erased, customer.erased_at),
        *told("identified", customer.identified),
        *told("is_key", customer.is_key),
        *told("kind", customer.kind),
        *told("name", customer.name),
    )
