"""The fold, and the verbs on it."""

from relcore.kernel.looking import explain, review
from relcore.kernel.recording import Opening, record, replay, replay_many

__all__ = ["Opening", "explain", "record", "replay", "replay_many", "review"]
