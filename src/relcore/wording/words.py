"""What a language has to say, as one value: tables of templates by code, and no code of their own.

A template names its facts in braces. Which facts a template may name depends on the table that it stands in,
and a test holds every language to that.
"""

from collections.abc import Mapping

from attrs import frozen

__all__ = ["Words"]


@frozen(kw_only=True)
class Words:
    """One language.

    Args:
        terms: by the name of a closed set, or of an open one such as ``"rule"``, the term for each code.
        events: for each event (see :func:`relcore.lifecycle.event`), what it is called: ``one``, ``other``.
        measures: for each code of a number that was measured, what was found: ``unknown``, ``other`` and,
            where they differ, ``zero`` and ``one``. A form named after a comparison replaces the usual
            words for what is required; an empty one leaves them out.
        facts: for each code of something that was said or looked up: ``holds``, ``fails``, and ``none`` where
            an empty text was found.
        counted: as in ``measures``, for the number of any event.
        required: for each comparison, the words for what is required, and ``zero`` variants of them.
        units: for each unit that is named with its number: ``one``, ``other``.
        phrases: every other piece of text.
        singular: the numbers, as they are shown, that take the form ``one``.
        months: the names of the months.
    """

    terms: Mapping[str, Mapping[str, str]]
    events: Mapping[str, Mapping[str, str]]
    measures: Mapping[str, Mapping[str, str]]
    facts: Mapping[str, Mapping[str, str]]
    counted: Mapping[str, str]
    required: Mapping[str, str]
    units: Mapping[str, Mapping[str, str]]
    phrases: Mapping[str, str]
    singular: tuple[str, ...]
    months: tuple[str, ...]
