"""The kernel, step by step, against a model that keeps everything and recomputes everything."""

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from relcore import (
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
from relcore.model import Change, Decision
from relcore.model import contents as c
from relcore.serialization import dumps, loads
from relcore.testing import gaps, instants, zones
from relcore.vocabulary import Aspect, Direction, Party, Phase, Role, Stage
from tests.stateful.naive_history import Move
from tests.stateful.naive_model import NaiveModel
from tests.stateful.naive_rules import TICK, Rules, Sizes
from tests.stateful.naive_snapshot import expected, shown
from tests.stateful.naive_stages import Changed, Refused
from tests.stateful.what_happens import (
    AMOUNTS,
    BALANCES,
    CONCERNS,
    DELIVERIES,
    EFFORTS,
    ENDINGS,
    EVENTS,
    FACTS,
    ITS_OWN,
    KEYS,
    LEADS,
    MARKS,
    MOST_PURCHASES,
    NONE_OR_KEYS,
    NOTICES,
    OFFICES,
    PHASES,
    PICKS,
    PINNED,
    PINS,
    PURCHASES,
    QUIET,
    SETTLEMENTS,
    SIDES,
    SIZES,
    SOON,
    STAGES,
    STATEMENTS,
    TRIALS,
    WHENS,
    WHO,
    balance,
    reading,
    told_apart,
)

When = tuple[bool, timedelta]
Who = tuple[Direction | None, str | None]


def seen(changes: tuple[Change, ...]) -> list[Changed]:
    return [(x.aspect.value, x.before, x.after, x.at, x.cause, x.decision.policy, x.subject) for x in changes]


def refused(refusals: tuple[Decision, ...]) -> list[Refused]:
    return [(x.policy, tuple(reason.code for reason in x.reasons)) for x in refusals]


class KernelAgainstModel(RuleBasedStateMachine):
    """Every rule records one thing in both, and compares all that can be seen of them."""

    @initialize(
        at=instants(),
        zone=zones(),
        paces=st.permutations((30.0, 1.0, 7.0, 200.0)),
        offices=st.permutations(OFFICES),
        sizes=st.sampled_from(SIZES),
        type=st.sampled_from(RelationshipType),
        role=st.sampled_from((Role.PROSPECT, Role.PROSPECT, Role.CUSTOMER, Role.PARTNER)),
        owner=st.sampled_from((None, "ada")),
        numbered=st.booleans(),
        totals=st.none() | BALANCES,
        when=st.just((False, timedelta(0))) | WHENS,
    )
    def open(
        self,
        at: datetime,
        zone: Any,
        paces: list[float],
        offices: list[Any],
        sizes: Sizes,
        type: RelationshipType,
        role: Role,
        owner: str | None,
        numbered: bool,
        totals: tuple[Any, ...] | None,
        when: When,
    ) -> None:
        first = Rules("", paces[0], offices[0], sizes=sizes)
        other = Rules("", paces[1], offices[1], cooling_off_days=0, recurrence_days=0, sizes=sizes)
        third = Rules("", paces[2], offices[0], cooling_off_days=1 / 3, recurrence_days=9_000, sizes=sizes)
        self.known = told_apart(first, other, third)
        rules, self.policies = next(iter(self.known.values()))
        self.first_policies = self.policies
        self.opened = Relationship.open(
            id="r-1", customer_id="c-1", type=type, at=at, zone=zone, role=role, owner=owner
        )
        self.relationship = self.opened
        self.model = NaiveModel(at.astimezone(UTC), zone, rules, type, role, owner)
        self.handed: list[Interaction[Any]] = []
        self.because: Decision | None = None
        self.changes: tuple[Change, ...] = ()
        self.refusals: tuple[Decision, ...] = ()
        self.numbered = numbered
        if totals is not None:
            self.begin_with(totals, when, (None, None))

    @rule(totals=BALANCES, when=WHENS, who=ITS_OWN | WHO)
    def begin_with(self, totals: tuple[Any, ...], when: When, who: Who) -> None:
        self.happens(balance(self.instant(when).astimezone(self.model.zone).date(), *totals), when, who)

    def instant(self, when: When) -> datetime:
        """A while after the last interaction, or on a deadline or one microsecond beside it."""
        on_deadline, offset = when
        due = self.model.next_due(self.model.last_at) if on_deadline else None
        at = (
            self.model.last_at + (timedelta(days=3) if on_deadline else offset)
            if due is None
            else due + offset
        )
        return max(at, self.model.last_at)

    def happens(
        self, content: Any, when: When, who: Who = (None, None), settles: tuple[str, ...] = ()
    ) -> None:
        direction, by = who
        number = len(self.handed)
        interaction = Interaction(
            id=f"{number * 7 % 10}-{number:04}" if self.numbered else f"i-{number:04}",
            relationship_id="r-1",
            at=self.instant(when),
            channel=Channel.WEB,
            content=content,
            direction=content.direction if direction is None else direction,
            by=by,
            to=(None, None, "p-1", "p-2", None)[number % 5],
            sequence=number if self.numbered else None,
            settles=settles,
        )
        self.handed.append(interaction)
        out = record(self.relationship, interaction, self.policies)
        adopted = self.known.get(getattr(content, "digest", ""))
        assert self.model.record(interaction, adopted and adopted[0]) == out.status.value == "recorded"
        assert seen(out.changes) == self.model.changes
        assert refused(out.refusals) == self.model.refusals
        self.relationship = out.relationship
        self.changes, self.refusals = self.changes + out.changes, self.refusals + out.refusals
        moved = [change.decision for change in out.changes if change.aspect is Aspect.STAGE]
        self.because = moved[-1] if moved else self.because
        assert self.relationship.because == self.because
        self.agree()

    def agree(self) -> None:
        wanted, found = expected(self.model), shown(self.relationship)
        differing = [name for name in wanted if wanted[name] != found[name]]
        assert {n: found[n] for n in differing} == {n: wanted[n] for n in differing}
        assert wanted.keys() == found.keys()

    def item(self, pick: int, kinds: tuple[str, ...]) -> str:
        fitting = [id for id, item in self.model.items.items() if item.kind in kinds]
        return fitting[-1 - pick % len(fitting)] if fitting and pick < 5 else f"i-{pick:04}"

    def bought(self, pick: int) -> str:
        ids = [i.id for i in self.handed if isinstance(i.content, c.Purchase)]
        return ids[-1 - pick % len(ids)] if ids and pick < 5 else "i-9999"

    @property
    def may_buy(self) -> bool:
        return len(self.model.of_content(c.Purchase)) < MOST_PURCHASES

    def all_happen(self, contents: list[Any], whens: list[When]) -> None:
        for when, content in zip(whens, contents, strict=False):
            if isinstance(content, c.StageChanged):
                self.move_by_hand(when, content.stage, timedelta(days=10))
            elif not isinstance(content, c.Purchase) or self.may_buy:
                self.happens(content, when)

    @rule(
        whens=st.lists(SOON, min_size=1, max_size=4),
        contents=st.lists(PURCHASES | PURCHASES | EFFORTS, min_size=4, max_size=4),
    )
    def come_closer(self, whens: list[When], contents: list[Any]) -> None:
        self.all_happen(contents, whens)

    @precondition(lambda self: self.may_buy)
    @rule(when=WHENS, content=PURCHASES, who=ITS_OWN | WHO)
    def purchase(self, when: When, content: c.Purchase, who: Who) -> None:
        self.happens(content, when, who)

    @precondition(lambda self: any(isinstance(i.content, c.Purchase) for i in self.handed))
    @rule(when=WHENS, pick=PICKS, amount=st.none() | AMOUNTS, cancels=st.booleans())
    def give_back(self, when: When, pick: int, amount: Any, cancels: bool) -> None:
        self.happens(c.Return(self.bought(pick), amount, cancels=cancels or amount is None), when)

    @rule(
        when=WHENS,
        content=TRIALS | STATEMENTS | EFFORTS | CONCERNS | QUIET | FACTS,
        who=WHO,
        settles=NONE_OR_KEYS,
    )
    def something(self, when: When, content: Any, who: Who, settles: tuple[str, ...]) -> None:
        self.happens(content, when, who, settles)

    @rule(whens=st.lists(SOON | WHENS, min_size=1, max_size=4), content=EFFORTS | QUIET, settles=KEYS)
    def follow_up(self, whens: list[When], content: Any, settles: tuple[str, ...]) -> None:
        for when in whens:
            self.happens(content, when, settles=settles)

    @rule(when=SOON, early=st.sampled_from((TICK, timedelta(0), -TICK)), last=EVENTS, first=EVENTS)
    def outlast(self, when: When, early: timedelta, first: Any, last: Any) -> None:
        """Something happens when the event before is as old as events get, or a moment older or younger."""
        self.happens(first, when)
        self.happens(last, (False, timedelta(days=self.model.rules.sizes.event_days) + early))

    @precondition(lambda self: self.may_buy)
    @rule(when=SOON, then=SOON, how=DELIVERIES, settles=NONE_OR_KEYS)
    def order(self, when: When, then: When, how: Any, settles: tuple[str, ...]) -> None:
        """Something is bought, and then delivered, called off or let go of."""
        self.happens(c.Purchase(Money("9.00", "EUR"), "tea", to_deliver=True), when)
        self.happens(how(self.handed[-1].id), then, settles=settles)

    @rule(when=WHENS, content=EFFORTS | CONCERNS)
    def build_up(self, when: When, content: Any) -> None:
        self.happens(content, when)

    @rule(when=WHENS, content=st.sampled_from((c.Opportunity("a second shop"), c.Question("where is it?"))))
    def open_something(self, when: When, content: Any) -> None:
        self.happens(content, when)

    @rule(when=WHENS, mark=MARKS, phase=PHASES, by=SIDES, about=st.none() | PICKS)
    def read(self, when: When, mark: Any, phase: Phase, by: Party, about: int | None) -> None:
        given_by = Party.CUSTOMER if by is Party.COMPANY else Party.COMPANY
        self.happens(reading(mark, phase, given_by, None if about is None else self.bought(about)), when)

    @rule(when=WHENS, lead=LEADS, by=SIDES, who=WHO)
    def promise(self, when: When, lead: timedelta, by: Party, who: Who) -> None:
        self.happens(c.Promise("a catalogue", self.instant(when) + lead, by), when, who)

    @rule(
        when=WHENS,
        leads=st.lists(LEADS, max_size=2),
        by=SIDES,
        held=st.booleans(),
        who=WHO,
        event=st.sampled_from((None, "a fair")),
    )
    def converse(
        self, when: When, leads: list[timedelta], by: Party, held: bool, who: Who, event: str | None
    ) -> None:
        promises = tuple(c.Promise("a call", self.instant(when) + lead, by) for lead in leads if held)
        self.happens(c.Conversation(held, event=event, promises=promises), when, who)

    @rule(when=WHENS, leads=st.lists(LEADS, max_size=1), pick=PICKS)
    def note(self, when: When, leads: list[timedelta], pick: int) -> None:
        met = [i.id for i in self.handed if isinstance(i.content, c.Conversation)]
        promises = tuple(c.Promise("a map", self.instant(when) + lead) for lead in leads)
        about = met[-1 - pick % len(met)] if met and pick < 4 else None
        self.happens(c.Note("noted", about, promises), when)

    @precondition(lambda self: bool(self.model.open("promise")))
    @rule(when=WHENS, pick=PICKS, lead=LEADS)
    def renegotiate(self, when: When, pick: int, lead: timedelta) -> None:
        self.happens(c.Renegotiated(self.item(pick, ("promise",)), self.instant(when) + lead), when)

    @rule(when=WHENS, pick=PICKS, how=SETTLEMENTS, who=ITS_OWN | WHO)
    def settle(self, when: When, pick: int, how: Any, who: Who) -> None:
        kinds, become = how
        self.happens(become(self.item(pick, kinds)), when, who)

    @precondition(lambda self: bool(self.model.items))
    @rule(when=WHENS, pick=PICKS, how=SETTLEMENTS)
    def settle_anything(self, when: When, pick: int, how: Any) -> None:
        ids = sorted(self.model.items)
        self.happens(how[1](ids[pick % len(ids)]), when)

    @precondition(lambda self: bool(self.model.closings))
    @rule(when=WHENS, pick=PICKS)
    def reopen(self, when: When, pick: int) -> None:
        closed = self.model.closed
        id = closed[-1 - pick % len(closed)].id if closed and pick < 5 else f"i-{pick:04}"
        self.happens(c.Reopened(id, "it came back"), when)

    @rule(
        when=WHENS,
        ending=ENDINGS,
        notice=NOTICES,
        cites=st.sampled_from(((), (), ("i-0000", "x"))),
        settles=NONE_OR_KEYS,
    )
    def end(
        self,
        when: When,
        ending: Any,
        notice: timedelta | None,
        cites: tuple[str, ...],
        settles: tuple[str, ...] = (),
    ) -> None:
        at = None if notice is None else self.instant(when) + notice
        reason, by = ending
        self.happens(c.Ended(reason, by, cites=cites, effective_at=at), when, settles=settles)

    @rule(
        whens=st.lists(SOON, min_size=2, max_size=5),
        ending=ENDINGS,
        meanwhile=st.lists(PURCHASES | CONCERNS | QUIET | PINNED, min_size=3, max_size=3),
        rightly=st.sampled_from((True, True, True, False)),
    )
    def change_ones_mind(self, whens: list[When], ending: Any, meanwhile: list[Any], rightly: bool) -> None:
        first, *between, last = whens
        self.end(first, ending, None, ())
        self.all_happen(meanwhile, between)
        if self.model.stage is Stage.DISSOLUTION:
            self.take_back_whatever_ended(last, rightly)
        self.all_happen(meanwhile[:1], [last])

    @precondition(lambda self: self.model.stage is Stage.DISSOLUTION)
    @rule(when=SOON, rightly=st.booleans())
    def take_back_whatever_ended(self, when: When, rightly: bool) -> None:
        ending: Move = self.model.endings[-1]
        by_company = (ending.by is Party.COMPANY) is rightly
        who = (Direction.INTERNAL if by_company else Direction.INBOUND, None)
        self.happens(c.Withdrawn(ending.told_by or "i-0000"), when, who)

    @rule(when=WHENS, stage=STAGES, pin=PINS)
    def move_by_hand(self, when: When, stage: Stage, pin: timedelta) -> None:
        self.happens(c.StageChanged(stage, "as agreed", self.instant(when) + pin), when)

    @precondition(lambda self: len(self.model.adoptions) < 3)
    @rule(when=SOON, pick=st.integers(0, 2))
    def adopt(self, when: When, pick: int) -> None:
        digest = list(self.known)[pick]
        self.happens(c.RulesAdopted(digest), when)
        self.policies = self.known[digest][1]

    @rule(gap=gaps())
    def look(self, gap: timedelta) -> None:
        """Looking shows what the model says will have fallen due, and changes nothing."""
        at = self.model.last_at + gap
        then, due = self.model.looked_at(at)
        found = review(self.relationship, at=at, policies=self.policies)
        assert seen(found.fell_due) == then.changes
        again = None if due is None else due + timedelta.resolution
        assert (found.stage, found.since, found.next_due) == (then.stage, then.stage_since, again)
        explained = explain(self.relationship, at=at, policies=self.policies)
        assert (explained.stage, explained.since, explained.fell_due) == (
            found.stage,
            found.since,
            found.fell_due,
        )

    @rule()
    def store_and_load(self) -> None:
        """The snapshot that an application keeps is the relationship."""
        loaded = loads(dumps(self.relationship), Relationship)
        assert loaded == self.relationship
        self.relationship = loaded

    @precondition(lambda self: bool(self.handed))
    @rule(pick=st.integers(0, 100))
    def hand_over_again(self, pick: int) -> None:
        """A late or repeated interaction comes back with that status, and the same relationship object."""
        again = self.handed[pick % len(self.handed)]
        out = record(self.relationship, again, self.policies)
        status = "repeated" if again is self.handed[-1] else "late"
        assert out.status.value == self.model.record(again) == status
        assert out.relationship is self.relationship
        assert (out.changes, out.refusals) == ((), ())

    def teardown(self) -> None:
        if hasattr(self, "handed"):
            adopted = [policies for _, policies in self.known.values()]
            whole = replay(self.opened, self.handed, self.first_policies, adopted=adopted)
            assert whole.relationship == self.relationship
            assert (whole.changes, whole.refusals) == (self.changes, self.refusals)


TestKernelAgainstModel = KernelAgainstModel.TestCase
TestKernelAgainstModel.settings = settings(stateful_step_count=30)
