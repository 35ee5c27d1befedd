"""Voice: what customers state, ask, rate and complain of, in their own words."""

from decimal import Decimal

from attrs import frozen

from relcore.errors import FieldError
from relcore.model.validation import check_member, check_members, check_optional_text, check_side, check_text
from relcore.vocabulary import Department, Direction, Party, Phase, Severity, StatementTopic

__all__ = ["Concern", "Question", "SatisfactionReading", "ShareOfWallet", "Statement"]


@frozen(weakref_slot=False)
class Statement:
    """Something the customer said about value, motive, need, interest, or what is not wanted; or a comment.

    Args:
        topic: what the statement is about. A statement of value is evidence that value was understood.
        text: the statement in the customer's words.
        theme: what it is about in a word, such as ``"billing"``: comments are gathered by it, and help
            resources are matched to needs by it.
        departments: of a need, the departments that have to take notice of it; it stays open until each has.
    """

    kind = "statement"
    direction = Direction.INBOUND
    department = Department.SALES

    topic: StatementTopic
    text: str
    theme: str | None = None
    departments: tuple[Department, ...] = ()

    def __attrs_post_init__(self) -> None:
        check_member(self.topic, StatementTopic, "Statement.topic")
        check_text(self.text, "Statement.text")
        check_optional_text(self.theme, "Statement.theme")
        check_members(self.departments, Department, "Statement.departments")
        if self.departments and self.topic is not StatementTopic.NEED:
            remedy = "Leave them out, or state a need."
            raise FieldError("Statement.departments", self.departments, f"none for a {self.topic}", remedy)


@frozen(weakref_slot=False)
class SatisfactionReading:
    """A measured satisfaction.

    Args:
        instrument: how it was measured, such as ``"csat"`` or ``"nps"``; its scale belongs to the policies.
        score: the value on the instrument's own scale, as it was given: a whole number, or a ``Decimal``.
        phase: before, during or after receipt of the product or service.
        given_by: the customer, or the company's own guess, which is kept apart.
        about: the id of the interaction that it rates, where it rates one.
    """

    kind = "satisfaction_reading"
    department = Department.CUSTOMER_SERVICE

    instrument: str
    score: int | Decimal
    phase: Phase
    given_by: Party = Party.CUSTOMER
    about: str | None = None

    def __attrs_post_init__(self) -> None:
        check_text(self.instrument, "SatisfactionReading.instrument")
        if not (type(self.score) is int or (type(self.score) is Decimal and self.score.is_finite())):
            remedy = "Give the mark as it was given; a fraction as Decimal('0.8')."
            expected = "a whole number, or a finite Decimal"
            raise FieldError("SatisfactionReading.score", self.score, expected, remedy)
        check_member(self.phase, Phase, "SatisfactionReading.phase")
        check_side(self.given_by, "SatisfactionReading.given_by")
        check_optional_text(self.about, "SatisfactionReading.about")

    @property
    def direction(self) -> Direction:
        """Inbound from the customer; a guess of the company's own is internal."""
        return Direction.INBOUND if self.given_by is Party.CUSTOMER else Direction.INTERNAL


@frozen(weakref_slot=False)
class Question:
    """A question: open until an answer is linked to it by its interaction's id.

    Args:
        text: the question.
        topic: what it is about, where known.
    """

    kind = "question"
    direction = Direction.INBOUND
    department = Department.CUSTOMER_SERVICE

    text: str
    topic: str | None = None

    def __attrs_post_init__(self) -> None:
        check_text(self.text, "Question.text")
        check_optional_text(self.topic, "Question.topic")


@frozen(weakref_slot=False)
class Concern:
    """A concern or complaint: open until it is resolved or withdrawn by its interaction's id.

    Args:
        text: what is wrong.
        severity: minor, moderate or grave. A grave one that is open stands in the way of trust.
        category: what it concerns, where known.
        about: the id of the interaction that gave rise to it, where one did.
    """

    kind = "concern"
    direction = Direction.INBOUND
    department = Department.CUSTOMER_SERVICE

    text: str
    severity: Severity
    category: str | None = None
    about: str | None = None

    def __attrs_post_init__(self) -> None:
        check_text(self.text, "Concern.text")
        check_member(self.severity, Severity, "Concern.severity")
        check_optional_text(self.category, "Concern.category")
        check_optional_text(self.about, "Concern.about")


@frozen(weakref_slot=False)
class ShareOfWallet:
    """How much of what the customer spends on such things is spent here: the measure of dependence.

    Args:
        percent: from 0 to 100, as the customer stated it or a document showed it.
    """

    kind = "share_of_wallet"
    direction = Direction.INBOUND
    department = Department.SALES

    percent: int

    def __attrs_post_init__(self) -> None:
        if type(self.percent) is not int or not 0 <= self.percent <= 100:
            remedy = "Leave it unrecorded where it is not known."
            raise FieldError("ShareOfWallet.percent", self.percent, "a whole number from 0 to 100", remedy)
