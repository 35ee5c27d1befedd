"""Which languages there are. A language that is not here is a mistake of the caller, and never a silent English."""

from collections.abc import Mapping
from typing import Final

from relcore.errors import FieldError
from relcore.wording.english import ENGLISH
from relcore.wording.words import Words

__all__ = ["LANGUAGES", "words_of"]

LANGUAGES: Final[Mapping[str, Words]] = {"en": ENGLISH}
"""The words of each language, by its code of ISO 639-1."""


def words_of(language: str) -> Words:
    """The words of a language.

    Raises:
        FieldError: there are no words in this language.
    """
    found = LANGUAGES.get(language)
    if found is None:
        expected = f"one of {', '.join(sorted(LANGUAGES))}"
        raise FieldError("language", language, expected, "Choose a language that there are words in.")
    return found
