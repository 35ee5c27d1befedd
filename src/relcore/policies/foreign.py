"""What a user's own metric is to the library: asked with a frozen snapshot, and its answer checked.

A metric that raises, or answers with nonsense, fails the call closed and is named; it is never skipped.
"""

from typing import Protocol, cast

from attrs import frozen

from relcore.errors import PolicyError, RelcoreError
from relcore.policies.protocols import Metric
from relcore.policies.situation import Situation

__all__ = ["BuiltInMetric", "ForeignMetric", "built_in_metric"]

_EVIDENCE = 8
_LARGEST = 10**300


class BuiltInMetric(Metric, Protocol):
    """What every metric is once it is composed: one that also states its code, its unit and what moves it."""

    @property
    def code(self) -> str:
        """The stable code of its reasons."""
        ...

    @property
    def unit(self) -> str:
        """The unit of its number."""
        ...

    @property
    def steady(self) -> bool:
        """Whether it is constant while nothing happens."""
        ...

    @property
    def rises_with(self) -> frozenset[str] | None:
        """The kinds of content whose recording can raise it; None is every kind."""
        ...

    @property
    def falls_with(self) -> frozenset[str] | None:
        """The kinds of content whose recording can lower it; None is every kind."""
        ...

    def evidence(self, situation: Situation) -> tuple[str, ...]:
        """The ids of the interactions behind its number."""
        ...


@frozen
class ForeignMetric:
    """A user's own metric, as the library asks it: with a frozen snapshot, and its answer checked.

    Args:
        metric: a value with the method ``measure``.
    """

    metric: Metric

    @property
    def code(self) -> str:
        """The code that the metric states, or the name of its class."""
        return str(getattr(self.metric, "code", type(self.metric).__name__))

    @property
    def unit(self) -> str:
        """The unit that the metric states, if any."""
        return str(getattr(self.metric, "unit", ""))

    @property
    def steady(self) -> bool:
        """Whether it is constant while nothing happens; taken to be, since it is shown no clock."""
        return bool(getattr(self.metric, "steady", True))

    @property
    def rises_with(self) -> frozenset[str] | None:
        """The kinds that can raise it, if it states them; None is every kind."""
        return getattr(self.metric, "rises_with", None)

    @property
    def falls_with(self) -> frozenset[str] | None:
        """The kinds that can lower it, if it states them; None is every kind."""
        return getattr(self.metric, "falls_with", None)

    def measure(self, situation: Situation) -> int | float | None:
        """What the user's metric finds.

        Raises:
            PolicyError: it raised, or returned neither a number nor None.
        """
        try:
            found = self.metric.measure(situation.settled())
        except RelcoreError:
            raise
        except Exception as error:
            raise PolicyError(self.code, error, "a metric that answers", "Mend the metric.") from error
        if found is None or (type(found) in {int, float} and -_LARGEST < found < _LARGEST):
            return found
        raise PolicyError(self.code, found, "a finite number, or None for unknown", "Mend the metric.")

    def evidence(self, situation: Situation) -> tuple[str, ...]:
        """The ids that the user's metric cites, if it cites any."""
        cite = getattr(self.metric, "evidence", None)
        if cite is None:
            return ()
        try:
            cited = tuple(cite(situation.settled()))
        except RelcoreError:
            raise
        except Exception as error:
            raise PolicyError(self.code, error, "a metric that cites", "Mend its evidence.") from error
        if all(type(id) is str for id in cited):
            return cited[-_EVIDENCE:]
        raise PolicyError(self.code, cited, "ids of interactions as evidence", "Mend its evidence.")


def built_in_metric(metric: Metric) -> BuiltInMetric:
    """The metric itself if it is built in, else the user's own as the library asks it.

    Raises:
        PolicyError: the value has no method ``measure``.
    """
    if not isinstance(metric, Metric):
        raise PolicyError("metric", metric, "a metric", "Pass a value with the method measure(situation).")
    if type(metric).__module__.startswith("relcore.policies."):
        return cast(BuiltInMetric, metric)
    return ForeignMetric(metric)
