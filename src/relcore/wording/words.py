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
            where they differ, ``zero``, ``one`` and ``negative``, which is told without its sign. A form named
            after a comparison replaces the usual words for what is required, and ``required_unknown`` those
            for that not being known; an empty one leaves them out.
        facts: for each code of something that was said or looked up: ``holds``, ``fails``, and ``none`` where
            an empty text was found; ``moved`` of a day of each year that is kept on another one. A form named
            after the unit, or after the very code that was found, replaces these. With
            ``.unbounded`` it is told where nothing was required, with ``.now`` where it was found at the
            instant that was asked about, and not at a later one.
        counted: as in ``measures``, for the number of any event.
        composed: as in ``measures`` or ``facts``, for codes that begin so and go on with a name, as in
            ``"survey.nps"``; and ``term``, where there is one: what such a code is called.
        required: for each comparison, the words for what is required, and ``zero`` variants of them.
        units: for each unit that is named with its number: ``one``, ``other``.
        findings: for each finding of a review, a sentence that its reasons stand in.
        tacit: how the codes of reasons begin that these sentences tell already.
        proposals: for each kind of recommendation, what is to be done. A form named after a part, as in
            ``"follow_up.thanks"``, is told where only that part is left of it, and ``.about`` where it is known
            what it is about.
        trends: for each code that a trend is made of: ``rising``, ``steady``, ``falling``.
        phrases: every other piece of text.
        singular: the numbers, as they are shown, that take the form ``one``.
        months: the names of the months.
    """

    terms: Mapping[str, Mapping[str, str]]
    events: Mapping[str, Mapping[str, str]]
    measures: Mapping[str, Mapping[str, str]]
    facts: Mapping[str, Mapping[str, str]]
    counted: Mapping[str, str]
    composed: Mapping[str, Mapping[str, str]]
    required: Mapping[str, str]
    units: Mapping[str, Mapping[str, str]]
    findings: Mapping[str, str]
    tacit: tuple[str, ...]
    proposals: Mapping[str, str]
    trends: Mapping[str, Mapping[str, str]]
    phrases: Mapping[str, str]
    singular: tuple[str, ...]
    months: tuple[str, ...]
