"""A code without words is found: in closed sets, in what real histories say, in built-in metrics, in the source."""

import ast
import inspect
import string
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum

import pytest
from attrs import evolve

import relcore.policies.durations
import relcore.policies.metrics
from relcore import vocabulary
from relcore.lifecycle import events
from relcore.model import Change, Decision, Explanation, Reason
from relcore.model.contents import BUILT_IN_CONTENTS
from relcore.policies import Metric
from relcore.policies.criteria import Elapsed, Threshold
from relcore.policy_set import leaves
from relcore.wording import LANGUAGES, Words, describe, sentence
from tests.architecture.tree import modules
from tests.unit.wording.histories import POLICIES, reasons_of, told

TOLD = list(dict.fromkeys(told()))
REASONS = list(dict.fromkeys(reason for said in TOLD for reason in reasons_of(said)))

# What each table may name; every language is held to it.
NAMES = {
    "events": set(),
    "measures": {"measured", "required"},
    "facts": {"measured", "required"},
    "counted": {"measured", "event"},
    "required": {"required"},
    "units": {"number"},
}
PHRASES: dict[str, set[str]] = {
    "together": {"found", "needed"},
    "other": {"name", "measured"},
    "just_over": {"number"},
    "just_under": {"number"},
    "stop": {"said"},
    "date": {"day", "month", "year"},
    "moment": {"day", "month", "year", "hour", "minute"},
    "silent_for": {"days", "times", "gap"},
    "silent_on_time": {"days", "gap"},
    "change.stage": {"date", "before", "after"},
    "change.type": {"date", "before", "after"},
    "change.role": {"date", "before", "after"},
    "change.owner": {"date", "before", "after"},
    "change.item": {"date", "before", "after"},
    "change.rules": {"date"},
    "decision.moved": {"policy"},
    "decision.stayed": {"policy"},
    "decision.changed": {"policy"},
    "decision.refused": {"policy"},
    "stands": {"stage", "date"},
    "fell_due": {"change"},
    "pinned": {"date"},
    "way.open": {"stage", "kind"},
    "way.shut": {"stage", "kind", "missing"},
    "way.stated": set(),
    "next_due": {"date"},
    "nobody": set(),
    "not_known": set(),
    "required_unknown": set(),
}


def closed_sets() -> list[type[StrEnum]]:
    return [getattr(vocabulary, name) for name in vocabulary.__all__]


def wordless_members(words: Words) -> list[str]:
    """Members of closed sets, and events of built-in kinds, that have no term."""
    terms = words.terms
    members = [(group.__name__, member) for group in closed_sets() for member in group]
    missing = [f"{name}.{member}" for name, member in members if not terms.get(name, {}).get(member)]
    happened = [event for kind in BUILT_IN_CONTENTS.classes for event in (kind, *events(kind))]
    return missing + [
        f"event {event}" for event in happened if set(words.events.get(event, ())) != {"one", "other"}
    ]


def is_fact(reason: Reason) -> bool:
    return (
        not isinstance(reason.measured, int | float)
        and not hasattr(reason.measured, "quantize")
        and reason.holds is not None
    )


def has_words(reason: Reason, words: Words) -> bool:
    """Whether a reason is told in words of its own, and not by its code made readable."""
    if is_fact(reason):
        form = "none" if reason.measured == "" else "holds" if reason.holds else "fails"
        return bool(words.facts.get(reason.code, {}).get(form))
    return reason.code in words.events or {"other", "unknown"} <= set(words.measures.get(reason.code, ()))


def built_in_metrics() -> Iterator[str]:
    """The code of each metric class; that of a count is the event that it counts."""
    for module in (relcore.policies.metrics, relcore.policies.durations):
        for name in module.__all__:
            code = inspect.getattr_static(getattr(module, name), "code", None)
            if isinstance(code, str):
                yield code


def bound_codes() -> Iterator[str]:
    """The codes of the reasons that the default criteria give."""
    for policies in POLICIES:
        for criterion in (*policies.folding.criteria.values(), policies.folding.reversal):
            for leaf in leaves(criterion):
                match leaf:
                    case Threshold():
                        yield leaf.name or leaf.metric.code
                    case Elapsed():
                        yield leaf.name


def literal_codes(source: str) -> Iterator[str]:
    """The codes that are written out where a reason is made."""
    for node in ast.walk(ast.parse(source)):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in {"Reason", "fact", "mismatch"}
        ):
            given = [*node.args[:1], *(k.value for k in node.keywords if k.arg == "code")]
            yield from (
                arg.value for arg in given if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
            )


def templates(words: Words) -> Iterator[tuple[str, str, str]]:
    """Every template, with its table and its place."""
    for table in ("events", "measures", "facts", "units"):
        for code, forms in getattr(words, table).items():
            yield from ((table, f"{code}.{form}", text) for form, text in forms.items())
    for table in ("counted", "required"):
        flat: Mapping[str, str] = getattr(words, table)
        yield from ((table, form, text) for form, text in flat.items())


def named(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


def mismatched(words: Words) -> list[str]:
    """Templates that name what they aren't given, and phrases that name other things than they are given."""
    wrong = [f"{table} {place}" for table, place, text in templates(words) if not named(text) <= NAMES[table]]
    wrong += [f"phrase {key}" for key in words.phrases.keys() ^ PHRASES.keys()]
    return wrong + [f"phrase {key}" for key, text in words.phrases.items() if named(text) != PHRASES.get(key)]


@pytest.fixture(params=sorted(LANGUAGES))
def words(request: pytest.FixtureRequest) -> Words:
    return LANGUAGES[request.param]


def test_every_member_of_a_closed_set_has_a_term(words: Words) -> None:
    assert wordless_members(words) == []


def test_a_member_without_a_term_is_caught(words: Words) -> None:
    less = {
        **words.terms,
        "Stage": {key: term for key, term in words.terms["Stage"].items() if key != "expansion"},
    }
    assert wordless_members(evolve(words, terms=less)) == ["Stage.expansion"]


def test_every_reason_of_a_history_has_words(words: Words) -> None:
    assert {(r.code, r.holds, type(r.measured).__name__) for r in REASONS if not has_words(r, words)} == set()


def test_the_histories_reach_every_code_that_the_source_names() -> None:
    codes = {code for path in modules() for code in literal_codes(path.read_text("utf-8"))}
    assert len(codes) > 10
    assert codes - {reason.code for reason in REASONS} == set()


def test_every_metric_and_every_default_criterion_has_words(words: Words) -> None:
    codes = {*built_in_metrics(), *bound_codes()}
    assert len(codes) > 15
    assert codes - words.measures.keys() - words.events.keys() == set()


def test_a_reason_without_words_is_caught(words: Words) -> None:
    fewer = evolve(words, facts={code: forms for code, forms in words.facts.items() if code != "no_edge"})
    assert {r.code for r in REASONS if not has_words(r, fewer)} == {"no_edge"}


def test_every_rule_that_decides_has_a_term(words: Words) -> None:
    decided = [
        said.decision if isinstance(said, Change) else said
        for said in TOLD
        if not isinstance(said, Explanation)
    ]
    rules = {decision.policy for decision in decided if isinstance(decision, Decision)}
    rules |= {rule for policies in POLICIES for rule in policies.folding.lifecycle.rules}
    assert rules - words.terms["rule"].keys() == set()


def test_templates_name_only_what_they_are_given(words: Words) -> None:
    assert mismatched(words) == []


@pytest.mark.parametrize("template", ["Bought on {count}", "Bought on {measured} by {customer}"])
def test_a_placeholder_mismatch_is_caught(template: str, words: Words) -> None:
    planted = evolve(words, measures={**words.measures, "purchase_days": {"other": template, "unknown": "?"}})
    assert mismatched(planted) == ["measures purchase_days.other"]
    assert mismatched(evolve(words, phrases={**words.phrases, "stands": "In {stage}"})) == ["phrase stands"]


def leaked(text: str, reasons: Iterable[Reason]) -> set[str]:
    """Codes with an underscore or a dot, raw instants and ids that stand in a text for people."""
    raw = {"i-1", "T09:00", "+00:00", "None", "True", "{", "}"} | {
        r.code for r in reasons if "_" in r.code or "." in r.code
    }
    return {mark for mark in raw if mark in text}


def test_what_people_read_holds_no_code_and_no_raw_instant() -> None:
    for language in LANGUAGES:
        for reason in REASONS:
            assert leaked(sentence(reason, language), REASONS) == set(), reason
        for said in TOLD:
            assert leaked(describe(said, language), REASONS) == set(), said


def test_every_text_of_a_metric_that_is_unknown_says_so() -> None:
    numbers = [reason for reason in REASONS if not is_fact(reason)]
    for reason in numbers:
        text = sentence(evolve(reason, measured=None, holds=None))
        assert "not known" in text, reason


def test_metrics_are_told_in_all_their_forms() -> None:
    """A metric's class states what its reasons hold: each can be zero, one, many and unknown."""
    assert isinstance(relcore.policies.metrics.PurchaseDays(), Metric)
    for code in {*built_in_metrics(), *bound_codes()}:
        for measured in (0, 1, 2, 7.25, None):
            holds = None if measured is None else True
            text = sentence(Reason(code, holds, measured, vocabulary.Comparison.AT_LEAST, 3, "days"))
            assert leaked(text, REASONS) == set()
            assert text[0] == text[0].upper()
