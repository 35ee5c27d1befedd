"""Every instrument of satisfaction has a scale, a direction and a method of its own, and none is read by another's.

A mark becomes points from 0 for the worst to 100 for the best, so that instruments can stand beside each other.
"""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Final, assert_never

from attrs import frozen

from relcore.errors import PolicyError
from relcore.model.frozen_map import FrozenMap
from relcore.model.validation import check_flag, check_member
from relcore.vocabulary import Severity, SurveyMethod

__all__ = ["INSTRUMENTS", "Instrument"]

_EXACT = Context(prec=50, rounding=ROUND_HALF_UP)
_HUNDREDTH = Decimal("0.01")


def _decimal(value: object, name: str) -> Decimal:
    if type(value) is int or (type(value) is Decimal and value.is_finite()):
        number = Decimal(value)
        if abs(number) <= 1_000_000:
            return number
    raise PolicyError(name, value, "a whole number or Decimal, up to a million", "Write it as on the survey.")


@frozen(kw_only=True)
class Instrument:
    """One way of asking how satisfied a customer is.

    Args:
        worst: the worst mark of its scale; larger than the best one, where less is better.
        best: the best mark.
        low: the best mark that still is low: such a reading opens a concern.
        method: how several marks are summed up.
        whole: whether marks are whole numbers.
        severity: how much the concern weighs that a low mark opens.

    >>> csat = Instrument(worst=1, best=5, low=2, method=SurveyMethod.TOP_TWO_BOX)
    >>> csat.points(4), csat.is_low(2), csat.summary([5, 4, 3, 1])
    (75, True, Decimal('50.00'))
    """

    worst: int | Decimal
    best: int | Decimal
    low: int | Decimal
    method: SurveyMethod = SurveyMethod.MEAN
    whole: bool = True
    severity: Severity = Severity.MODERATE

    def __attrs_post_init__(self) -> None:
        worst, best, low = (_decimal(getattr(self, n), f"Instrument.{n}") for n in ("worst", "best", "low"))
        for name, mark in (("worst", worst), ("best", best), ("low", low)):
            object.__setattr__(
                self, name, int(mark) if mark == mark.to_integral_value() else mark.normalize()
            )
        check_member(self.method, SurveyMethod, "Instrument.method")
        check_flag(self.whole, "Instrument.whole")
        check_member(self.severity, Severity, "Instrument.severity")
        if worst == best:
            raise PolicyError("Instrument.best", self.best, "another mark than the worst", "Name both ends.")
        if not min(worst, best) <= low <= max(worst, best) or low == best:
            remedy = "Choose one on the scale; with the best one, every reading would be low."
            raise PolicyError("Instrument.low", self.low, "a mark of the scale, and not the best", remedy)
        if self.method is not SurveyMethod.MEAN and not self.whole:
            remedy = "Use the mean, or whole marks."
            raise PolicyError("Instrument.method", self.method, "the mean, for marks in fractions", remedy)
        if self.method is SurveyMethod.NET_PROMOTER and not (worst == 0 and best == 10):
            remedy = "Use another method for another scale."
            raise PolicyError("Instrument.method", self.method, "a scale from 0 to 10 for it", remedy)

    def fits(self, score: int | Decimal) -> bool:
        """Whether a mark lies on the scale."""
        whole = type(score) is int or (type(score) is Decimal and score == score.to_integral_value())
        if self.whole and not whole:
            return False
        return min(self.worst, self.best) <= score <= max(self.worst, self.best)

    def points(self, score: int | Decimal) -> int:
        """A mark as points, from 0 for the worst to 100 for the best; half a point is rounded up."""
        if type(score) is int and type(self.worst) is int and type(self.best) is int:
            width, above = abs(self.best - self.worst), abs(score - self.worst)
            return (200 * above + width) // (2 * width)
        share = _EXACT.divide(
            _EXACT.multiply(_EXACT.subtract(score, self.worst), 100),
            _EXACT.subtract(Decimal(self.best), self.worst),
        )
        return int(share.to_integral_value(ROUND_HALF_UP))

    def is_low(self, score: int | Decimal) -> bool:
        """Whether a mark is low."""
        return score <= self.low if self.best > self.worst else score >= self.low

    def summary(self, scores: Iterable[int | Decimal]) -> Decimal | None:
        """Several marks in one number, by the instrument's method, to two decimal places; None of none.

        The mean is in marks; the share of the two best marks in percent; promoters (9 and 10) less
        detractors (0 to 6) in percent, from -100 to 100.

        Raises:
            PolicyError: a mark does not lie on the scale.
        """
        marks = []
        for score in scores:
            if not self.fits(score):
                expected = f"marks from {self.worst} to {self.best}"
                raise PolicyError("scores", score, expected, "Keep the marks of each instrument apart.")
            marks.append(Decimal(score))
        if not marks:
            return None
        best, total = Decimal(self.best), Decimal(0)
        match self.method:
            case SurveyMethod.MEAN:
                total = sum(marks, total)
            case SurveyMethod.TOP_TWO_BOX:
                total = Decimal(100 * sum(abs(mark - best) <= 1 for mark in marks))
            case SurveyMethod.NET_PROMOTER:
                total = Decimal(100 * sum(int(mark >= 9) - int(mark <= 6) for mark in marks))
            case _ as never:
                assert_never(never)
        mean = _EXACT.divide(total, Decimal(len(marks)))
        return mean.quantize(_HUNDREDTH, ROUND_HALF_UP)


INSTRUMENTS: Final[FrozenMap[str, Instrument]] = FrozenMap(
    {
        "csat": Instrument(worst=1, best=5, low=2, method=SurveyMethod.TOP_TWO_BOX),
        "nps": Instrument(worst=0, best=10, low=6, method=SurveyMethod.NET_PROMOTER),
        "ces_2010": Instrument(worst=5, best=1, low=4),
        "ces": Instrument(worst=1, best=7, low=3),
        "rating": Instrument(worst=0, best=1, low=Decimal("0.4"), whole=False),
    }
)
"""The instruments that are known by default.

Customer satisfaction from 1 to 5; net promoter score from 0 to 10 (Reichheld, 2003); the effort that a customer
had, in its first form from 1 for very little to 5 for very much (Dixon, Freeman and Toman, "Stop Trying to
Delight Your Customers", Harvard Business Review, 2010), and in its second as consent from 1 to 7 that it was easy
(Dixon, Toman and DeLisi, "The Effortless Experience", 2013); and a rating from 0 to 1 in fractions.
"""
