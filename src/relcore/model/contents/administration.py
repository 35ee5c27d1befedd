"""Administration: the facts that change the relationship itself, recorded like everything else that happens."""

from datetime import date, datetime

from attrs import frozen

from relcore.errors import FieldError
from relcore.model.instants import EARLIEST, LATEST, to_instant
from relcore.model.money import Money
from relcore.model.validation import check_member, check_members, check_optional_text, check_text, check_texts
from relcore.vocabulary import Department, Direction, EndReason, Party, RelationshipType, Stage

__all__ = [
    "CustomerChanged",
    "Ended",
    "Introduction",
    "OpeningBalance",
    "OwnerChanged",
    "RulesAdopted",
    "StageChanged",
    "TypeChanged",
]

_ENDED_BY = {
    EndReason.DISSATISFIED: (Party.CUSTOMER,),
    EndReason.BETTER_ELSEWHERE: (Party.CUSTOMER,),
    EndReason.NEEDS_CHANGED: (Party.CUSTOMER,),
    EndReason.NO_GROWTH: (Party.COMPANY,),
    EndReason.FRAUD: (Party.COMPANY, Party.CUSTOMER),
    EndReason.LEGAL: (Party.COMPANY, Party.CUSTOMER, Party.NOBODY),
    EndReason.TRIAL_FAILED: (Party.CUSTOMER, Party.COMPANY),
    EndReason.CEASED: (Party.NOBODY,),
}


@frozen
class Introduction:
    """Somebody brought the prospect: the first of these is the source of the relationship.

    Args:
        introducer: who, or what: a customer, a colleague, an event, a campaign.
    """

    kind = "introduction"
    direction = Direction.INTERNAL
    department = Department.MARKETING

    introducer: str

    def __attrs_post_init__(self) -> None:
        check_text(self.introducer, "Introduction.introducer")


_MOST_PURCHASES = 1_000_000_000


@frozen
class OpeningBalance:
    """What had been bought before the log began, in totals: as a shop's table of customers has them.

    It comes first in its relationship, and counts as if these purchases had been recorded: the customer is no
    prospect, and stands where so many purchase days lead. What totals do not say stays unknown: single purchases
    can't be cancelled, rated or followed up, and growth is seen from the opening on. A customer who is known and
    bought nothing needs none.

    Args:
        purchases: how many purchases, without the cancelled ones.
        purchase_days: on how many days: at most so many as purchases, and as there are days from first to last.
        first_on: the first of these days, in the relationship's zone.
        last_on: the last of them, not after the day on which this is recorded.
        spent: what was paid in all, less what came back; None is unknown, and then what is spent stays so.
        categories: all product categories bought, in any order; none where they are not known.

    >>> from datetime import date
    >>> from relcore.model import Money, OpeningBalance
    >>> row = {"orders": 7, "order_days": 6, "first": "2023-05-02", "last": "2026-02-11", "revenue": "310.40"}
    >>> balance = OpeningBalance(
    ...     purchases=row["orders"],
    ...     purchase_days=row["order_days"],
    ...     first_on=date.fromisoformat(row["first"]),
    ...     last_on=date.fromisoformat(row["last"]),
    ...     spent=Money(row["revenue"], "EUR"),
    ... )
    >>> balance.kind
    'opening_balance'
    """

    kind = "opening_balance"
    direction = Direction.INTERNAL
    department = Department.SALES

    purchases: int
    purchase_days: int
    first_on: date
    last_on: date
    spent: Money | None = None
    categories: tuple[str, ...] = ()

    def __attrs_post_init__(self) -> None:
        _check_count(self.purchases, "OpeningBalance.purchases", _MOST_PURCHASES, f"{_MOST_PURCHASES:,}")
        _check_count(
            self.purchase_days, "OpeningBalance.purchase_days", self.purchases, "that of the purchases"
        )
        _check_day(self.first_on, "OpeningBalance.first_on")
        _check_day(self.last_on, "OpeningBalance.last_on")
        span = (self.last_on - self.first_on).days
        if span < 0:
            expected = f"a day not before the first, {self.first_on}"
            raise FieldError("OpeningBalance.last_on", self.last_on, expected, "Swap the two.")
        least, most = min(span, 1) + 1, span + 1
        if not least <= self.purchase_days <= most:
            expected = f"a number that fits the days from {self.first_on} to {self.last_on}: {least}"
            expected += f" to {most}" if most > least else ""
            remedy = "Count the days with a purchase, and take the first and the last of these."
            raise FieldError("OpeningBalance.purchase_days", self.purchase_days, expected, remedy)
        if self.spent is not None:
            _check_spent(self.spent)
        check_texts(self.categories, "OpeningBalance.categories")
        if len(set(self.categories)) < len(self.categories):
            remedy = "Write tuple(dict.fromkeys(categories))."
            raise FieldError("OpeningBalance.categories", self.categories, "every category once", remedy)


def _check_count(value: object, field: str, most: int, shown: str) -> None:
    if type(value) is not int or not 1 <= value <= most:
        remedy = "A customer who bought nothing before needs no balance."
        raise FieldError(field, value, f"a whole number from 1 to {shown}", remedy)


def _check_spent(value: object) -> None:
    if type(value) is not Money or value.amount < 0:
        remedy = "Write Money('310.40', 'EUR'), or leave it out where it is not known."
        raise FieldError("OpeningBalance.spent", value, "Money, an amount of zero or more", remedy)


def _check_day(value: object, field: str) -> None:
    if type(value) is not date or not EARLIEST.year <= value.year < LATEST.year:
        remedy = "Pass datetime.date(2026, 3, 31), or a datetime's .date() in the relationship's zone."
        raise FieldError(field, value, f"a day in the years {EARLIEST.year} to {LATEST.year - 1}", remedy)


@frozen
class OwnerChanged:
    """The relationship was given to one representative, or released from one.

    Args:
        owner: the representative from this instant on; None releases.
    """

    kind = "owner_changed"
    direction = Direction.INTERNAL
    department = Department.SALES

    owner: str | None

    def __attrs_post_init__(self) -> None:
        check_optional_text(self.owner, "OwnerChanged.owner")


@frozen
class TypeChanged:
    """Both sides agreed on another type of relationship.

    Args:
        type: the primary type from this instant on.
        facets: further types that hold beside it.
    """

    kind = "type_changed"
    direction = Direction.INTERNAL
    department = Department.SALES

    type: RelationshipType
    facets: tuple[RelationshipType, ...] = ()

    def __attrs_post_init__(self) -> None:
        check_member(self.type, RelationshipType, "TypeChanged.type")
        check_members(self.facets, RelationshipType, "TypeChanged.facets")


@frozen
class StageChanged:
    """Somebody moved the stage by hand; criteria do not undo it before the pin ends.

    Args:
        stage: where to.
        why: the reason, in that person's words. Who did it is the interaction's ``by``.
        until: the last instant at which the stage is pinned.
    """

    kind = "stage_changed"
    direction = Direction.INTERNAL
    department = Department.SALES

    stage: Stage
    why: str
    until: datetime

    def __attrs_post_init__(self) -> None:
        check_member(self.stage, Stage, "StageChanged.stage")
        check_text(self.why, "StageChanged.why")
        object.__setattr__(self, "until", to_instant(self.until, "StageChanged.until"))


@frozen
class CustomerChanged:
    """Facts about the customer changed; the facts themselves are in the customer record.

    It is a notice for the owner, and open until it is acknowledged.

    Args:
        fields: the names of what changed, at least one.
    """

    kind = "customer_changed"
    direction = Direction.INTERNAL
    department = Department.CUSTOMER_SERVICE

    fields: tuple[str, ...]

    def __attrs_post_init__(self) -> None:
        check_texts(self.fields, "CustomerChanged.fields")
        if not self.fields:
            raise FieldError("CustomerChanged.fields", (), "at least one name", "Name what changed.")


@frozen
class RulesAdopted:
    """From this instant on, other rules decide about the relationship.

    Args:
        digest: the digest of the folding part of the policy set that is adopted.
    """

    kind = "rules_adopted"
    direction = Direction.INTERNAL
    department = Department.CUSTOMER_SERVICE

    digest: str

    def __attrs_post_init__(self) -> None:
        check_text(self.digest, "RulesAdopted.digest")


@frozen
class Ended:
    """The relationship ended, by somebody, for a reason; both are mandatory.

    Args:
        reason: why. Lapsing is never stated: it is what silence does.
        by: who ended it. Customers end for dissatisfaction, something better or changed needs; the company
            for lack of growth; nobody when the customer has ceased.
        statement: what was said, where something was.
        cites: ids of the interactions that led to it, where they are known.
        competitor: where the customer went, where known.
        effective_at: the last instant before it takes effect, where notice was given; None ends at once.
    """

    kind = "ended"
    direction = Direction.INTERNAL
    department = Department.CUSTOMER_SERVICE

    reason: EndReason
    by: Party
    statement: str | None = None
    cites: tuple[str, ...] = ()
    competitor: str | None = None
    effective_at: datetime | None = None

    def __attrs_post_init__(self) -> None:
        check_member(self.reason, EndReason, "Ended.reason")
        check_member(self.by, Party, "Ended.by")
        if self.reason is EndReason.LAPSED:
            remedy = "Record nothing: silence lapses by its deadline."
            raise FieldError("Ended.reason", self.reason, "a reason that somebody can state", remedy)
        allowed = _ENDED_BY[self.reason]
        if self.by not in allowed:
            expected = f"{' or '.join(allowed)} for the reason {self.reason}"
            raise FieldError("Ended.by", self.by, expected, "Correct who ended it, or why.")
        check_optional_text(self.statement, "Ended.statement")
        check_texts(self.cites, "Ended.cites")
        check_optional_text(self.competitor, "Ended.competitor")
        if self.effective_at is not None:
            object.__setattr__(self, "effective_at", to_instant(self.effective_at, "Ended.effective_at"))
