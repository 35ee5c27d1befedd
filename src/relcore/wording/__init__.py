"""The words for every code, in one place: codes are stable keys, and what people read is looked up here."""

from relcore.wording.descriptions import describe
from relcore.wording.languages import LANGUAGES
from relcore.wording.sentences import sentence, silent_for
from relcore.wording.terms import term
from relcore.wording.words import Words

__all__ = ["LANGUAGES", "Words", "describe", "sentence", "silent_for", "term"]
