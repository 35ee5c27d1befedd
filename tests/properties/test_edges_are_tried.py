"""An edge is left untried only where nothing can have moved its criterion: no move is missed by not looking.

What a metric says of the kinds that raise and lower it is held against a criterion that says nothing, whose edges are
tried whenever anything happens or falls due.
"""

from typing import Any

import pytest
from attrs import evolve, frozen
from hypothesis import given
from hypothesis import strategies as st

from relcore import STANDARD, PolicySet, replay
from relcore.model import contents as c
from relcore.policies import (
    INSTRUMENTS,
    AllOf,
    AnswerHours,
    AnyOf,
    Breaches,
    Categories,
    CoolingOff,
    Count,
    Criterion,
    Dependence,
    EndedFor,
    Finding,
    GraveConcerns,
    HeldConversations,
    InteractionDays,
    InteractionSpan,
    Known,
    LastingSatisfaction,
    MeanBasket,
    MemberInteractions,
    MotiveCompleteness,
    Not,
    OfType,
    OpenConcerns,
    OpenNeeds,
    Opportunities,
    Overrun,
    Owned,
    PurchaseDays,
    Reliability,
    Situation,
    SurveyScore,
    Threshold,
    Trust,
    UnsettledGrievances,
    UsualGap,
    at_least,
)
from relcore.policy_set import Memory
from relcore.testing import RelationshipHistory, relationship_histories
from relcore.vocabulary import Aspect, Comparison, EndReason, Party, RelationshipType, Severity
from tests.properties.told import alike, bought, day, lived, opened, told

METRICS: list[Any] = [
    AnswerHours(),
    Breaches(),
    Categories(),
    CoolingOff(),
    Count("note"),
    Count("purchase"),
    Count("work_done.adapts"),
    Dependence(),
    EndedFor((EndReason.LAPSED,)),
    GraveConcerns(),
    HeldConversations(),
    InteractionDays(),
    InteractionSpan(),
    Known(AnswerHours()),
    Known(Count("pledge")),
    Known(Dependence()),
    Known(HeldConversations()),
    Known(Categories()),
    Known(MeanBasket()),
    Known(PurchaseDays()),
    Known(Reliability()),
    LastingSatisfaction(),
    MeanBasket(),
    MemberInteractions(),
    MotiveCompleteness(),
    OfType((RelationshipType.LONG_TERM, RelationshipType.COMMUNITY)),
    OpenConcerns(),
    OpenNeeds(),
    Opportunities(),
    Overrun(),
    Owned(),
    PurchaseDays(),
    Reliability(),
    Reliability(Party.CUSTOMER),
    SurveyScore("csat", INSTRUMENTS["csat"]),
    Trust(),
    UnsettledGrievances(),
    UsualGap(),
]
NAMES = st.sampled_from(
    (
        "value_understood",
        "value_lost",
        "trust_and_growth",
        "trust_or_growth_lost",
        "commitment",
        "commitment_lost",
    )
)
"""The rules between live stages. An ending and a return that both always hold would wait for each other."""
BOUNDS = st.sampled_from((1, 0, 2, 3, 30, 50, 60, 66, 100))
SIZES = st.sampled_from(({}, {"kinds": 1}, {"kinds": 3}, {"purchases": 1, "durations": 1, "readings": 1}))


@frozen
class Own:
    """A criterion as a user's own: nobody knows what moves it."""

    criterion: Criterion

    def judge(self, situation: Situation) -> Finding:
        """What the criterion finds."""
        return self.criterion.judge(situation)


def moves(history: RelationshipHistory, policies: PolicySet) -> list[tuple[Any, ...]]:
    changes = replay(history.opened, history.interactions, policies).changes
    return [(one.before, one.after, one.at, one.cause) for one in changes if one.aspect is Aspect.STAGE]


@st.composite
def criteria(draw: st.DrawFn, metrics: list[Any]) -> Criterion:
    """Thresholds of these metrics, denied or not, and now and then two together."""
    several = st.sampled_from(metrics)

    def one() -> Criterion:
        held = Threshold(draw(several), draw(st.sampled_from(Comparison)), draw(BOUNDS))
        denied: Criterion = Not(held) if draw(st.booleans()) else held
        return denied

    if draw(st.sampled_from((True, True, False))):
        return one()
    both = (one(), one())
    return AllOf(both) if draw(st.booleans()) else AnyOf(both)


def check(history: RelationshipHistory, bound: dict[str, Criterion], sizes: dict[str, int]) -> None:
    remembering = evolve(STANDARD, folding=evolve(STANDARD.folding, memory=Memory(**sizes)))
    known = remembering.with_criteria(**bound)
    own = remembering.with_criteria(**{name: Own(criterion) for name, criterion in bound.items()})
    assert alike(moves(history, known), moves(history, own))


@pytest.mark.parametrize("metric", METRICS, ids=[f"{n}-{m.code}" for n, m in enumerate(METRICS)])
@given(
    data=st.data(),
    history=relationship_histories(max_size=15),
    sizes=SIZES,
)
def test_no_move_is_missed_that_a_metric_opens(
    metric: Any, data: st.DataObject, history: RelationshipHistory, sizes: dict[str, int]
) -> None:
    """The kinds that a metric names as raising and lowering it are all that do."""
    by_rule = st.dictionaries(NAMES, criteria([metric]), min_size=1, max_size=3)
    check(history, data.draw(by_rule, "criteria"), sizes)


@given(
    relationship_histories(max_size=25),
    st.dictionaries(NAMES, criteria(METRICS), min_size=1, max_size=6),
    SIZES,
)
def test_no_move_is_missed_that_several_metrics_open(
    history: RelationshipHistory, bound: dict[str, Criterion], sizes: dict[str, int]
) -> None:
    """Leaving an edge untried is no rule of its own."""
    check(history, bound, sizes)


def test_of_what_falls_due_at_one_instant_edges_are_tried_in_the_order_of_the_table() -> None:
    """The same on every hash seed, and the same whether a history is replayed or recorded one by one."""
    rules = STANDARD.with_criteria(
        value_lost=at_least(Overrun(), 1),  # the table has it before the next one
        trust_and_growth=at_least(Breaches(), 1),
    )
    raised = told(2, day(60), c.Concern("too dark", Severity.GRAVE))
    relationship, *_ = lived(opened(), bought(1, day(1)), raised, policies=rules)
    limit = relationship.items["i-00002"].due
    assert limit is not None
    history = (
        bought(1, day(1)),
        raised,
        told(3, day(60), c.Promise("a call", limit)),
        told(4, day(70), c.Note("n")),
    )
    whole = replay(opened(), history, rules)
    _, one_by_one, _ = lived(opened(), *history, policies=rules)
    assert [change.after for change in whole.changes][-3:] == ["broken", "overdue", "exploration"]
    assert list(whole.changes) == one_by_one
