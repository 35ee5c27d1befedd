"""What can happen to a relationship: every kind of content, about things that are there and things that are not."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

from attrs import evolve
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from relcore import STANDARD, Money, PolicySet
from relcore.model import BusinessCalendar, Hours
from relcore.model import contents as c
from relcore.policies import Days, ServiceLevel
from relcore.policy_set import Memory
from relcore.serialization.zones import read_zone
from relcore.testing import gaps, unknown_contents
from relcore.vocabulary import (
    Department,
    Direction,
    EndReason,
    Party,
    Phase,
    Purpose,
    RelationshipType,
    Severity,
    Stage,
    StatementTopic,
    TrialOutcome,
)
from tests.stateful.naive_rules import TICK, WEEKDAYS, Office, Rules, Sizes

MOST_PURCHASES = 20  # what is remembered here: beyond it, a cancellation is no longer exact

SOON: SearchStrategy[tuple[bool, timedelta]] = st.tuples(
    st.just(False),
    st.one_of(
        st.integers(0, 30).map(lambda hours: timedelta(hours=hours)),
        st.integers(0, 12).map(lambda days: timedelta(days=days)),
    ),
)
"""A short while after what happened last: days begin elsewhere at other hours, and offices close."""

WHENS: SearchStrategy[tuple[bool, timedelta]] = st.one_of(
    SOON,
    SOON,
    st.tuples(st.just(False), gaps()),
    st.tuples(st.just(True), st.sampled_from((timedelta(0), TICK, -TICK))),
)
"""A while after what happened last; or on the next deadline, or one microsecond beside it."""

LEADS = st.sampled_from(
    (timedelta(days=2), timedelta(0), timedelta(days=29), timedelta(days=120), -timedelta(days=1))
)
PINS = st.sampled_from((timedelta(days=10), timedelta(0), timedelta(days=150), -timedelta(days=1)))
NOTICES = st.sampled_from((None, None, timedelta(days=30), timedelta(0), timedelta(days=5), -TICK))
PICKS = st.integers(0, 5)
WHO: SearchStrategy[tuple[Direction | None, str | None]] = st.tuples(
    st.sampled_from((None, None, None, *Direction)), st.sampled_from((None, "ada"))
)
ITS_OWN = st.just((None, None))
CENTS = st.integers(0, 5_000).map(lambda n: Decimal(n).scaleb(-2))
AMOUNTS = CENTS.map(lambda amount: Money(amount, "EUR"))
WORDS = st.sampled_from((None, "billing", "delivery"))
SIDES = st.sampled_from((Party.COMPANY, Party.COMPANY, Party.CUSTOMER))
ENDINGS = st.sampled_from((
    (EndReason.NEEDS_CHANGED, Party.CUSTOMER),
    (EndReason.DISSATISFIED, Party.CUSTOMER),
    (EndReason.NO_GROWTH, Party.COMPANY),
    (EndReason.FRAUD, Party.COMPANY),
    (EndReason.LEGAL, Party.NOBODY),
    (EndReason.TRIAL_FAILED, Party.CUSTOMER),
    (EndReason.CEASED, Party.NOBODY),
))  # fmt: skip
PINNED = st.just(c.StageChanged(Stage.EXPLORATION, "we met", datetime(2100, 1, 1, tzinfo=UTC)))
MARKS: SearchStrategy[tuple[str, int | Decimal]] = st.one_of(
    st.tuples(st.sampled_from(("csat", "nps", "ces_2010", "ces")), st.integers(1, 5)),
    st.tuples(st.sampled_from(("nps", "ces", "smiles")), st.integers(-1, 11)),
    st.tuples(st.just("rating"), st.sampled_from((Decimal("0.4"), Decimal("0.405"), Decimal(2), 1, 0))),
    st.tuples(st.just("csat"), st.sampled_from((Decimal("3.5"), Decimal("2.0")))),
)
PRODUCTS = st.sampled_from((None, "coffee", "tea"))
PURCHASES = st.builds(c.Purchase, AMOUNTS, PRODUCTS, WORDS, st.sampled_from((False, False, True)))
STATEMENTS = st.one_of(
    st.builds(c.Statement, st.sampled_from(StatementTopic), st.just("said"), WORDS),
    st.builds(
        c.Statement,
        st.just(StatementTopic.NEED),
        st.just("a spare key"),
        WORDS,
        st.lists(st.sampled_from(Department), min_size=1, max_size=2, unique=True).map(tuple),
    ),
)
SPANS = st.sampled_from((0, 1, 3, 30, 400))
BALANCES: SearchStrategy[tuple[Any, ...]] = st.tuples(
    SPANS,
    st.integers(0, 3),
    st.integers(0, 2),
    st.sampled_from((0, 0, 1, 1, 3, 40, 400, -1)),
    st.none() | AMOUNTS,
    st.sampled_from(((), ("coffee",), ("tea", "coffee"), ("mugs",))),
)
"""Totals: days from first to last, further days with a purchase, further purchases, days since the last, and so on."""
TRIALS = st.sampled_from(TrialOutcome).map(c.Trial)
FACTS: SearchStrategy[Any] = st.one_of(
    st.sampled_from((None, "ada", "grace")).map(c.OwnerChanged),
    st.builds(c.TypeChanged, st.sampled_from(RelationshipType), st.just(())),
    st.just(c.TypeChanged(RelationshipType.LONG_TERM, (RelationshipType.COMMUNITY,))),
    st.sampled_from((("address",), ("name", "phone"))).map(c.CustomerChanged),
    st.sampled_from(("a fair", "grace")).map(c.Introduction),
    st.sampled_from((0, 19, 20, 90)).map(c.ShareOfWallet),
)
EFFORTS: SearchStrategy[Any] = st.sampled_from(
    (c.Pledge("a year"), c.WorkDone("their forms", adapts=True), c.WorkDone("repairs"))
)
CONCERNS = st.builds(c.Concern, st.just("late again"), st.sampled_from(Severity), WORDS, WORDS)
QUIET: SearchStrategy[Any] = st.one_of(
    st.builds(c.Message, st.sampled_from(Purpose), st.none(), st.none(), WORDS),
    st.builds(c.AbandonedCart, st.none() | AMOUNTS, PRODUCTS),
    unknown_contents(),
)
EVENTS: SearchStrategy[Any] = st.sampled_from((
    c.WorkDone("repairs"),
    c.AbandonedCart(category="tea"),
    c.Conversation(event="a fair"),
    c.UnknownContent("acme.visit"),
))  # fmt: skip
DELIVERIES: SearchStrategy[Callable[[str], Any]] = st.sampled_from(
    (c.Delivered, c.Resolved, c.Withdrawn, lambda id: c.Return(id, cancels=True))
)

SETTLEMENTS: SearchStrategy[tuple[tuple[str, ...], Callable[[str], Any]]] = st.sampled_from((
    (("promise",), c.Delivered),
    (("promise",), c.Delivered),
    (("delivery",), c.Delivered),
    (("delivery",), c.Delivered),
    (("delivery", "promise"), c.Resolved),
    (("delivery",), c.Withdrawn),
    (("question",), c.Answered),
    (("concern", "question"), c.AwaitingCustomer),
    (("concern", "question"), c.AwaitingCustomer),
    (("concern", "promise", "opportunity"), c.Resolved),
    (("concern",), lambda id: c.Resolved(id, cause="a gap", prevention="a check")),
    (("concern",), lambda id: c.Resolved(id, "a gap", "it is filled", "a check")),
    (("need", "customer_changed"), lambda id: c.Acknowledged(id, Department.SALES)),
    (("need", "opportunity"), lambda id: c.Acknowledged(id, Department.CUSTOMER_SERVICE)),
    (("concern", "promise"), lambda id: c.Escalated(id, "grace")),
    (("concern",), lambda id: c.Escalated(id, "ada")),
    (("ended", "concern", "promise", "question"), c.Withdrawn),
))  # fmt: skip
"""The kinds of items, and what becomes of one of them."""

OFFICES = (
    WEEKDAYS,
    Office(read_zone("Europe/Berlin"), tuple((day, 9, 17) for day in range(5))),
    Office(
        read_zone("Asia/Kathmandu"),
        tuple(hours for day in range(6) for hours in ((day, 8, 12), (day, 14, 18))),
        (datetime(2026, 1, 1).date(), datetime(2026, 3, 30).date()),  # noqa: DTZ001 (a day has no zone)
    ),
    Office(WEEKDAYS.zone, tuple((day, 0, 24) for day in range(7))),
)
SIZES = (
    Sizes(),
    Sizes(1, 1, 1, 1, 1, 1, 1, 1, events=1, event_days=1, recommendations=1, carried_out=1),
    Sizes(2, 3, 2, 1, 2, 2, 2, 2, events=3, event_days=7, recommendations=2, carried_out=2),
)
KEYS: SearchStrategy[tuple[str, ...]] = st.lists(
    st.builds(
        "/".join,
        st.tuples(
            st.sampled_from(("r-1", "r-1", "r-1", "r-1", "r-10", "r-2")),
            st.sampled_from(("follow_up", "follow_up.thanks", "card")),
            st.sampled_from(("i-0000", "p-1.birthday.2026", "i-0001", "a/b", "")),
        ),
    )
    | st.sampled_from(("r-1", "r-1//i-0000", "r-1/card", "card/i-0000")),
    max_size=3,
).map(tuple)
"""The keys of what is carried out: of this relationship and of others, whole and not."""
NONE_OR_KEYS: SearchStrategy[tuple[str, ...]] = st.just(()) | KEYS


def balance(
    today: date,
    span: int,
    more: int,
    further: int,
    ago: int,
    spent: Money | None,
    categories: tuple[str, ...],
) -> c.OpeningBalance:
    """What had been bought before the log began, as of a day."""
    days = min(2 + more, span + 1)
    last_on = today - timedelta(ago)
    return c.OpeningBalance(days + further, days, last_on - timedelta(span), last_on, spent, categories)


def reading(mark: tuple[str, int | Decimal], phase: Phase, by: Party, about: str | None) -> Any:
    """A satisfaction that was read, on the scale or off it."""
    return c.SatisfactionReading(mark[0], mark[1], phase, by, about)


@lru_cache(maxsize=256)
def policies_of(rules: Rules) -> PolicySet:
    """The default policies with some of their numbers changed."""
    office = rules.office
    calendar = BusinessCalendar(
        hours=tuple(Hours(day, time(opens), time(closes % 24)) for day, opens, closes in office.hours),
        zone=office.zone,
        holidays=office.holidays,
    )
    folding = evolve(
        STANDARD.folding,
        pace_days=rules.pace,
        service=ServiceLevel(calendar=calendar, recurrence_days=rules.recurrence_days),
        cooling_off=Days(rules.cooling_off_days),
        memory=Memory(purchases=MOST_PURCHASES, **rules.sizes._asdict()),
    )
    return evolve(STANDARD, folding=folding).with_advising(recommenders=())


def told_apart(*several: Rules) -> dict[str, tuple[Rules, PolicySet]]:
    """Rules with the policies that they tell, by the digest of these."""
    found = {}
    for rules in several:
        policies = policies_of(rules)
        found[policies.folding.digest] = (rules._replace(digest=policies.folding.digest), policies)
    return found


STAGES = st.sampled_from(Stage)
PHASES = st.sampled_from((Phase.AFTER_RECEIPT, Phase.AFTER_RECEIPT, Phase.DURING_RECEIPT))
