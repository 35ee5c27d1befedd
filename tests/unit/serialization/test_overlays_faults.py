"""What an overlay gets wrong is told at the place where the user wrote it, with what was meant."""

from typing import Any

import attrs
import pytest

from relcore.errors import DocumentError
from relcore.policies import Cap, NotBlocked
from relcore.policy_set import DWYER_SCHURR_OH, STANDARD
from relcore.serialization.policy_sets import policy_set_of, read_policy_set
from relcore.serialization.registry import BUILT_IN
from tests.unit.serialization.own_policies import OWN, Visit
from tests.unit.serialization.test_policy_sets import fault_of, faults_of

IS = "Write one of these, or all that a new one takes, with the key 'is'."
STATED: dict[str, Any] = {
    "name": "ours",
    "version": "7",
    "base": {"name": "standard", "digest": STANDARD.digest},
}


def head(name: str = "standard", digest: str = STANDARD.digest) -> str:
    return (
        'schema = "relcore.policy_set/1.0"\nname = "ours"\nversion = "7"\n'
        f'base = {{ name = "{name}", digest = "{digest}" }}\n'
    )


HEAD = head()
MISTYPED: dict[str, tuple[str, str, str]] = {
    "a key": ("[folding]\npace_day = 7", "$.folding.pace_day", "Did you mean 'pace_days'?"),
    "a part": ("[foldings]\npace_days = 7", "$.foldings", "Did you mean 'folding'?"),
    "a unit": (
        "[advising.recommenders.follow_up]\nexpires_day = 3",
        "$.advising.recommenders.follow_up.expires_day",
        "Did you mean 'expires_days'?",
    ),
    "weeks for days of an event": (
        "[advising.recommenders.follow_up]\ndue_weeks = 3",
        "$.advising.recommenders.follow_up.due_weeks",
        "Did you mean 'due_days'?",
    ),
    "a key that is like none": (
        "[advising.recommenders.follow_up]\nzzz = 3",
        "$.advising.recommenders.follow_up.zzz",
        "Write one of these, or remove it.",
    ),
    "another key that is like none": (
        "[advising.recommenders.follow_up]\n_days = 3",
        "$.advising.recommenders.follow_up._days",
        "Did you mean 'due_days'?",
    ),
    "days after": (
        "[advising.recommenders.follow_up]\nafter_day = 3",
        "$.advising.recommenders.follow_up.after_day",
        "Write one of these, or remove it.",
    ),
    "weeks for days": (
        "[folding.window]\nat_least_weeks = 3",
        "$.folding.window.at_least_weeks",
        "Did you mean 'at_least_days'?",
    ),
    "a metric": (
        '[folding.criteria.trial_failed]\nmetric = { is = "purchase_day" }',
        "$.folding.criteria.trial_failed.metric.is",
        "Did you mean 'purchase_days'?",
    ),
    "a stage": (
        '[folding.lifecycle]\ninitial = "awarenes"',
        "$.folding.lifecycle.initial",
        "Did you mean 'awareness'?",
    ),
    "a criterion's rule": (
        "[folding.criteria.lapsd.limit]\nat_most_days = 900",
        "$.folding.criteria.lapsd",
        "Did you mean 'lapsed'?",
    ),
    "the rule of a whole criterion": (
        '[folding.criteria.lapsd]\nis = "not"\ncriterion = { is = "any_of" }',
        "$.folding.criteria.lapsd",
        "Did you mean 'lapsed'?",
    ),
    "a rule that nothing asks for": (
        '[folding.criteria.zzz]\nis = "not"',
        "$.folding.criteria.zzz",
        "Write one of these: no rule of the table asks for another.",
    ),
    "a finding": (
        "[advising.findings]\nunmesured = false",
        "$.advising.findings.unmesured",
        "Did you mean 'unmeasured'?",
    ),
    "an instrument": (
        "[folding.instruments]\ncsta = { low = 3 }",
        "$.folding.instruments.csta",
        "Did you mean 'csat'?",
    ),
    "no instrument": (
        "[folding.instruments]\nstars = { worst = 1, best = 5 }",
        "$.folding.instruments.stars",
        IS,
    ),
    "a recommender": (
        "[advising.recommenders]\nfolow_up = false",
        "$.advising.recommenders.folow_up",
        "Did you mean 'follow_up'?",
    ),
    "a contact rule": (
        '[advising.contact_rules]\n"cap.wekly" = { most = 3 }',
        '$.advising.contact_rules["cap.wekly"]',
        "Did you mean 'cap.weekly'?",
    ),
    "a name without quotes": (
        "[advising.contact_rules.cap.weekly]\nmost = 3",
        "$.advising.contact_rules.cap",
        "Write the whole name in quotes: 'cap.calls' or 'cap.marketing' or 'cap.weekly'.",
    ),
    "a name without its own part": (
        '[advising.contact_rules.quiet_hours]\nends = "09:00"',
        "$.advising.contact_rules.quiet_hours",
        "Write the whole name in quotes: 'quiet_hours.night'.",
    ),
    "a name that is like none": (
        "[advising.contact_rules]\nzzz = { most = 3 }",
        "$.advising.contact_rules.zzz",
        IS,
    ),
    "what takes nothing away": (
        "[advising.contact_rules]\nwished = true",
        "$.advising.contact_rules.wished",
        "",
    ),
    "what is no object": ("[folding.criteria]\nlapsed = 3", "$.folding.criteria.lapsed", ""),
    "what is no object of names": ("[advising]\nfindings = 3", "$.advising.findings", ""),
    "what is no list of rules": ("[advising]\ncontact_rules = 3", "$.advising.contact_rules", ""),
    "what is no part": ("advising = 3", "$.advising", ""),
    "a new rule that is not whole": (
        '[advising.contact_rules]\n"cap.daily" = { is = "cap", name = "daily", most = 1 }',
        '$.advising.contact_rules["cap.daily"].within_hours',
        "Add it; only fields with a default may be left out.",
    ),
    "a new rule under another name than its own": (
        '[advising.contact_rules]\n"cap.wekly" = { is = "cap", name = "weekly", most = 1, within_hours = 24 }',
        '$.advising.contact_rules["cap.wekly"]',
        "Write it under its own name.",
    ),
    "what a value refuses": (
        '[advising.contact_rules]\n"cap.weekly" = { most = 0 }',
        '$.advising.contact_rules["cap.weekly"].most',
        "",
    ),
    "what a list refuses": (
        '[advising]\ncontact_rules = [{ is = "wished" }, { is = "wish" }]',
        "$.advising.contact_rules[1].is",
        "Did you mean 'wished'?",
    ),
    "a rule that is asked for and taken away": (
        "[folding.criteria]\nlapsed = false",
        "$.folding.criteria",
        "",
    ),
    "a table that is none": ("[folding.lifecycle]\nedges = 3", "$.folding.lifecycle.edges", ""),
    "a table of edges that are none": (
        "[folding.lifecycle]\nedges = [3]",
        "$.folding.lifecycle.edges[0]",
        "",
    ),
    "no table": ("[folding]\nlifecycle = 3\ncriteria = { }", "$.folding.lifecycle", ""),
}


@pytest.mark.parametrize("what", MISTYPED)
def test_whoever_mistypes_something_is_told_where_and_what_was_meant(what: str) -> None:
    text, path, remedy = MISTYPED[what]
    fault = fault_of(HEAD + text)
    assert fault.field == path
    assert remedy in ("", fault.remedy)


def test_every_fault_of_an_overlay_is_told_at_once() -> None:
    text = """
[folding]
pace_days = -1
[folding.criteria]
lapsd = false
[advising.contact_rules]
wished = false
"cap.weekly" = { mots = 3, scope = { purposes = ["markting"] } }
"quiet_hours.night" = { ends = 09:00:00 }
[advising.recommenders]
offers = false
ofers = {}
"""
    assert {fault.field: fault.remedy for fault in faults_of(HEAD + text)} == {
        "$.folding.criteria.lapsd": "Did you mean 'lapsed'?",
        "$.advising.recommenders.ofers": "Did you mean 'offers'?",
        '$.advising.contact_rules["cap.weekly"].mots': "Did you mean 'most'?",
        '$.advising.contact_rules["cap.weekly"].scope.purposes[0]': "Did you mean 'marketing'?",
        '$.advising.contact_rules["quiet_hours.night"].ends': 'Where one is asked for, write it in quotes: "09:00:00".',
        "$.folding.pace_days": "Fit it on history, or estimate it.",
    }


@pytest.mark.parametrize("key", ["name", "version"])
def test_a_changed_set_is_another_set_and_says_which(key: str) -> None:
    text = "".join(line for line in HEAD.splitlines(keepends=True) if not line.startswith(key))
    fault = fault_of(text)
    assert (fault.field, repr(fault.value)) == (f"$.{key}", "missing")


def test_a_base_that_has_changed_is_refused_with_both_digests_and_the_remedies() -> None:
    fault = fault_of(head(digest="beef"))
    assert (fault.field, fault.value) == ("$.base.digest", "beef")
    assert fault.expected == f"{STANDARD.digest}, which 'standard' has here"
    assert fault.remedy == (
        "The base is not the one that this overlay was written for, so the same changes would make other rules. "
        "Pass that one: bases=(...,). Or look at what changed, and write the digest of this one."
    )
    earlier = STANDARD.with_pace(28)
    assert read_policy_set(head(digest=earlier.digest), bases=(earlier,)).folding == earlier.folding
    told = fault_of(head(digest="beef"), bases=(earlier,)).expected
    assert told == f"{earlier.digest} or {STANDARD.digest}, which 'standard' has here"


def test_a_base_is_passed_or_a_standard() -> None:
    assert read_policy_set(head("dwyer_schurr_oh", DWYER_SCHURR_OH.digest)).folding == DWYER_SCHURR_OH.folding
    fault = fault_of(head("standrad"))
    assert (fault.field, fault.value, fault.remedy) == ("$.base.name", "standrad", "Did you mean 'standard'?")
    house = attrs.evolve(STANDARD.with_pace(9), name="house")
    fault = fault_of(head("house", house.digest))
    assert (fault.field, fault.remedy) == ("$.base.name", "Pass the base: bases=(...,).")
    assert fault.expected == "the name of a base: standard, dwyer_schurr_oh"
    assert read_policy_set(head("house", house.digest), bases=iter([house])).folding == house.folding
    assert fault_of(head("hous"), bases=(house,)).remedy == "Did you mean 'house'?"


@pytest.mark.parametrize(
    ("base", "told"),
    [
        ("{}", {"$.base.name": None, "$.base.digest": None}),
        ('{ name = "standard" }', {"$.base.digest": f'Write digest = "{STANDARD.digest}".'}),
        ('{ name = "zzz" }', {"$.base.digest": None}),
        ('{ digest = "beef" }', {"$.base.name": None}),
        ('{ nmae = "x", digest = "beef" }', {"$.base.name": None, "$.base.nmae": "Did you mean 'name'?"}),
        ("{ name = 3, digest = 4 }", {"$.base.name": None, "$.base.digest": None}),
        ('"standard"', {"$.base": None}),
        ("{ null = true }", {"$.base": None}),
    ],
)
def test_a_base_has_a_name_and_a_digest(base: str, told: dict[str, str | None]) -> None:
    stated = head().splitlines()[:3]
    found = {fault.field: fault.remedy for fault in faults_of("\n".join([*stated, f"base = {base}"]))}
    assert found.keys() == told.keys()
    assert all(remedy in (None, found[path]) for path, remedy in told.items())


def test_a_misspelt_base_is_told_instead_of_all_that_is_missing_without_it() -> None:
    fault = fault_of(HEAD.replace("base = ", "bases = "))
    assert (fault.field, fault.remedy) == ("$.bases", "Did you mean 'base'?")
    assert {fault.field for fault in faults_of(HEAD.replace("base = ", "zzz = "))} == {"$.zzz", "$.folding"}


def test_a_name_that_two_rules_bear_reaches_neither() -> None:
    base = STANDARD.with_advising(contact_rules=(NotBlocked(), Cap("a", 1, 24), Cap("a", 2, 48)))
    text = head(digest=base.digest)
    fault = fault_of(text + '[advising.contact_rules]\n"cap.a" = { most = 3 }', bases=(base,))
    assert (fault.field, fault.remedy) == ('$.advising.contact_rules["cap.a"]', "Write the whole list.")
    found = read_policy_set(text + "[advising.contact_rules]\nnot_blocked = false", bases=(base,))
    assert found.advising.contact_rules == base.advising.contact_rules[1:]


def test_rules_of_third_parties_are_reached_by_their_codes() -> None:
    base = STANDARD.with_advising(recommenders=(Visit("spring"),))
    text = head(digest=base.digest) + '[advising.recommenders]\n"acme.visit.spring" = { every_days = 30 }\n'
    found = read_policy_set(text, bases=(base,), registry=OWN)
    assert found.advising.recommenders == (Visit("spring", 30),)
    more = '"acme.visit.autumn" = { is = "acme.visit", name = "autumn" }'
    found = read_policy_set(text + more, bases=(base,), registry=OWN)
    assert found.advising.recommenders == (Visit("spring", 30), Visit("autumn"))
    fault = fault_of(text + more.replace('visit", name', 'vist", name'), bases=(base,), registry=OWN)
    assert fault.field == '$.advising.recommenders["acme.visit.autumn"].is'


@pytest.mark.parametrize(
    "change",
    [
        {"folding": {3: 4}},
        {"advising": {"contact_rules": {3: False}}},
        {"advising": {"contact_rules": {3: {"is": "wished"}}}},
        {"folding": {"criteria": {None: {"is": "wished"}}}},
        {"folding": {"criteria": {"lapsed": {"is": ["elapsed"]}}}},
        {"folding": {"lifecycle": {"edges": [{"rule": ["lapsed"]}]}}},
        {"advising": {"findings": {"x": {"is": {}}}}},
    ],
    ids=str,
)
def test_nothing_but_faults_comes_of_a_document_that_is_none(change: Any) -> None:
    with pytest.raises(DocumentError):
        policy_set_of({**STATED, **change}, (), BUILT_IN)
    assert policy_set_of(STATED, (), BUILT_IN).digest == STANDARD.digest


@pytest.mark.parametrize("document", [None, 3, [], "text"], ids=repr)
def test_what_is_no_object_is_no_policy_set(document: Any) -> None:
    with pytest.raises(DocumentError):
        policy_set_of(document, (), BUILT_IN)


def test_what_is_wrong_beyond_a_hundred_faults_is_not_looked_for() -> None:
    unknown = {f"lapsd{number}": False for number in range(1_000)}
    with pytest.raises(DocumentError) as caught:
        policy_set_of({**STATED, "folding": {"criteria": unknown}}, (), BUILT_IN)
    assert len(caught.value.faults) == 100
    dated = f"{HEAD}a = [{', '.join(['2026-12-25'] * 500)}]"
    assert len(faults_of(dated)) <= 101


def test_where_nothing_is_like_what_was_written_every_key_is_named() -> None:
    fault = fault_of(HEAD + MISTYPED["days after"][0])
    assert fault.expected.startswith("a key of After: proposal, event, begins_days, due_days, expires_days,")
