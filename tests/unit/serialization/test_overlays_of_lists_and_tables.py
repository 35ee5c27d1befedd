"""An overlay loses nothing: no rule of a list, be its name borne twice, and no entry of a free table."""

from collections.abc import Iterable

import attrs
import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from relcore.errors import FieldError
from relcore.model import FrozenMap, Recommendation
from relcore.policies import FOLLOW_UP, Cap, NotBlocked, Offers, Situation, Wished
from relcore.policy_set import STANDARD, PolicySet
from relcore.serialization import Registry
from relcore.serialization.policy_sets import read_policy_set, write_policy_set
from tests.unit.serialization.exactness import assert_same
from tests.unit.serialization.own_policies import OWN, Visit
from tests.unit.serialization.test_overlays import HEAD, OURS, overlay
from tests.unit.serialization.test_policy_sets import fault_of

CONTACT_RULES = (NotBlocked(), Wished(), Cap("a", 1, 24), Cap("a", 2, 48), Cap("a", 1, 24), Cap("b", 1, 24))
RECOMMENDERS = (Offers(), FOLLOW_UP, attrs.evolve(FOLLOW_UP, due_days=3), Visit("a"), Visit("a", 3))


@frozen
class Marks:
    """A recommender with a free table in which null is a value, and one of tables."""

    code = "acme.marks"

    marks: FrozenMap[str, int | None] = FrozenMap()
    visits: FrozenMap[str, Visit] = FrozenMap()
    tables: FrozenMap[str, FrozenMap[str, int]] = FrozenMap()

    def recommend(self, situation: Situation) -> Iterable[Recommendation]:
        return ()


REGISTRY = OWN | Registry(recommenders=(Marks,))


def assert_said(policies: PolicySet, base: PolicySet) -> str:
    text = write_policy_set(policies, base=base, registry=REGISTRY)
    found = read_policy_set(text, bases=(base,), registry=REGISTRY)
    assert_same(found, policies)
    assert found.digest == policies.digest
    return text.partition("[advising")[2]


def rules(pool: tuple[object, ...]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(st.sampled_from(pool), max_size=5).map(tuple)


@given(
    st.tuples(rules(CONTACT_RULES), rules(RECOMMENDERS)), st.tuples(rules(CONTACT_RULES), rules(RECOMMENDERS))
)
def test_no_rule_is_lost_though_its_name_stands_twice(
    one: tuple[tuple[object, ...], tuple[object, ...]], other: tuple[tuple[object, ...], tuple[object, ...]]
) -> None:
    base, policies = (STANDARD.with_advising(contact_rules=a, recommenders=b) for a, b in (one, other))
    assert_said(policies, attrs.evolve(base, name="other"))


def test_two_new_rules_of_one_name_are_written_as_a_whole_list() -> None:
    more = (*STANDARD.advising.contact_rules, Cap("x", 1, 24), Cap("x", 5, 168))
    assert_said(STANDARD.with_advising(contact_rules=more), STANDARD)


NAMES = st.sampled_from(("a", "b", "is", "null", "x.y"))
NUMBERS = st.sampled_from((0, 1, 2))


@given(st.tuples(*[st.dictionaries(NAMES, NUMBERS, max_size=3)] * 2))
def test_the_overlay_of_any_free_table_on_another_reads_back(tables: tuple[dict[str, int], ...]) -> None:
    base, policies = (
        STANDARD.with_advising(
            recommenders=(
                Marks(
                    visits=FrozenMap({k: Visit(k, n) for k, n in one.items()}),
                    tables=FrozenMap({"t": FrozenMap(one), **{k: FrozenMap({"n": 1}) for k in one}}),
                ),
            ),
            delegation=attrs.evolve(
                STANDARD.advising.delegation, levels={f"l_{k[0]}": n + 1 for k, n in one.items()}
            ),
        )
        for one in tables
    )
    assert_said(policies, attrs.evolve(base, name="other"))


@given(st.tuples(*[st.dictionaries(NAMES, NUMBERS | st.none(), max_size=3)] * 2))
def test_where_null_is_a_value_it_is_written_or_refused(tables: tuple[dict[str, int | None], ...]) -> None:
    one, other = tables
    base, policies = (
        STANDARD.with_advising(recommenders=(Marks(FrozenMap(marks)),)) for marks in (one, other)
    )
    base = attrs.evolve(base, name="other")
    if any(mark is None and one.get(name) is not None for name, mark in other.items()):
        with pytest.raises(FieldError, match="Write the set without a base"):
            write_policy_set(policies, base=base, registry=REGISTRY)
    else:
        assert_said(policies, base)


def with_levels(**levels: int) -> PolicySet:
    delegation = attrs.evolve(STANDARD.advising.delegation, levels=levels)
    return attrs.evolve(STANDARD.with_advising(delegation=delegation), name="ours")


def test_a_free_table_changes_entry_by_entry_and_null_takes_one_away() -> None:
    base = with_levels(billing=4, cart_follow_up=2)
    head = HEAD.replace('"standard"', '"ours"').replace(STANDARD.digest, base.digest)
    text = f"{head}[advising.delegation.levels]\nsupport = 1\ncart_follow_up = 3\nbilling = {{ null = true }}"
    found = read_policy_set(text, bases=(base,))
    assert dict(found.advising.delegation.levels) == {"cart_follow_up": 3, "support": 1}
    assert assert_said(with_levels(cart_follow_up=2, support=1), base) == (
        "]\ndelegation = { levels = { billing = { null = true }, support = 1 } }\n"
    )


def test_null_for_an_entry_that_the_base_does_not_have_is_a_fault() -> None:
    fault = fault_of(HEAD + "[advising.delegation.levels]\nzzz = { null = true }")
    assert (fault.field, fault.value) == ("$.advising.delegation.levels.zzz", None)
    assert fault_of(HEAD + "[advising.delegation]\nlevels = 3").field == "$.advising.delegation.levels"


def test_a_rule_is_not_given_the_name_of_another() -> None:
    fault = fault_of(HEAD + '[advising.contact_rules]\n"cap.weekly" = { name = "calls" }')
    assert (fault.field, fault.value) == ('$.advising.contact_rules["cap.weekly"]', "cap.calls")
    assert fault.remedy == "Give it another name."
    found = overlay('[advising.contact_rules]\n"cap.weekly" = { name = "daily" }')
    assert found.advising.contact_rules != OURS.advising.contact_rules
    twice = attrs.evolve(STANDARD.with_advising(contact_rules=CONTACT_RULES), name="twice")
    head = HEAD.replace('"standard"', '"twice"').replace(STANDARD.digest, twice.digest)
    text = f"{head}[advising.contact_rules]\nwished = false"
    assert len(read_policy_set(text, bases=(twice,)).advising.contact_rules) == 5
