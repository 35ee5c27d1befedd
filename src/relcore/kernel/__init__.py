"""The fold, and the verbs on it."""

from relcore.kernel.looking import explain
from relcore.kernel.recording import Opening, record, replay, replay_many
from relcore.kernel.reviewing import review

__all__ = ["Opening", "explain", "record", "replay", "replay_many", "review"]
