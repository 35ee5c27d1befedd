"""A policy set comes back from its document: the same rules, the same digests, the same history."""

import copy
import json
from datetime import UTC, time
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relcore import lifecycle, policies, policy_set
from relcore.errors import DocumentError, DocumentFault, FieldError
from relcore.kernel import replay
from relcore.lifecycle import Lifecycle
from relcore.policies import (
    ActivityScore,
    Cap,
    ContactRule,
    Count,
    Criterion,
    Days,
    EndedFor,
    Finding,
    Foreign,
    Metric,
    Paces,
    PurchaseDays,
    Recommender,
    Scope,
    ServiceLevel,
    Situation,
    Threshold,
    UnansweredPause,
    at_least,
)
from relcore.policy_set import (
    DWYER_SCHURR_OH,
    STANDARD,
    AdvisingRules,
    FoldingRules,
    Memory,
    PolicySet,
    digest,
)
from relcore.serialization import dumps, from_document, loads, to_document
from relcore.testing import policy_sets, relationship_histories
from relcore.vocabulary import EndReason
from tests.unit.serialization.exactness import assert_plain, assert_same, never_filled
from tests.unit.serialization.policy_examples import POLICIES
from tests.unit.serialization.test_faults import faults

ANY_METRIC: Any = Metric
ANY_CRITERION: Any = Criterion
ANY_RECOMMENDER: Any = Recommender
ANY_CONTACT_RULE: Any = ContactRule
SHAPES: dict[str, Any] = {
    "asks_of_replies": ANY_CONTACT_RULE,
    "measure": ANY_METRIC, "recommend": ANY_RECOMMENDER, "judge": ANY_CRITERION
}  # fmt: skip


def assert_set_comes_back(written: PolicySet) -> None:
    document = to_document(written)
    assert_plain(document)
    for found in (loads(dumps(written), PolicySet), from_document(document, PolicySet)):
        assert_same(found, written)
        assert (found.digest, found.folding.digest) == (written.digest, written.folding.digest)
        assert dumps(found) == dumps(written)


@pytest.mark.parametrize("written", [STANDARD, DWYER_SCHURR_OH], ids=lambda written: written.name)
def test_the_sets_that_are_shipped_come_back_with_their_digests(written: PolicySet) -> None:
    assert_set_comes_back(written)


@given(policy_sets(any_criteria=True))
def test_generated_sets_come_back_with_their_digests(written: PolicySet) -> None:
    assert_set_comes_back(written)


@given(st.data())
def test_a_history_means_the_same_under_the_set_that_was_read(data: st.DataObject) -> None:
    written = data.draw(policy_sets(any_criteria=True))
    lived = data.draw(relationship_histories(max_size=12))
    found = loads(dumps(written), PolicySet)
    assert replay(lived.opened, lived.interactions, found) == replay(
        lived.opened, lived.interactions, written
    )


@pytest.mark.parametrize("name", POLICIES)
def test_every_policy_comes_back_by_itself(name: str) -> None:
    value = POLICIES[name]
    assert_same(loads(dumps(value), type(value)), value)
    assert digest(loads(dumps(value), type(value))) == digest(value)


@pytest.mark.parametrize(
    "name", [name for name in POLICIES if name.startswith("policy_") and name != "policy_set"]
)
def test_a_policy_says_what_it_is_and_is_read_as_that(name: str) -> None:
    value = POLICIES[name]
    shape = next(shape for method, shape in SHAPES.items() if hasattr(value, method))
    document = to_document(value)
    assert next(iter(document)) == "is"
    assert document["is"] == name.removeprefix("policy_")
    assert_same(from_document(document, shape), value)


def test_no_policy_that_is_shipped_was_forgotten() -> None:
    derived = {policy_set.BoundEdge, policy_set.Plan, policy_set.StagePlan, Finding, Foreign, Situation}
    shipped = {
        value
        for room in (lifecycle, policies, policy_set)
        for name in room.__all__
        if isinstance(value := getattr(room, name), type) and attrs.has(value)
    }
    assert shipped - derived == {type(value) for value in POLICIES.values()}


def test_every_policy_of_a_shape_says_what_it_is() -> None:
    shaped = {
        value
        for name in policies.__all__
        if isinstance(value := getattr(policies, name), type)
        and attrs.has(value)
        and any(hasattr(value, method) for method in SHAPES)
    }
    tagged = {type(value): tag for value in POLICIES.values() if (tag := to_document(value).get("is"))}
    assert shaped - {Foreign} == set(tagged)
    assert len(set(tagged.values())) == len(tagged)


def test_every_parameter_of_every_policy_is_shown_with_something_in_it() -> None:
    assert never_filled(POLICIES.values()) == set()


def test_what_a_policy_works_out_for_itself_is_not_written() -> None:
    written = to_document(at_least(PurchaseDays(), 1))
    metric = {"is": "purchase_days"}
    assert written == {
        "is": "threshold", "metric": metric, "comparison": "at_least", "required": 1, "name": None
    }  # fmt: skip
    assert to_document(POLICIES["policy_elapsed"]).keys() == {"is", "since", "limit", "name"}


@pytest.mark.parametrize("number", [1, 1.0, 0.25, 30, 30.0, 0, 0.1 + 0.2, 10**30, 1e300, -1, -0.5])
def test_a_whole_number_stays_whole_and_a_float_a_float(number: float) -> None:
    threshold = at_least(PurchaseDays(), number)
    found = loads(dumps(threshold), Threshold)
    assert (type(found.required), found.required) == (type(number), number)
    assert digest(found) == digest(threshold)


def test_every_number_of_a_policy_keeps_its_type() -> None:
    for value in (Days(30), Days(30.0), Paces(1, 7.0, 90), ActivityScore(1, 3), ActivityScore(0.25, 3.0)):
        assert_same(loads(dumps(value), type(value)), value)
    for hours in (24, 24.0, 0.5 + 24):
        assert_same(loads(dumps(Cap("daily", 1, hours)), Cap).within_hours, hours)
    for days in (90, 90.0, 7.5, None):
        assert_same(loads(dumps(UnansweredPause(pause_days=days)), UnansweredPause).pause_days, days)
    for pace in (7, 7.0):
        assert_same(loads(dumps(STANDARD.with_pace(pace)), PolicySet).folding.pace_days, pace)


def forced(policy: Any, **fields: Any) -> Any:
    """The policy with parameters that no constructor checked."""
    made = copy.copy(policy)
    for name, value in fields.items():
        object.__setattr__(made, name, value)
    return made


ENDLESS = forced(at_least(PurchaseDays(), 1), required=float("-inf"))
UNWRITABLE: dict[str, tuple[Any, str]] = {
    "infinite": (ENDLESS, "Threshold.required"),
    "deep": (STANDARD.with_criteria(trial_failed=ENDLESS), "Threshold.required"),
    "nan": (AdvisingRules(activity=forced(ActivityScore(), patience=float("nan"))), "ActivityScore.patience"),
    "truth": (forced(ActivityScore(), prior=True), "ActivityScore.prior"),
    "list": (forced(EndedFor((EndReason.FRAUD,)), reasons=["fraud"]), "EndedFor.reasons"),
    "no text": (forced(Count("trial"), event=3), "Count.event"),
    "no flag": (forced(policies.Outreach(), by_people=1), "Outreach.by_people"),
    "no number of days": (forced(UnansweredPause(), pause_days=float("nan")), "UnansweredPause.pause_days"),
    "time with a zone": (
        forced(POLICIES["policy_quiet_hours"], starts=time(21, tzinfo=UTC)),
        "QuietHours.starts",
    ),
    "no purpose": (forced(Scope(), purposes=("marketing",)), "Scope.purposes"),
    "no mark": (forced(POLICIES["instrument"], low=2.5), "Instrument.low"),
    "no version": (forced(STANDARD, version=2), "PolicySet.version"),
}


@pytest.mark.parametrize("name", UNWRITABLE)
def test_what_could_not_be_read_back_is_not_written(name: str) -> None:
    value, field = UNWRITABLE[name]
    with pytest.raises(FieldError) as caught:
        dumps(value)
    assert caught.value.field == field


def folding() -> Any:
    return to_document(STANDARD.folding)


def test_five_faults_in_one_set_give_five_paths() -> None:
    document = to_document(STANDARD)
    document["verison"] = "2"
    document["folding"]["lifecycle"]["edges"][3]["kind"] = "forwards"
    document["folding"]["criteria"]["value_understood"]["criteria"][1]["metric"]["is"] = "cuont"
    document["folding"]["reversal"]["limit"]["at_least_days"] = -7
    document["folding"]["memory"]["kinds"] = 0
    found = faults(json.loads(json.dumps(document)), PolicySet)
    assert {path: fault.remedy for path, fault in found.items()} == {
        "$.verison": "Did you mean 'version'?",
        "$.folding.lifecycle.edges[3].kind": "Did you mean 'forward'?",
        "$.folding.criteria.value_understood.criteria[1].metric.is": "Did you mean 'count'?",
        "$.folding.reversal.limit.at_least_days": "Give it in days.",
        "$.folding.memory.kinds": "A memory is small: it is kept for every relationship.",
    }


END_PROPOSAL = "Did you mean 'end_proposal'?"


@pytest.mark.parametrize(
    ("document", "cls", "path", "remedy"),
    [
        ({"is": "thresold"}, ANY_CRITERION, "$.is", "Did you mean 'threshold'?"),
        ({"is": "purchase_days"}, ANY_CRITERION, "$.is", "Write one of these."),
        ({"is": "elapsed"}, Threshold, "$.is", "Write one of these."),
        ({"is": "foreign", "criterion": {}}, ANY_CRITERION, "$.is", "Write one of these."),
        ({"is": None}, ANY_METRIC, "$.is", "Write one of these."),
        ({"is": ["days"]}, ANY_METRIC, "$.is", "Write one of these."),
        ({"days": 3}, Days, "$.is", "Write one of these."),
        (
            "days",
            ANY_METRIC,
            "$",
            "Write it as an object, which is a table in TOML, with its keys. Its key 'is' says what it is.",
        ),
        ({"is": "days", "dasy": 3, "days": 3}, ANY_METRIC, "$.dasy", "Did you mean 'days'?"),
        (
            {"is": "count", "event": "trial", "code": "x"},
            Count,
            "$.code",
            "Write one of these, or remove it.",
        ),
        ({"recommenders": [{"is": "end_propsal"}]}, AdvisingRules, "$.recommenders[0].is", END_PROPOSAL),
        (
            {"contact_rules": [{"is": "wish"}]},
            AdvisingRules,
            "$.contact_rules[0].is",
            "Did you mean 'wished'?",
        ),
        ({"contact_rules": [{"is": "not"}]}, AdvisingRules, "$.contact_rules[0].is", "Write one of these."),
        ({"trust": {"is": "health"}}, AdvisingRules, "$.trust.is", "Write one of these."),
    ],
    ids=str,
)
def test_what_is_no_policy_of_relcore_has_its_path(document: Any, cls: Any, path: str, remedy: str) -> None:
    (fault,) = faults(document, cls).values()
    assert (fault.field, fault.remedy) == (path, remedy)


def test_what_a_contact_rule_refuses_has_its_path() -> None:
    scope = {"purposes": ["markting"], "channels": [], "countries": None}
    rules: list[Any] = [
        {"is": "quiet_hours", "starts": "21:00", "ends": "9 am"},
        {"is": "contact_hours", "hours": [], "holidays": ["2026-12-25T00:00"]},
        {"is": "cap", "name": "weekly", "most": 1.5, "within_hours": "168", "scope": scope},
        {"is": "unanswered_pause", "most": 0},
        {"is": "consented", "scope": "marketing", "absolute": 1},
        {"is": "cap", "name": "weekly", "most": 1, "within_hours": 168, "scope": {"is": "scope"}},
    ]
    found = faults({"contact_rules": rules}, AdvisingRules)
    assert sorted(path.removeprefix("$.contact_rules") for path in found) == [
        "[0].ends",
        "[1].holidays[0]",
        "[2].most",
        "[2].scope.purposes[0]",
        "[2].within_hours",
        "[3].most",
        "[4].absolute",
        "[4].scope",
        "[5].scope.is",
    ]


@pytest.mark.parametrize("number", ["1", True, None, {}], ids=repr)
def test_what_is_no_number_is_not_taken_for_one(number: Any) -> None:
    document = to_document(at_least(Days(1), 1))
    document["required"] = document["metric"]["days"] = number
    assert set(faults(document, ANY_CRITERION)) == {"$.required", "$.metric.days"}


def lone_fault(document: Any, cls: Any) -> DocumentFault:
    (fault,) = faults(document, cls).values()
    return fault


def test_what_a_set_refuses_as_a_whole_has_its_path() -> None:
    table = folding()["lifecycle"]
    criteria = folding()["criteria"]
    silent = {**criteria["trial_failed"], "metric": {"is": "silence"}}
    assert lone_fault({**table, "order": table["order"][1:]}, Lifecycle).field == "$.order"
    assert lone_fault({**table, "edges": []}, Lifecycle).field == "$.edges"
    unbound = {name: one for name, one in criteria.items() if name != "lapsed"}
    fault = lone_fault({**folding(), "criteria": unbound}, FoldingRules)
    assert (fault.field, fault.value) == ("$.criteria", "lapsed")
    moving = {**folding(), "criteria": {**criteria, "trial_failed": silent}}
    assert lone_fault(moving, FoldingRules).field == "$.criteria.trial_failed"
    waiting = {**folding()["reversal"], "limit": {"is": "overdue"}}
    assert lone_fault({**folding(), "reversal": waiting}, FoldingRules).field == "$.reversal.limit"
    assert lone_fault({**folding(), "pace_days": 0}, FoldingRules).field == "$.pace_days"
    stars = {"worst": 1, "best": "1", "low": 1}
    assert lone_fault({**folding(), "instruments": {"my stars": stars}}, FoldingRules).field == (
        '$.instruments["my stars"].best'
    )
    instant = {**folding()["window"], "at_least_days": 0}
    assert lone_fault({**folding(), "window": instant}, FoldingRules).field == "$.window"
    closed = {**folding()["service"]["calendar"], "hours": []}
    assert lone_fault({"calendar": closed}, ServiceLevel).field == "$.calendar.hours"
    assert lone_fault({"is": "any_of", "criteria": []}, ANY_CRITERION).field == "$.criteria"


def test_what_has_a_default_may_be_left_out() -> None:
    document = folding()
    del document["memory"]
    sparse = {"name": "standard", "version": "1", "folding": document}
    assert from_document(sparse, PolicySet) == attrs.evolve(STANDARD, advising=AdvisingRules())
    assert from_document({"is": "activity"}, ANY_METRIC) == ActivityScore()
    assert from_document({}, Memory) == Memory()


def test_a_key_stands_once_in_a_policy() -> None:
    with pytest.raises(DocumentError) as caught:
        loads('{"is":"days","is":"days","days":3}', Days)
    assert [fault.field for fault in caught.value.faults] == ["$.is"]


UNITS = {"days", "hours", "hour", "paces", "points", "percent", "tenths"}
WITHOUT_UNIT = {
    "counts of things": {
        "Reliability.prior_kept", "Reliability.prior_settled", "LiveContact.after", "KeyContact.persons",
        "WinBack.attempts", "Planning.contacts_a_day", "UnansweredPause.most", "Cap.most",
        *(f"Memory.{field.name}" for field in attrs.fields(Memory) if field.name != "event_days"),
    },
    "weights and steps of a scale": {
        "Trust.baseline", "QuestionsOpen.overdue", "ConcernsOpen.minor", "ConcernsOpen.moderate",
        "ConcernsOpen.grave", "ConcernsOpen.overdue", "Proposal.weight", "Delegation.level", "Part.weight",
    },
    "pure numbers of a formula": {
        "ActivityScore.prior", "ActivityScore.patience", "Satisfaction.least_weight", "Paces.multiple",
        "UsualGaps.multiple",
    },
    "in the unit of what is measured": {
        "Threshold.required", "Instrument.worst", "Instrument.best", "Instrument.low", "Part.worst", "Part.best",
    },
    "times that a clock shows": {"QuietHours.starts", "QuietHours.ends"},
}  # fmt: skip
NUMBERS = (int, float, Decimal, int | float, int | None, float | None, int | Decimal, time)


def test_every_number_has_its_unit_in_its_name_or_a_reason_to_have_none() -> None:
    classes = {type(value) for value in POLICIES.values()}
    numbers = {
        f"{cls.__name__}.{field.name}"
        for cls in classes
        for field in attrs.fields(cls)
        if field.init and field.type in NUMBERS
    }
    bare = {name for name in numbers if name.split(".")[1].split("_")[-1] not in UNITS}
    assert bare == set().union(*WITHOUT_UNIT.values())
    assert len(numbers - bare) > 40
