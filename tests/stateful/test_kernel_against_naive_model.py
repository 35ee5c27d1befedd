"""The kernel, step by step, against a model that keeps everything and recomputes everything."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from hypothesis.strategies import SearchStrategy

from relcore import (
    STANDARD,
    Channel,
    Interaction,
    Money,
    Relationship,
    RelationshipType,
    explain,
    record,
    replay,
    review,
)
from relcore.model import Change
from relcore.model import contents as c
from relcore.testing import gaps, instants, unknown_contents, zones
from relcore.vocabulary import Direction, EndReason, Party, Severity, Stage, StatementTopic, TrialOutcome
from tests.stateful.naive_model import TICK, Changed, NaiveModel

MOST_PURCHASES = 12  # what the standard memory remembers: beyond it, a cancellation is no longer exact

ON_DEADLINE = st.sampled_from((timedelta(0), TICK, -TICK))
HOURS = st.integers(0, 30).map(lambda hours: timedelta(hours=hours))  # days begin elsewhere at other hours
WHEN: SearchStrategy[tuple[bool, timedelta]] = st.one_of(
    st.tuples(st.just(False), gaps()), st.tuples(st.just(False), HOURS), st.tuples(st.just(True), ON_DEADLINE)
)
LEAD = st.sampled_from(
    (timedelta(days=2), timedelta(0), timedelta(days=29), timedelta(days=120), -timedelta(days=1))
)
PIN = st.sampled_from((timedelta(days=10), timedelta(0), timedelta(days=150), -timedelta(days=1)))
PICK = st.integers(0, 5)
CENTS = st.integers(0, 5_000).map(lambda n: Decimal(n).scaleb(-2))
CATEGORIES = st.sampled_from((None, None, "coffee", "tea"))
ENDINGS = st.sampled_from((
    (EndReason.NEEDS_CHANGED, Party.CUSTOMER),
    (EndReason.DISSATISFIED, Party.CUSTOMER),
    (EndReason.NO_GROWTH, Party.COMPANY),
    (EndReason.FRAUD, Party.COMPANY),
    (EndReason.LEGAL, Party.NOBODY),
    (EndReason.TRIAL_FAILED, Party.CUSTOMER),
    (EndReason.CEASED, Party.NOBODY),
))  # fmt: skip


def seen(changes: tuple[Change, ...]) -> list[Changed]:
    return [(x.aspect.value, x.before, x.after, x.at, x.subject) for x in changes]


class KernelAgainstModel(RuleBasedStateMachine):
    """Every rule records one thing in both, and compares all that can be seen of them."""

    @initialize(at=instants(), zone=zones(), pace=st.sampled_from((30.0, 1.0, 7.0, 200.0)))
    def open(self, at: datetime, zone: Any, pace: float) -> None:
        self.policies = STANDARD.with_pace(pace)
        self.opened = Relationship.open(
            id="r-1", customer_id="c-1", type=RelationshipType.LONG_TERM, at=at, zone=zone
        )
        self.relationship = self.opened
        self.model = NaiveModel(at.astimezone(UTC), zone, pace)
        self.handed: list[Interaction[Any]] = []

    def instant(self, when: tuple[bool, timedelta]) -> datetime:
        """A while after the last interaction, or on a deadline or one microsecond beside it."""
        on_deadline, offset = when
        due = self.model.next_due(self.model.last_at) if on_deadline else None
        at = (
            self.model.last_at + (timedelta(days=3) if on_deadline else offset)
            if due is None
            else due + offset
        )
        return max(at, self.model.last_at)

    def happens(self, content: Any, when: tuple[bool, timedelta], direction: Direction | None = None) -> None:
        interaction = Interaction(
            id=f"i-{len(self.handed):04}",
            relationship_id="r-1",
            at=self.instant(when),
            channel=Channel.WEB,
            content=content,
            direction=content.direction if direction is None else direction,
        )
        self.handed.append(interaction)
        out = record(self.relationship, interaction, self.policies)
        assert self.model.record(interaction) == out.status.value == "recorded"
        assert seen(out.changes) == self.model.changes
        self.relationship = out.relationship
        self.agree()

    def agree(self) -> None:
        r, model = self.relationship, self.model
        assert (r.stage, r.stage_since) == (model.stage, model.stage_since)
        assert (r.episode, r.episode_since) == (model.episode, model.episode_since)
        assert (r.spent, r.purchases) == (model.spent, model.purchases)
        assert r.purchase_days == model.purchase_days
        assert r.stage is Stage.DISSOLUTION or r.episode_purchase_days == model.episode_purchase_days
        assert r.engaged_at == model.engaged_at
        assert {i: x.broken_at for i, x in r.items.items()} == {
            i: x.broken_at for i, x in model.items.items()
        }
        assert r.next_due == model.next_due(model.last_at)
        assert (None if r.ending is None else r.ending.reason) == (
            model.endings[-1].reason if model.endings else None
        )

    def item(self, pick: int, *kinds: type) -> str:
        fitting = [id for id, item in self.model.items.items() if isinstance(item.content, kinds)]
        return fitting[pick % len(fitting)] if fitting else f"i-{pick:04}"

    @precondition(lambda self: sum(isinstance(i.content, c.Purchase) for i in self.handed) < MOST_PURCHASES)
    @rule(when=WHEN, amount=CENTS, category=CATEGORIES)
    def purchase(self, when: tuple[bool, timedelta], amount: Decimal, category: str | None) -> None:
        self.happens(c.Purchase(Money(amount, "EUR"), category), when)

    @rule(when=WHEN, pick=PICK, amount=st.none() | CENTS, cancels=st.booleans())
    def give_back(
        self, when: tuple[bool, timedelta], pick: int, amount: Decimal | None, cancels: bool
    ) -> None:
        bought = [i.id for i in self.handed if isinstance(i.content, c.Purchase)]
        id = bought[-1 - pick % len(bought)] if bought else "i-9999"
        money = None if amount is None else Money(amount, "EUR")
        self.happens(c.Return(id, money, cancels=cancels or amount is None), when)

    @rule(when=WHEN, outcome=st.sampled_from(TrialOutcome))
    def trial(self, when: tuple[bool, timedelta], outcome: TrialOutcome) -> None:
        self.happens(c.Trial(outcome), when)

    @rule(when=WHEN, topic=st.sampled_from((StatementTopic.VALUE, StatementTopic.COMMENT)))
    def statement(self, when: tuple[bool, timedelta], topic: StatementTopic) -> None:
        self.happens(c.Statement(topic, "said"), when)

    @rule(when=WHEN, lead=LEAD, by=st.sampled_from((Party.COMPANY, Party.COMPANY, Party.CUSTOMER)))
    def promise(self, when: tuple[bool, timedelta], lead: timedelta, by: Party) -> None:
        self.happens(c.Promise("a catalogue", self.instant(when) + lead, by), when)

    @rule(when=WHEN, pick=PICK)
    def deliver(self, when: tuple[bool, timedelta], pick: int) -> None:
        self.happens(c.Delivered(self.item(pick, c.Promise)), when)

    @rule(when=WHEN, pick=PICK, lead=LEAD)
    def renegotiate(self, when: tuple[bool, timedelta], pick: int, lead: timedelta) -> None:
        self.happens(c.Renegotiated(self.item(pick, c.Promise), self.instant(when) + lead), when)

    @rule(when=WHEN, severity=st.sampled_from((Severity.GRAVE, Severity.MINOR)))
    def concern(self, when: tuple[bool, timedelta], severity: Severity) -> None:
        self.happens(c.Concern("late again", severity), when)

    @rule(when=WHEN)
    def question(self, when: tuple[bool, timedelta]) -> None:
        self.happens(c.Question("where is it?"), when)

    @rule(when=WHEN)
    def opportunity(self, when: tuple[bool, timedelta]) -> None:
        self.happens(c.Opportunity("a second shop"), when)

    @rule(when=WHEN, pick=PICK, how=st.sampled_from((c.Resolved, c.Withdrawn, c.Answered)))
    def settle(self, when: tuple[bool, timedelta], pick: int, how: Any) -> None:
        self.happens(how(self.item(pick, object)), when)

    @rule(
        when=WHEN,
        content=st.sampled_from((c.Pledge("a year"), c.WorkDone("forms", adapts=True), c.WorkDone("x"))),
    )
    def build_up(self, when: tuple[bool, timedelta], content: Any) -> None:
        self.happens(content, when)

    @rule(when=WHEN, ending=ENDINGS)
    def end(self, when: tuple[bool, timedelta], ending: tuple[EndReason, Party]) -> None:
        self.happens(c.Ended(*ending), when)

    @rule(when=WHEN, stage=st.sampled_from(Stage), pin=PIN)
    def move_by_hand(self, when: tuple[bool, timedelta], stage: Stage, pin: timedelta) -> None:
        self.happens(c.StageChanged(stage, "as agreed", self.instant(when) + pin), when)

    @rule(
        when=WHEN,
        content=st.one_of(
            st.sampled_from(
                (c.Message(), c.Conversation(), c.Conversation(held=False), c.Note("n"), c.AbandonedCart())
            ),
            st.sampled_from((None, "ada")).map(c.OwnerChanged),
            unknown_contents(),
        ),
        direction=st.sampled_from((None, None, *Direction)),
    )
    def contact(self, when: tuple[bool, timedelta], content: Any, direction: Direction | None) -> None:
        self.happens(content, when, direction)

    @rule(gap=gaps())
    def look(self, gap: timedelta) -> None:
        """Looking shows what the model says will have fallen due, and changes nothing."""
        at = self.model.last_at + gap
        shown, due = self.model.looked_at(at)
        found = review(self.relationship, at=at, policies=self.policies)
        assert seen(found.fell_due) == shown.changes
        assert (found.stage, found.since, found.next_due) == (shown.stage, shown.stage_since, due)
        explained = explain(self.relationship, at=at, policies=self.policies)
        assert (explained.stage, explained.since, explained.fell_due) == (
            found.stage,
            found.since,
            found.fell_due,
        )

    @precondition(lambda self: bool(self.handed))
    @rule(pick=st.integers(0, 100))
    def hand_over_again(self, pick: int) -> None:
        """A late or repeated interaction comes back with that status, and the same relationship object."""
        again = self.handed[pick % len(self.handed)]
        out = record(self.relationship, again, self.policies)
        assert (
            out.status.value
            == self.model.record(again)
            == ("repeated" if again is self.handed[-1] else "late")
        )
        assert out.relationship is self.relationship
        assert (out.changes, out.refusals) == ((), ())

    def teardown(self) -> None:
        if hasattr(self, "handed"):
            done = self.handed[: self.relationship.revision]
            whole = replay(self.opened, done, self.policies)
            assert whole.relationship == self.relationship or not done


TestKernelAgainstModel = KernelAgainstModel.TestCase
TestKernelAgainstModel.settings = settings(stateful_step_count=30)
