"""An overlay says only what is otherwise, and means the same set as if all of it had been written out."""

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relcore.errors import FieldError
from relcore.model import FrozenMap
from relcore.policies import (
    FOLLOW_UP,
    After,
    Cap,
    Count,
    Days,
    Elapsed,
    Instrument,
    NotBlocked,
    Offers,
    Paces,
    PurchaseDays,
    Scope,
    Silence,
    UnansweredPause,
    WinBack,
    at_least,
)
from relcore.policy_set import DWYER_SCHURR_OH, STANDARD, PolicySet
from relcore.serialization.overlays import rule_name
from relcore.serialization.policy_sets import policy_set_of, read_policy_set, write_policy_set
from relcore.serialization.registry import BUILT_IN
from relcore.testing import policy_sets
from relcore.vocabulary import Anchor, Purpose
from tests.unit.serialization.exactness import assert_same
from tests.unit.serialization.policy_examples import POLICIES
from tests.unit.serialization.test_policy_sets import fault_of

HEAD = f"""\
schema = "relcore.policy_set/1.0"
name = "ours"
version = "7"
base = {{ name = "standard", digest = "{STANDARD.digest}" }}
"""
OURS = attrs.evolve(STANDARD, name="ours", version="7")
RULES = STANDARD.advising.contact_rules
RECOMMENDERS = STANDARD.advising.recommenders


def overlay(text: str) -> PolicySet:
    return read_policy_set(HEAD + text)


def said(policies: PolicySet, base: PolicySet = STANDARD) -> str:
    """What the overlay of a set says, beside its head; it has been read back."""
    text = write_policy_set(policies, base=base)
    found = read_policy_set(text, bases=(base,))
    assert_same(found, policies)
    assert (found.digest, found.folding.digest) == (policies.digest, policies.folding.digest)
    assert write_policy_set(found, base=base) == text
    schema, name, version, stated, *rest = text.splitlines()
    assert [line.split()[0] for line in (schema, name, version, stated)] == [
        "schema",
        "name",
        "version",
        "base",
    ]
    return "\n".join(rest).strip()


def test_a_set_against_itself_says_only_what_it_is() -> None:
    assert said(STANDARD) == said(OURS) == said(DWYER_SCHURR_OH, DWYER_SCHURR_OH) == ""


@given(policy_sets(any_criteria=True), policy_sets(any_criteria=True))
def test_the_overlay_of_any_set_on_any_other_reads_back_as_the_set(one: PolicySet, other: PolicySet) -> None:
    said(one)
    said(one, attrs.evolve(other, name="other"))


@given(st.data())
def test_an_overlay_on_an_overlay_reads_back_as_well(data: st.DataObject) -> None:
    first = attrs.evolve(data.draw(policy_sets()), name="first")
    first = read_policy_set(write_policy_set(first, base=STANDARD))
    said(attrs.evolve(first.with_pace(9), name="second"), first)


CHANGES: dict[str, tuple[PolicySet, str]] = {
    "a number": (OURS.with_pace(7), "[folding]\npace_days = 7"),
    "its type": (OURS.with_pace(30), "[folding]\npace_days = 30"),
    "a number within": (
        OURS.with_folding(window=Paces(6, 90, 366)),
        "[folding]\nwindow = { at_most_days = 366 }",
    ),
    "another policy in its place": (
        OURS.with_criteria(lapsed=Elapsed(Anchor.ENGAGED, Days(90), "silence")),
        '[folding.criteria]\nlapsed = { limit = { is = "days", days = 90 } }',
    ),
    "a list": (
        OURS.with_criteria(testing=at_least(PurchaseDays(), 1) | at_least(Count("trial"), 2)),
        "[folding.criteria.testing]\ncriteria = [\n"
        '  { is = "threshold", metric = { is = "purchase_days" }, comparison = "at_least", required = 1 },\n'
        '  { is = "threshold", metric = { is = "count", event = "trial" }, comparison = "at_least", required = 2 },\n'
        "]",
    ),
    "a table of names": (
        OURS.with_advising(delegation=attrs.evolve(STANDARD.advising.delegation, levels={"billing": 4})),
        "[advising]\ndelegation = { levels = { billing = 4 } }",
    ),
    "a finding": (
        OURS.with_advising(findings={**STANDARD.advising.findings, "silent": at_least(Silence(), 60)}),
        '[advising.findings]\nsilent = { is = "threshold", metric = { is = "silence" }, comparison = "at_least", '
        "required = 60 }",
    ),
    "one finding less": (
        OURS.with_advising(
            findings={n: c for n, c in STANDARD.advising.findings.items() if n != "note_missing"}
        ),
        "[advising.findings]\nnote_missing = false",
    ),
    "an instrument": (
        OURS.with_folding(
            instruments={
                **{n: i for n, i in STANDARD.folding.instruments.items() if n != "ces_2010"},
                "nps": attrs.evolve(STANDARD.folding.instruments["nps"], low=5),
                "stars": Instrument(worst=1, best=5, low=2),
            }
        ),
        "[folding.instruments]\nces_2010 = false\nnps = { low = 5 }\n"
        'stars = { worst = 1, best = 5, low = 2, method = "mean", whole = true, severity = "moderate" }',
    ),
    "a contact rule": (
        OURS.with_advising(
            contact_rules=tuple(
                attrs.evolve(rule, most=3)
                if isinstance(rule, Cap) and rule_name(rule) == "cap.weekly"
                else rule
                for rule in RULES
            )
        ),
        '[advising.contact_rules]\n"cap.weekly" = { most = 3 }',
    ),
    "null for a value": (
        OURS.with_advising(
            contact_rules=tuple(
                attrs.evolve(rule, pause_days=None, scope=Scope())
                if isinstance(rule, UnansweredPause)
                else rule
                for rule in RULES
            )
        ),
        "[advising.contact_rules]\n"
        "unanswered_pause = { pause_days = { null = true }, scope = { purposes = { null = true } } }",
    ),
    "a rule less and one more": (
        OURS.with_advising(contact_rules=(*RULES[1:], Cap("daily", 1, 24))),
        "[advising.contact_rules]\nnot_blocked = false\n"
        '"cap.daily" = { is = "cap", name = "daily", most = 1, within_hours = 24, scope = {}, hard = false }',
    ),
    "what follows an event": (
        OURS.with_advising(
            recommenders=tuple(
                attrs.evolve(one, due_days=3) if one is FOLLOW_UP else one for one in RECOMMENDERS
            )
        ),
        "[advising.recommenders]\nfollow_up = { due_days = 3 }",
    ),
    "a proposal that is dropped": (
        OURS.with_advising(
            recommenders=tuple(
                attrs.evolve(one, others=None) if one == Offers() else one for one in RECOMMENDERS
            )
        ),
        "[advising.recommenders]\noffers = { others = { null = true } }",
    ),
    "another order": (
        OURS.with_advising(contact_rules=(RULES[1], RULES[0])),
        '[advising]\ncontact_rules = [{ is = "wished" }, { is = "not_blocked" }]',
    ),
    "the same name twice": (
        OURS.with_advising(contact_rules=(NotBlocked(), NotBlocked())),
        '[advising]\ncontact_rules = [{ is = "not_blocked" }, { is = "not_blocked" }]',
    ),
    "a list that is shorter than what is taken away": (
        OURS.with_advising(recommenders=(), contact_rules=(RULES[1],)),
        '[advising]\nrecommenders = []\ncontact_rules = [{ is = "wished" }]',
    ),
}


@pytest.mark.parametrize("what", CHANGES)
def test_an_overlay_says_what_changed_and_nothing_else(what: str) -> None:
    policies, text = CHANGES[what]
    assert said(policies) == text


def test_a_table_that_asks_for_other_rules_is_an_overlay_too() -> None:
    text = said(DWYER_SCHURR_OH)
    assert text.startswith('[folding.lifecycle]\nname = "awareness_first"')
    spare = STANDARD.folding.criteria["lapsed"]
    less = {name: one for name, one in STANDARD.folding.criteria.items() if not name.startswith("testing")}
    base = attrs.evolve(STANDARD.with_folding(criteria=FrozenMap(less)), name="less")
    assert "[folding.criteria.testing]" in said(DWYER_SCHURR_OH, base)
    assert said(base) == "[folding.criteria]\ntesting = false\ntesting_ceased = false"
    more = STANDARD.with_folding(criteria=FrozenMap({**STANDARD.folding.criteria, "spare": spare}))
    with pytest.raises(FieldError, match="is 'spare'; expected criteria that a rule of the table asks for"):
        write_policy_set(more, base=STANDARD)
    assert said(STANDARD, attrs.evolve(more, name="more")) == "[folding.criteria]\nspare = false"
    assert_same(read_policy_set(write_policy_set(more)), more)


def test_an_object_changes_key_by_key_what_the_base_has_in_its_place() -> None:
    for text in (
        "[folding.criteria.lapsed.limit]\nat_most_days = 900",
        '[folding.criteria.lapsed]\nis = "elapsed"\nlimit = { is = "usual_gaps", at_most_days = 900 }',
        "folding.criteria.lapsed.limit.at_most_days = 900",
    ):
        assert overlay(text).folding.criteria["lapsed"].limit.at_most_days == 900  # type: ignore[union-attr]
        assert overlay(text).folding.criteria["testing"] == STANDARD.folding.criteria["testing"]


def test_an_object_that_is_another_policy_replaces_what_the_base_has() -> None:
    text = '[folding.criteria.lapsed.limit]\nis = "days"\n'
    assert fault_of(HEAD + text).field == "$.folding.criteria.lapsed.limit.days"
    assert overlay(text + "days = 90").folding.criteria["lapsed"].limit == Days(90)  # type: ignore[union-attr]


def test_a_list_and_a_plain_value_replace_what_was_there() -> None:
    found = overlay('[advising]\ncontact_rules = [{ is = "wished" }]\nrecommenders = []')
    assert found == OURS.with_advising(contact_rules=(RULES[1],), recommenders=())


def test_null_stands_in_json_as_itself() -> None:
    stated = {"name": "ours", "version": "7", "base": {"name": "standard", "digest": STANDARD.digest}}
    change = {"contact_rules": {"unanswered_pause": {"pause_days": None}, "wished": False}}
    found = policy_set_of({**stated, "advising": change}, (), BUILT_IN)
    assert found.advising.contact_rules == tuple(
        attrs.evolve(rule, pause_days=None) if isinstance(rule, UnansweredPause) else rule
        for rule in RULES
        if rule is not RULES[1]
    )


def test_what_has_a_new_name_comes_last() -> None:
    found = overlay("""
[advising.findings.silent]
is = "threshold"
metric = { is = "silence" }
comparison = "at_least"
required = 60
[advising.contact_rules]
"cap.daily" = { is = "cap", name = "daily", most = 1, within_hours = 24 }
"quiet_hours.night" = { ends = "09:00" }
wished = false
[advising.recommenders.invite]
is = "after"
event = "purchase"
proposal = { kind = "invite", purpose = "marketing" }
""")
    assert list(found.advising.findings)[-1] == "silent"
    assert [rule_name(rule) for rule in found.advising.contact_rules] == [
        *(rule_name(rule) for rule in RULES if rule_name(rule) != "wished"),
        "cap.daily",
    ]
    assert isinstance(invite := found.advising.recommenders[-1], After)
    assert (invite.proposal.kind, invite.proposal.purpose) == ("invite", Purpose.MARKETING)
    assert found.advising.recommenders[:-1] == RECOMMENDERS


def test_every_rule_of_the_standard_is_reached_by_a_name_of_its_own() -> None:
    for rules in (RULES, RECOMMENDERS):
        names = [rule_name(rule) for rule in rules]
        assert len(set(names)) == len(names)
    assert rule_name(POLICIES["policy_after"]) == "acme.visit"
    assert rule_name(WinBack()) == "win_back"
