"""The fold, and the verbs on it."""

from relcore.kernel.contacting import may_contact
from relcore.kernel.looking import explain
from relcore.kernel.recording import Opening, record, replay, replay_many
from relcore.kernel.reviewing import review

__all__ = ["Opening", "explain", "may_contact", "record", "replay", "replay_many", "review"]
