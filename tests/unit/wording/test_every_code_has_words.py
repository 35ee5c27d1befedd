"""A code without words is found: in closed sets, in histories and reviews, in the policies, in the source."""

import re
import string
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from functools import cache
from inspect import getattr_static
from typing import Any

import pytest
from attrs import evolve

import relcore.policies
from relcore import vocabulary
from relcore.lifecycle import events
from relcore.model import Change, Decision, Explanation, Reason
from relcore.model.contents import BUILT_IN_CONTENTS
from relcore.policies import INSTRUMENTS, Metric
from relcore.policies.criteria import Elapsed, Threshold
from relcore.policy_set import leaves
from relcore.vocabulary import Aspect, Trend
from relcore.wording import LANGUAGES, Words, describe, sentence
from tests.architecture.tree import modules
from tests.unit.wording import codes, mornings, situations
from tests.unit.wording.contacts import decisions, linted
from tests.unit.wording.histories import POLICIES, histories, reasons_of, told
from tests.unit.wording.placeholders import mismatched

TOLD = list(dict.fromkeys(told()))
REVIEWS = list(situations.reviews())
SCORES = [score for review in REVIEWS for score in (review.trust, review.health.score, review.health.trend)]
RANKS = [action.score for review in REVIEWS for action in review.actions]
FINDINGS = [finding for review in REVIEWS for finding in review.findings]
MORNINGS = list(mornings.mornings().values())
PROPOSED = list(
    dict.fromkeys((
        *(proposed for review in REVIEWS for proposed in review.recommendations),
        *(proposed for morning in MORNINGS for proposed in mornings.proposed(morning.review)),
    ))
)  # fmt: skip
REASONS = list(
    dict.fromkeys((
        *(reason for said in TOLD for reason in reasons_of(said)),
        *(reason for review in REVIEWS for reason in situations.reasons_in(review)),
        *situations.shared_interests(),
        *(reason for decision in (*decisions().values(), linted()) for reason in decision.reasons),
        *(reason for decision in mornings.lints() for reason in decision.reasons),
        *(reason for morning in MORNINGS for reason in mornings.reasons_of(morning.review)),
    ))
)  # fmt: skip


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


@cache
def in_source(read: Callable[[str], Iterable[str]]) -> frozenset[str]:
    """What a reading of each module of the library finds; those for testing say nothing of their own."""
    said = [path for path in modules() if path.parent.name != "testing"]
    return frozenset(code for path in said for code in read(path.read_text("utf-8")))


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
        acted = form == "holds" and reason.unit == "kind" and reason.code in words.events
        beginning, dot, _ = reason.code.partition(".")
        forms = words.facts.get(reason.code, words.composed.get(beginning, {}) if dot else {})
        return acted or bool(forms.get(form))
    return has_measure(reason.code, words)


def has_measure(code: str, words: Words) -> bool:
    beginning, dot, _ = code.partition(".")
    forms = words.measures.get(code, words.composed.get(beginning, {}) if dot else {})
    return code in words.events or {"other", "unknown"} <= set(forms)


def built_in_metrics() -> Iterator[str]:
    """The code of each metric class; those that several make up are made of events, metrics and instruments."""
    for name in relcore.policies.__all__:
        built_in = getattr(relcore.policies, name)
        if isinstance(built_in, type) and callable(getattr(built_in, "measure", None)):
            code = getattr_static(built_in, "code", None)
            if isinstance(code, str):
                yield code


@cache
def states() -> frozenset[str]:
    """What histories say an item or an ending was before a change, or is after it."""
    changes = [said for said in TOLD if isinstance(said, Change)]
    seen = {
        state for c in changes if c.aspect in {Aspect.ITEM, Aspect.ENDING} for state in (c.before, c.after)
    }
    return frozenset(state for state in seen if state is not None)


def decided() -> set[str]:
    """The rules that decided in histories; a time limit runs on by whatever the customer does."""
    return {
        (said.decision if isinstance(said, Change) else said).policy
        for said in TOLD
        if not isinstance(said, Explanation) and not resumes(said)
    }


def resumes(said: Change | Decision) -> bool:
    return isinstance(said, Change) and (said.before, said.after) == ("waiting", "open")


def wordless(words: Words) -> set[str]:
    """What the policies, histories, reviews and the source have beside reasons, and no words are there for."""
    advising = [policies.advising for policies in POLICIES]
    terms = words.terms
    contributions = {part.code for score in (*SCORES, *RANKS) for part in score.contributions}
    trends = {part.code for review in REVIEWS for part in review.health.trend.contributions}
    metrics = {*built_in_metrics(), *contributions, *in_source(codes.contributions)} - {"trend"}
    rules = {rule for policies in POLICIES for rule in policies.folding.lifecycle.rules}
    wanted: dict[str, tuple[set[str], Iterable[str]]] = {
        "state": ({*in_source(codes.states), *states()}, [*terms["item"], *terms["ending"], *terms["EndReason"]]),
        "rule": (rules | decided() | in_source(codes.rules), terms["rule"]),
        "finding": ({name for rules in advising for name in rules.findings}, words.findings),
        "kind": ({proposed.kind for proposed in PROPOSED if "acme" not in proposed.kind}
                 | in_source(codes.kinds) | in_source(codes.parts), words.proposals),
        "role": ({*vocabulary.Department, *in_source(codes.roles)}, terms["role"]),
        "type": (set(vocabulary.RelationshipType), terms["of_type"]),
        "contact rule": (set(in_source(codes.contact_rules)),
                         [*terms["rule"], *(f"{code}.…" for code, forms in words.composed.items() if "term" in forms)]),
        "block": (set(vocabulary.ContactBlock), words.facts["contact_block"]),
        "consent": (set(in_source(codes.found)), words.composed["consent"]),
        "consent to": (set(vocabulary.Purpose), terms["consent"]),
        "by": (set(vocabulary.Channel), terms["by"]),
        "band": ({band.name for rules in advising for band in rules.health.bands}, terms["band"]),
        "instrument": (set(INSTRUMENTS), terms["instrument"]),
        "metric": (metrics, terms["metric"]),
        "part": ({code for code in contributions - trends if not has_measure(code, words)}, ()),
        "trend": ({f"{code}.{way}" for code in trends for way in Trend},
                  {f"{code}.{way}" for code, forms in words.trends.items() for way in forms}),
    }  # fmt: skip
    return {f"{what} {code}" for what, (needed, there) in wanted.items() for code in needed - set(there)}


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
    written = in_source(codes.reasons)
    reached = {reason.code for reason in REASONS}
    assert len(written) > 20
    assert written - reached == set()
    assert {piece for piece in in_source(codes.pieces) if not any(piece in code for code in reached)} == set()


def test_the_histories_record_every_kind_of_content() -> None:
    recorded = {content.kind for history in histories() for _, content in history}
    assert BUILT_IN_CONTENTS.classes.keys() - recorded == {"rules_adopted"}  # the one that _adopting records


def test_the_histories_reach_every_state_that_the_source_names() -> None:
    assert in_source(codes.states) - states() == set()


def test_the_reviews_reach_every_finding_proposal_and_contribution() -> None:
    assert {name for p in POLICIES for name in p.advising.findings} - {
        found.policy for found in FINDINGS
    } == set()
    assert in_source(codes.kinds) - {proposed.kind for proposed in PROPOSED} == set()
    left = {f"{one.kind}.{one.parts[0]}" for one in PROPOSED if len(one.parts) == 1}
    assert in_source(codes.parts) - left == set()
    reached = {score.code for score in (*SCORES, *RANKS)} | {
        part.code for score in (*SCORES, *RANKS) for part in score.contributions
    }
    assert in_source(codes.contributions) - reached == set()


def test_every_metric_and_every_default_criterion_has_words(words: Words) -> None:
    needed = {*built_in_metrics(), *bound_codes()}
    assert len(needed) > 40
    assert {code for code in needed if not has_measure(code, words)} == set()


def test_a_reason_without_words_is_caught(words: Words) -> None:
    fewer = evolve(words, facts={code: forms for code, forms in words.facts.items() if code != "no_edge"})
    assert {r.code for r in REASONS if not has_words(r, fewer)} == {"no_edge"}


def test_everything_that_is_said_beside_reasons_has_words(words: Words) -> None:
    assert wordless(words) == set()


@pytest.mark.parametrize(
    ("table", "group", "code", "caught"),
    [
        ("terms", "item", "waiting", "state waiting"),
        ("terms", "item", "early", "state early"),
        ("terms", "item", "overdue", "state overdue"),
        ("terms", "ending", "moot", "state moot"),
        ("terms", "rule", "recurrence", "rule recurrence"),
        ("terms", "rule", "acknowledged", "rule acknowledged"),
        ("terms", "rule", "won_back", "rule won_back"),
        ("findings", None, "note_missing", "finding note_missing"),
        ("proposals", None, "change_type", "kind change_type"),
        ("proposals", None, "make_good", "kind make_good"),
        ("proposals", None, "follow_up.check", "kind follow_up.check"),
        ("terms", "role", "supervisor", "role supervisor"),
        ("terms", "metric", "days_left", "metric days_left"),
        ("terms", "item", "received", "state received"),
        ("terms", "of_type", "community", "type community"),
        ("terms", "band", "watch", "band watch"),
        ("terms", "instrument", "ces", "instrument ces"),
        ("terms", "metric", "reliability", "metric reliability"),
        ("measures", None, "baseline", "part baseline"),
        ("trends", "concerns_change", "steady", "trend concerns_change.steady"),
        ("terms", "rule", "wished", "contact rule wished"),
        ("terms", "rule", "patience", "rule patience"),
        ("terms", "rule", "contact_rules", "rule contact_rules"),
        ("composed", None, "quiet_hours", "contact rule quiet_hours.…"),
        ("facts", "contact_block", "fraud", "block fraud"),
        ("composed", "consent", "not_yet", "consent not_yet"),
        ("terms", "consent", "survey", "consent to survey"),
        ("terms", "by", "app", "by app"),
    ],
)
def test_a_forgotten_code_is_caught(
    table: str, group: str | None, code: str, caught: str, words: Words
) -> None:
    whole = getattr(words, table)
    within = whole if group is None else whole[group]
    assert code in within
    less = {key: value for key, value in within.items() if key != code}
    kept: Any = less if group is None else {**whole, group: less}
    assert wordless(evolve(words, **{table: kept})) == {caught}


def test_templates_name_only_what_they_are_given(words: Words) -> None:
    assert mismatched(words) == []


@pytest.mark.parametrize("template", ["Bought on {count}", "Bought on {measured} by {customer}"])
def test_a_placeholder_mismatch_is_caught(template: str, words: Words) -> None:
    planted = evolve(words, measures={**words.measures, "purchase_days": {"other": template, "unknown": "?"}})
    assert mismatched(planted) == ["measures purchase_days.other"]
    assert mismatched(evolve(words, phrases={**words.phrases, "stands": "In {stage}"})) == ["phrase stands"]


def leaked(text: str, reasons: Iterable[Reason]) -> set[str]:
    """Codes with an underscore or a dot, raw instants and ids that stand in a text for people."""
    raw = {"i-1", "T09:00", "+00:00", "None", "True", "{", "}", "_"} | {
        r.code for r in reasons if "_" in r.code or "." in r.code
    }
    return {mark for mark in raw if mark in text}


def test_what_people_read_holds_no_code_and_no_raw_instant() -> None:
    for language in LANGUAGES:
        for reason in REASONS:
            assert leaked(sentence(reason, language), REASONS) == set(), reason
        for said in TOLD:
            assert leaked(describe(said, language), REASONS) == set(), said
        for review in REVIEWS:
            assert leaked(describe(review, language), REASONS) == set(), review
        for decision in decisions().values():
            assert leaked(describe(decision, language), REASONS) == set(), decision
        for morning in MORNINGS:
            text = describe(morning.review, language, customer=morning.customer)
            assert leaked(text, REASONS) == set()
            for action in morning.review.actions:
                told = describe(action.assignment.decision, language), describe(action.score, language)
                assert leaked(" ".join(told), REASONS) == set(), told
        for texts in (
            [describe(score, language) for score in SCORES],
            [describe(finding, language) for finding in FINDINGS],
            [describe(proposed, language) for proposed in PROPOSED],
        ):
            assert [leaked(text, REASONS) for text in texts if leaked(text, REASONS)] == []


def test_every_sentence_of_what_is_to_be_done_is_told_on_some_morning(words: Words) -> None:
    said = [describe(proposed) for proposed in PROPOSED]
    proposals, general = words.proposals, {one.kind for one in PROPOSED if one.topic is None}
    for form, template in proposals.items():
        if f"{form}.about" in proposals and form not in general:
            continue  # it is always known what these are about
        fixed = [re.escape(text) for text, *_ in string.Formatter().parse(template)]
        assert any(re.search(f": {'.+'.join(fixed)}", text) for text in said), form


def test_every_text_of_a_metric_that_is_unknown_says_so() -> None:
    numbers = [reason for reason in REASONS if not is_fact(reason)]
    for reason in numbers:
        text = sentence(evolve(reason, measured=None, holds=None))
        assert "not known" in text, reason


def test_metrics_are_told_in_all_their_forms() -> None:
    """A metric's class states what its reasons hold: each can be zero, one, many and unknown."""
    assert isinstance(relcore.policies.PurchaseDays(), Metric)
    for code in {*built_in_metrics(), *bound_codes()}:
        for measured in (0, 1, 2, 7.25, None):
            holds = None if measured is None else True
            text = sentence(Reason(code, holds, measured, vocabulary.Comparison.AT_LEAST, 3, "days"))
            assert leaked(text, REASONS) == set()
            assert text[0] == text[0].upper()
