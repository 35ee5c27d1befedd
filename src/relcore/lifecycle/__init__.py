"""The tables of stages and edges, and their check."""

from relcore.lifecycle.table import Edge, Lifecycle, event, events
from relcore.lifecycle.tables import AWARENESS_FIRST, EXPLORATION_FIRST

__all__ = ["AWARENESS_FIRST", "EXPLORATION_FIRST", "Edge", "Lifecycle", "event", "events"]
