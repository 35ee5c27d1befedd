"""Nobody suited, nobody known, a representative of one's own: who does it then."""

from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from relcore.errors import FieldError, PolicyError
from relcore.model import (
    Agent,
    Company,
    FrozenMap,
    Recommendation,
    Relationship,
)
from relcore.model.action import Assignment
from relcore.policies import Situation
from relcore.policies.delegation import Delegation
from relcore.policy_set import digest
from relcore.testing.situations import situations
from relcore.vocabulary import Channel, Department, RelationshipType, Severity
from tests.unit.kernel.history import day, opened
from tests.unit.policies.delegating import (
    ASSIGNED,
    DEDICATED,
    DELEGATION,
    FREE,
    GERMAN,
    OFFICE,
    REFUSED,
    SUNDAY,
    agent,
    assigned,
    task,
    told,
    who,
)


@pytest.mark.concept("F8")
def test_where_nobody_is_better_the_owner_keeps_it_and_is_trained() -> None:
    found = assigned(agent("ana", 1), agent("ben", 2), agent("cem", 5, active=False), what=GERMAN)
    assert (found.agent, found.training, found.decision.verdict) == ("ana", "german", ASSIGNED)
    assert told(found) == [
        ("owner", False, "ana", "ana"),
        ("skill", False, 1, 3),
        ("training", True, "german", "german"),
    ]
    assert assigned(agent("ana", 1), agent("ben", 3), what=GERMAN).training is None
    absent = agent("ana", 1, hours=OFFICE)
    assert who(absent, agent("ben", 2), what=GERMAN, at=SUNDAY) is None


@pytest.mark.concept("F8")
def test_where_nobody_owns_it_it_is_told_who_could_be_trained_and_a_role_sees_to_it() -> None:
    some = (
        agent("ana", 1, load=0),
        agent("ben", 2, load=9),
        agent("cem", 2),
        agent("dia", 2, load=0, triggers=("german",)),
    )
    found = assigned(*some, **FREE)
    assert (found.agent, found.role, found.training) == (None, "supervisor", "german")
    assert told(found) == [
        ("trainable", True, "ben", "ben"),
        ("skill", False, 2, 3),
        ("unassignable", False, 0, 1),
    ]
    assert assigned(*some, **FREE, by=Delegation(refer_to="head of sales")).role == "head of sales"


@pytest.mark.concept("B4")
def test_in_dedicated_assistance_a_contact_is_the_owners_alone() -> None:
    ana, ben = agent("ana", 1, load=90), agent("ben", 5, load=0)
    found = assigned(ana, ben, what=GERMAN, type=DEDICATED)
    assert (found.agent, found.training) == ("ana", "german")
    assert told(found) == [
        ("owner", True, "ana", "ana"),
        ("skill", False, 1, 3),
        ("training", True, "german", "german"),
    ]
    assert who(ana, ben, what=GERMAN, facets=(DEDICATED,)) == "ana"
    assert who(ana, ben, what=task(assignee="ben"), type=DEDICATED) == "ana"
    service = agent("ana", 3, departments=(Department.CUSTOMER_SERVICE,))
    found = assigned(service, ben, what=task("german", role="sales"), type=DEDICATED)
    assert (found.agent, found.training, told(found)[1:]) == ("ana", None, [("skill", True, 3, 3)])


@pytest.mark.concept("B4")
def test_another_one_makes_it_where_the_owner_is_not_at_work_or_would_be_set_off_or_there_is_none() -> None:
    ben = agent("ben", 3)
    for ana in (
        agent("ana", 1, triggers=("german",)),
        agent("ana", 5, active=False),
        agent("ana", 5, hours=OFFICE),
    ):
        assert who(ana, ben, what=GERMAN, type=DEDICATED, at=SUNDAY) == "ben"
    assert who(agent("ana", 1), ben, what=GERMAN, type=DEDICATED, owner=None) == "ben"
    gone, named = agent("ana", active=False), task("german", assignee="cem")
    assert who(gone, ben, agent("cem", 2), what=named, type=DEDICATED) == "ben"
    assert who(gone, ben, agent("cem", 3), what=named, type=DEDICATED) == "cem"


def test_an_internal_task_is_no_contact_and_is_delegated_as_any_other() -> None:
    some = (agent("ana", 1), agent("ben", 5))
    for channels in ((), (Channel.INTERNAL,)):
        assert who(*some, what=task("german", channels=channels), type=DEDICATED) == "ben"


@pytest.mark.concept("B1")
def test_a_transactional_relationship_has_no_owner() -> None:
    some = (agent("ana", load=1), agent("ben", load=0))
    assert who(*some, type=RelationshipType.TRANSACTIONAL) == "ben"
    assert who(*some, type=RelationshipType.LONG_TERM) == "ana"


@pytest.mark.parametrize("company", [None, Company()])
def test_where_the_agents_are_not_known_it_stays_where_it_is(company: Company | None) -> None:
    def found(what: Recommendation, owner: str | None = "ana", **known: Any) -> Assignment:
        state = opened(owner=owner, **known)
        return DELEGATION.assign(what, Situation(state, day(2), 30.0, None, company))

    assert (found(task()).agent, found(task()).decision.verdict) == ("ana", ASSIGNED)
    assert told(found(task())) == [("agents", None, None, 1)]
    assert found(task(assignee="ben")).agent == "ben"
    assert found(task(assignee="ben"), owner=None).agent == "ben"
    assert found(task(assignee="ben"), type=DEDICATED).agent == "ana"
    nobody = found(task(role="sales"), owner=None)
    assert (nobody.agent, nobody.role, nobody.decision.verdict) == (None, "sales", REFUSED)
    assert told(nobody) == [("agents", None, None, 1)]


@pytest.mark.parametrize(
    ("known", "error", "message"),
    [
        ({"level": 0}, PolicyError, r"Delegation\.level is 0; expected a whole number from 1 to 5"),
        ({"level": 6}, PolicyError, r"Delegation\.level is 6"),
        ({"level": True}, PolicyError, r"Delegation\.level is True"),
        ({"levels": {"german": 9}}, PolicyError, r"Delegation\.levels\['german'\] is 9"),
        ({"levels": {"": 3}}, FieldError, r"Delegation\.levels is ''"),
        ({"levels": ["german"]}, PolicyError, r"Delegation\.levels is \['german'\]; expected a mapping"),
        ({"refer_to": ""}, FieldError, r"Delegation\.refer_to is ''"),
    ],
)
def test_what_is_no_parameter_of_it_is_refused_and_named(
    known: dict[str, Any], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        Delegation(**known)


def test_it_is_data_and_has_a_digest() -> None:
    assert Delegation(levels=FrozenMap({"german": 4})) == Delegation(levels=FrozenMap({"german": 4}))
    assert digest(Delegation()) == digest(Delegation(level=3)) != digest(Delegation(level=4))


WORDS = ("follow_up", "german", "invoices", "angry_customer")
NAMES = ("ana", "ben", "cem", "dia")
AGENTS = st.lists(
    st.builds(
        Agent,
        id=st.sampled_from(NAMES),
        active=st.sampled_from((True, True, False)),
        skills=st.dictionaries(st.sampled_from(WORDS[1:3]), st.integers(1, 5)),
        capabilities=st.sampled_from(((), ("german",))),
        triggers=st.lists(st.sampled_from(WORDS), max_size=2, unique=True).map(tuple),
        hours=st.sampled_from((None, OFFICE)),
        departments=st.lists(st.sampled_from(Department), max_size=2, unique=True).map(tuple),
        load=st.none() | st.integers(0, 2),
    ),
    max_size=4,
    unique_by=lambda one: one.id,
)
TASKS = st.builds(
    task,
    st.sampled_from((None, "german")),
    topic=st.sampled_from((None, "Invoices")),
    role=st.sampled_from((None, None, "sales", "representative", "supervisor")),
    assignee=st.sampled_from((None, None, *NAMES)),
    channels=st.sampled_from(((), (Channel.EMAIL,))),
)


def owned(situation: Situation, owner: str | None, type: RelationshipType) -> Relationship:
    return evolve(situation.relationship, owner=owner, type=type)


@pytest.mark.concept("F8", "B4")
@given(
    situations(max_size=6),
    st.sampled_from((None, *NAMES)),
    st.sampled_from(RelationshipType),
    AGENTS.flatmap(lambda some: st.tuples(st.just(some), st.permutations(some))),
    TASKS,
)
def test_whatever_the_order_of_agents_the_same_is_assigned_and_nobody_is_set_off(
    situation: Situation,
    owner: str | None,
    type: RelationshipType,
    agents: tuple[list[Agent], list[Agent]],
    what: Recommendation,
) -> None:
    here = evolve(situation, relationship=owned(situation, owner, type))
    one, other = (
        DELEGATION.assign(what, evolve(here, company=Company(agents=tuple(some)))) for some in agents
    )
    assert one == other
    assert (one.decision.verdict is ASSIGNED) == (one.agent is not None) == (one.role is None)
    assert one.decision.reasons
    if one.agent is None:
        return
    chosen = next(some for some in agents[0] if some.id == one.agent)
    assert chosen.active
    assert chosen.hours is None or chosen.hours.is_open_on(here.at.date())
    case = {word.casefold() for word in (what.kind, what.skill, what.topic) if word is not None}
    assert case.isdisjoint(chosen.triggers)
    if any(item.severity is Severity.GRAVE for item in here.relationship.items.values()):
        assert "angry_customer" not in chosen.triggers
    touched = tuple(evolve(some, triggers=WORDS) if some.id == one.agent else some for some in agents[0])
    again = DELEGATION.assign(what, evolve(here, company=Company(agents=touched)))
    assert again.agent != one.agent


@pytest.mark.concept("F8")
def test_nobody_is_trained_for_a_day_on_which_who_is_suited_is_off() -> None:
    """Otherwise a weekend would train somebody, and Monday would not."""
    kim = agent("kim", 4, hours=OFFICE)
    rest: dict[str, Any] = {"what": GERMAN, "at": SUNDAY}
    owned = assigned(agent("ana", 1), kim, **rest)
    assert (owned.agent, owned.training, owned.trainee) == ("ana", None, None)
    free = assigned(agent("bo", 1), kim, owner=None, **rest)
    assert (free.agent, free.training, free.role) == (None, None, "supervisor")
    left = agent("kim", 4, active=False, hours=OFFICE)
    alone = assigned(agent("ana", 1), left, **rest)
    assert (alone.training, alone.trainee) == ("german", "ana")
