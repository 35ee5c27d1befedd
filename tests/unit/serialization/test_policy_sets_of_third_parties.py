"""Policies of third parties travel like relcore's own, under the names that a registry gives them."""

from typing import Any

import pytest
from attrs import evolve, frozen

from relcore.errors import DocumentError, FieldError, RegistryError
from relcore.kernel import replay
from relcore.model import Decision, FrozenMap, Recommendation
from relcore.policies import (
    AllOf,
    ContactRule,
    Criterion,
    Elapsed,
    EndProposal,
    Entitlement,
    Finding,
    Foreign,
    Known,
    Metric,
    Part,
    PurchaseDays,
    Recommender,
    Situation,
    Threshold,
    TypeProposal,
    at_least,
)
from relcore.policies.criteria import BuiltInCriterion
from relcore.policies.foreign import BuiltInMetric, ForeignMetric
from relcore.policy_set import STANDARD, AdvisingRules, PolicySet, digest
from relcore.serialization import Registry, dumps, from_document, loads, to_document
from relcore.serialization.policy_sets import read_policy_set, write_policy_set
from relcore.vocabulary import Anchor, RelationshipType
from tests.unit.kernel.history import after, day, note
from tests.unit.serialization.exactness import assert_plain, assert_same
from tests.unit.serialization.own_policies import OWN, Both, Gap, Liked, Loyalty, Restful, Visit

ANY_METRIC: Any = Metric
ANY_CRITERION: Any = Criterion
ANY_RECOMMENDER: Any = Recommender
ANY_CONTACT_RULE: Any = ContactRule
COMPOSED_METRIC: Any = BuiltInMetric
COMPOSED: Any = BuiltInCriterion
COMMUNITY = RelationshipType.COMMUNITY
HOLDS = at_least(PurchaseDays(), 1)


class Stranger:
    """A policy of every shape, of a class that nobody registered."""

    def measure(self, situation: Situation) -> int:
        raise NotImplementedError

    def recommend(self, situation: Situation) -> tuple[Recommendation, ...]:
        raise NotImplementedError


class StrangeCriterion:
    """A criterion of a class that nobody registered."""

    def judge(self, situation: Situation) -> Finding:
        raise NotImplementedError


class StrangeRule:
    """A contact rule of a class that nobody registered."""

    def judge(self, recommendation: Recommendation, situation: Situation) -> Decision:
        raise NotImplementedError


OURS = STANDARD.with_criteria(
    trust_and_growth=at_least(Loyalty(6.5, least=1), 0.5) & Liked(2) & Both(Liked(), Gap(3)),
    lapsed=Elapsed(Anchor.ENGAGED, Gap(30.0), "silence"),
    returned=Liked(),
    value_lost=~(HOLDS | Liked(3)),
).with_advising(
    activity=Loyalty(),
    findings={"liked": Liked(), "few": ~at_least(Known(Loyalty()), 1)},
    recommenders=(
        Visit("spring", levels=FrozenMap({"a": 1})),
        *STANDARD.advising.recommenders,
        Visit("autumn", 30, after="spring"),
        TypeProposal((RelationshipType.SELF_SERVICE, COMMUNITY), (Entitlement(COMMUNITY, Liked()),)),
        EndProposal(Liked()),
    ),
    health=evolve(STANDARD.advising.health, parts=(Part(Loyalty(), 3, worst=0, best=5),)),
    contact_rules=(Restful(), Restful(None)),
)
OURS = evolve(OURS, folding=evolve(OURS.folding, reversal=Liked()))


def test_a_set_with_policies_of_third_parties_comes_back_with_its_digests() -> None:
    document = to_document(OURS, registry=OWN)
    assert_plain(document)
    for found in (
        loads(dumps(OURS, registry=OWN), PolicySet, registry=OWN),
        from_document(document, PolicySet, registry=OWN),
        read_policy_set(write_policy_set(OURS, registry=OWN), registry=OWN),
        read_policy_set(write_policy_set(OURS, base=STANDARD, registry=OWN), registry=OWN),
    ):
        assert_same(found, OURS)
        assert (found.digest, found.folding.digest) == (OURS.digest, OURS.folding.digest)


def test_a_history_means_the_same_under_the_set_that_was_read() -> None:
    found = loads(dumps(OURS, registry=OWN), PolicySet, registry=OWN)
    opened, history = after(note("n", day(1)), policies=OURS), [note("m", day(2)), note("o", day(50))]
    assert replay(opened, history, found) == replay(opened, history, OURS)


@pytest.mark.parametrize(
    ("policy", "cls", "document"),
    [
        (Loyalty(6.0), ANY_METRIC, {"is": "acme.loyalty", "months": 6.0, "least": None}),
        (Loyalty(6, least=2), ANY_METRIC, {"is": "acme.loyalty", "months": 6, "least": 2}),
        (Gap(3), ANY_METRIC, {"is": "acme.gap", "days": 3}),
        (Liked(3), ANY_CRITERION, {"is": "acme.liked", "times": 3}),
        (
            Visit("spring"),
            ANY_RECOMMENDER,
            {"is": "acme.visit", "name": "spring", "every_days": 90, "levels": {}, "after": None},
        ),
        (Restful(), ANY_CONTACT_RULE, {"is": "acme.restful", "hours": 12.0}),
        (Foreign(Liked(3)), Foreign, {"is": "acme.liked", "times": 3}),
        (ForeignMetric(Gap(3)), ForeignMetric, {"is": "acme.gap", "days": 3}),
    ],
    ids=repr,
)
def test_a_policy_says_its_code_and_is_read_as_its_class(policy: Any, cls: Any, document: Any) -> None:
    assert to_document(policy, registry=OWN) == document
    found = from_document(document, cls, registry=OWN)
    assert_same(found, policy)
    assert digest(found) == digest(policy)
    assert_same(loads(dumps(policy, registry=OWN), type(policy), registry=OWN), policy)


def test_where_the_library_wraps_reading_wraps_again() -> None:
    liked, loyalty = {"is": "acme.liked"}, {"is": "acme.loyalty"}
    assert from_document(liked, COMPOSED, registry=OWN) == Foreign(Liked())
    assert from_document(loyalty, COMPOSED_METRIC, registry=OWN) == ForeignMetric(Loyalty())
    assert from_document({"is": "purchase_days"}, COMPOSED_METRIC, registry=OWN) == PurchaseDays()
    both = from_document({"is": "acme.both", "first": liked, "score": loyalty}, Both, registry=OWN)
    assert both == Both(Liked(), Loyalty())
    assert both.first == Foreign(Liked())


def forced(policy: Any, **fields: Any) -> Any:
    """The policy with parameters that no converter saw."""
    made = evolve(policy)
    for name, value in fields.items():
        object.__setattr__(made, name, value)
    return made


@pytest.mark.parametrize(
    ("policy", "field"),
    [
        (Foreign(HOLDS), "Foreign"),
        (Foreign(Foreign(Liked())), None),
        (ForeignMetric(PurchaseDays()), "ForeignMetric"),
        (forced(Both(Liked(), Gap(3)), first=Liked()), "Both.first"),
        (forced(Both(Liked(), Gap(3)), score=Gap(3)), "Both.score"),
        (Both(Liked(), Gap(3), plain=Foreign(Liked())), "Both.plain"),
        (AdvisingRules(activity=ForeignMetric(Loyalty())), "AdvisingRules.activity"),
    ],
    ids=repr,
)
def test_a_policy_that_would_come_back_wrapped_otherwise_is_not_written(
    policy: Any, field: str | None
) -> None:
    with pytest.raises(FieldError) as caught:
        dumps(policy, registry=OWN)
    if field:
        assert (caught.value.field, caught.value.remedy) == (
            field,
            "Give the policy itself: it is wrapped where it is composed.",
        )


OUTSIDE: dict[str, tuple[Any, type, str]] = {
    "criterion": (STANDARD.with_criteria(lapsed=StrangeCriterion()), StrangeCriterion, "criteria"),
    "metric of a criterion": (STANDARD.with_criteria(lapsed=at_least(Stranger(), 3)), Stranger, "metrics"),
    "part of a criterion": (AllOf((HOLDS, StrangeCriterion())), StrangeCriterion, "criteria"),
    "metric": (AdvisingRules(activity=Stranger()), Stranger, "metrics"),
    "recommender": (AdvisingRules(recommenders=(Stranger(),)), Stranger, "recommenders"),
    "contact rule": (AdvisingRules(contact_rules=(StrangeRule(),)), StrangeRule, "contact_rules"),
    "wrapped criterion": (Foreign(StrangeCriterion()), StrangeCriterion, "criteria"),
    "wrapped metric": (ForeignMetric(Stranger()), Stranger, "metrics"),
}


@pytest.mark.parametrize("name", OUTSIDE)
def test_a_policy_of_no_registered_class_is_named_with_the_remedy_and_not_written(name: str) -> None:
    value, named, shape = OUTSIDE[name]
    with pytest.raises(RegistryError) as caught:
        dumps(value, registry=OWN)
    assert caught.value.value is named
    assert caught.value.remedy.endswith(f"pass Registry({shape}=({named.__name__},)).")


def test_a_registered_policy_is_not_written_without_its_registry() -> None:
    with pytest.raises(RegistryError, match=r"pass Registry\(metrics=\(Loyalty,\)\)"):
        dumps(at_least(Loyalty(), 1))
    with pytest.raises(RegistryError, match=r"pass Registry\(contact_rules=\(Restful,\)\)"):
        write_policy_set(OURS.with_advising(contact_rules=(Restful(),)), registry=Registry(
            metrics=(Loyalty, Gap), criteria=(Liked, Both), recommenders=(Visit,)
        ))  # fmt: skip


REGISTRY = "ass a registry that has it: Registry({}=(...,))."


@pytest.mark.parametrize(
    ("document", "cls", "registry", "path", "remedy"),
    [
        ({"is": "acme.points"}, ANY_METRIC, Registry(), "$.is", "P" + REGISTRY.format("metrics")),
        (
            {"is": "acme.loyality"},
            ANY_METRIC,
            OWN,
            "$.is",
            "Did you mean 'acme.loyalty'? Or p" + REGISTRY.format("metrics"),
        ),
        ({"is": "acme.liked"}, ANY_METRIC, OWN, "$.is", "P" + REGISTRY.format("metrics")),
        ({"is": "acme.liked"}, COMPOSED, Registry(), "$.is", "P" + REGISTRY.format("criteria")),
        ({"is": "acme.liked"}, Foreign, Registry(), "$.is", "P" + REGISTRY.format("criteria")),
        ({"is": "threshold"}, Foreign, OWN, "$.is", "Write one of these."),
        (
            {"recommenders": [{"is": "acme.vist", "name": "x"}]},
            AdvisingRules,
            OWN,
            "$.recommenders[0].is",
            "Did you mean 'acme.visit'? Or p" + REGISTRY.format("recommenders"),
        ),
        (
            {"contact_rules": [{"is": "acme.rested"}]},
            AdvisingRules,
            Registry(),
            "$.contact_rules[0].is",
            "P" + REGISTRY.format("contact_rules"),
        ),
        ({"is": "acme.gap", "dasy": 3, "days": 1}, ANY_METRIC, OWN, "$.dasy", "Did you mean 'days'?"),
        ({"is": "acme.gap", "days": "3"}, ANY_METRIC, OWN, "$.days", None),
        ({"is": "acme.gap", "days": float("nan")}, Gap, OWN, "$.days", None),
        ({"is": "acme.liked"}, Threshold, OWN, "$.is", "Write one of these."),
    ],
    ids=str,
)
def test_what_no_registry_knows_has_its_path_the_nearest_name_and_the_remedy(
    document: Any, cls: Any, registry: Registry, path: str, remedy: str | None
) -> None:
    with pytest.raises(DocumentError) as caught:
        from_document(document, cls, registry=registry)
    (fault,) = caught.value.faults
    assert fault.field == path
    assert remedy in (None, fault.remedy)


def test_a_class_whose_types_nobody_knows_cannot_be_read() -> None:
    @frozen
    class Torn:
        code = "acme.torn"

        days: "Unheard"  # type: ignore[name-defined]  # noqa: F821

        def measure(self, situation: Situation) -> int:
            return 0

    registry = Registry(metrics=(Torn,))
    with pytest.raises(RegistryError, match="Torn is 'Unheard'; expected a type that its module knows"):
        from_document({"is": "acme.torn", "days": 3}, ANY_METRIC, registry=registry)
    with pytest.raises(RegistryError, match="Define the type at the top of its module"):
        to_document(Torn(3), registry=registry)
