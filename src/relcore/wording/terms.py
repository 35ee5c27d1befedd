"""What a code is called. A code of a third party, which no table holds, is made readable."""

from collections.abc import Iterable
from enum import StrEnum

from relcore.wording.languages import words_of
from relcore.wording.words import Words

__all__ = [
    "event_term",
    "listed",
    "metric_term",
    "name_in",
    "readable",
    "rule_term",
    "term",
    "term_in",
    "type_term",
]

_NAMES = {"known": "metric", "survey": "instrument", "consent": "consent"}


def readable(code: str) -> str:
    """A code with spaces for what joins its parts.

    >>> readable("acme.loyal_member")
    'acme loyal member'
    """
    return " ".join(code.replace(".", " ").replace("_", " ").split())


def term_in(words: Words, name: str, code: str) -> str:
    """The term for a code of a set that is known by name, such as ``"Stage"`` or ``"rule"``."""
    found = words.terms.get(name, {}).get(code)
    return _anywhere(words, code) if found is None else found


def metric_term(words: Words, code: str) -> str:
    """What is measured, also where its code goes on with a name, as in ``"survey.nps"``."""
    beginning, _, rest = code.partition(".")
    template = words.composed.get(beginning, {}).get("term") if rest else None
    if template is None or code in words.terms["metric"]:
        return term_in(words, "metric", code)
    return template.format(name=name_in(words, beginning, rest))


def rule_term(words: Words, rule: str) -> str | None:
    """What a rule is called, also one of several that have a name, as in ``"cap.weekly"``; None of a third party."""
    beginning, _, rest = rule.partition(".")
    template = words.composed.get(beginning, {}).get("term") if rest else None
    if beginning not in words.terms["rule"] or template is None:
        return words.terms["rule"].get(rule)
    return template.format(name=readable(rest))


def name_in(words: Words, beginning: str, name: str) -> str:
    """The name that a code goes on with; of several types, one or the other of them."""
    if beginning == "of_type":
        return listed(words, (term_in(words, "of_type", type) for type in name.split("+")), last="list.or")
    if _NAMES.get(beginning) == "metric":
        return metric_term(words, name)
    if beginning == "lifted":
        return rule_term(words, name) or readable(name)
    return term_in(words, _NAMES.get(beginning, ""), name)


def listed(words: Words, said: Iterable[str], last: str = "list.last") -> str:
    """Several things in a row, as the language lists them; all of them, or ``"list.or"`` any."""
    first, *others = said
    for number, other in enumerate(others, 1):
        first = (
            words.phrases[last].format(before=first, last=other)
            if number == len(others)
            else words.phrases["list"].format(before=first, next=other)
        )
    return first


def type_term(words: Words, types: str) -> str:
    """A type of relationship; with its facets where there are any, as in ``"long_term+community"``."""
    first, *facets = (term_in(words, "RelationshipType", type) for type in types.split("+"))
    return words.phrases["facets"].format(type=first, facets=listed(words, facets)) if facets else first


def event_term(words: Words, event: str, form: str = "one") -> str:
    """What an event is called; one from a third party by its readable code."""
    forms = words.events.get(event)
    return readable(event) if forms is None else forms[form]


def _anywhere(words: Words, code: str) -> str:
    for terms in words.terms.values():
        if code in terms:
            return terms[code]
    return rule_term(words, code) or event_term(words, code)


def term(code: str, language: str = "en") -> str:
    """What a stage, type, role, channel, reason of ending, status, verdict, event or rule is called.

    Args:
        code: a member of a closed set, or a code as documents spell it. Of a bare code that several sets
            share, the first of them in the order of the table answers.
        language: the language, by its code of ISO 639-1.

    Returns:
        The term, in lower case where the language has cases; of an unknown code, the code made readable.

    Raises:
        FieldError: there are no words in this language.

    >>> from relcore.vocabulary import EndReason
    >>> term(EndReason.BETTER_ELSEWHERE), term("dedicated_assistance"), term("acme.gold")
    ('better brands or products elsewhere', 'dedicated personal assistance', 'acme gold')
    """
    words = words_of(language)
    if isinstance(code, StrEnum):
        return term_in(words, type(code).__name__, code)
    return _anywhere(words, code)
