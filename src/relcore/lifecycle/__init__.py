"""The tables of stages and edges, and their check."""

from relcore.lifecycle.table import BEFORE_THE_LOG, Edge, Lifecycle, event, events
from relcore.lifecycle.tables import AWARENESS_FIRST, EXPLORATION_FIRST

__all__ = ["AWARENESS_FIRST", "BEFORE_THE_LOG", "EXPLORATION_FIRST", "Edge", "Lifecycle", "event", "events"]
