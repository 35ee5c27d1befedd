"""Law 7. Consent comes first: more restriction never yields more contact, and what is told to wait may come then.

Compared is what the kernel says of one history with what it says of the same with one restriction more. That what
it says is true at all is shown by a naive reading of each rule, in ``tests/stateful``.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from relcore.model import Block, Contact, Decision, Recommendation
from relcore.vocabulary import Channel, ContactBlock, Party, Purpose, RelationshipType, Verdict, Wish
from tests.stateful import naive_contact_rules as naive
from tests.stateful.naive_contact_case import Case, policies_of
from tests.stateful.naive_contact_log import Range
from tests.stateful.naive_contact_world import World

MOMENT, MINUTE, DAY = timedelta(microseconds=1), timedelta(minutes=1), timedelta(days=1)
NEVER = datetime.max.replace(tzinfo=UTC)
SEEDS = st.integers(0, 2**32)

Restriction = Callable[[Case, Random], Case | None]


def asked_of(seed: int, times: int = 5) -> Iterator[Case]:
    """Some questions of a world in which something has happened."""
    world = World(Random(seed))
    for _ in range(world.rnd.choice((2, 5, 12))):
        world.happen()
    for _ in range(times):
        yield world.ask()


def earliest(decision: Decision, at: datetime) -> datetime:
    """From when on it may be done."""
    if decision.verdict is Verdict.ALLOWED:
        return at
    return NEVER if decision.until is None else decision.until


def with_person(case: Case, **changed: Any) -> Case | None:
    """The same with something changed about the person."""
    person = case.person()
    if person is None:
        return None
    persons = tuple(evolve(one, **changed) if one is person else one for one in case.customer.persons)
    return evolve(case, customer=evolve(case.customer, persons=persons))


def with_rules(
    case: Case, rnd: Random, sort: type[Any], stricter: Callable[[Any], naive.Practice | None]
) -> Case | None:
    """The same with one of the rules of a sort made stricter."""
    found = [rule for rule in case.rules if isinstance(rule, sort)]
    if not found:
        return None
    old = rnd.choice(found)
    new = stricter(old)
    if new is None:
        return None
    rules = tuple(new if rule is old else rule for rule in case.rules)
    memory = case.policies.folding.memory
    return evolve(
        case, rules=rules, policies=policies_of(rules, memory.contacts, memory.persons, memory.statements)
    )


def _consents(case: Case) -> tuple[Any, ...]:
    person = case.person()
    return () if person is None else person.consents


def a_consent_less(case: Case, rnd: Random) -> Case | None:
    """A consent is not there; what was withdrawn stays, for a withdrawal restricts."""
    free = [one for one in _consents(case) if one.withdrawn_at is None]
    if not free:
        return None
    gone = rnd.choice(free)
    return with_person(case, consents=tuple(one for one in _consents(case) if one is not gone))


def a_withdrawal(case: Case, rnd: Random) -> Case | None:
    """The person takes a consent back."""
    free = [one for one in _consents(case) if one.withdrawn_at is None]
    if not free:
        return None
    back = rnd.choice(free)
    when = case.at + rnd.choice((-DAY, timedelta(0), DAY))
    taken = evolve(back, withdrawn_at=when, withdrawn_by=Party.CUSTOMER)
    return with_person(case, consents=tuple(taken if one is back else one for one in _consents(case)))


def the_wish_no(case: Case, rnd: Random) -> Case | None:
    """The person wants to be left alone."""
    return with_person(case, wish=Wish.NO)


def a_block(case: Case, rnd: Random) -> Case | None:
    """The person may not be contacted, from an instant on."""
    since = case.at + rnd.choice((-DAY, timedelta(0), MINUTE, DAY))
    block = Block(kind=rnd.choice(tuple(ContactBlock)), source="a list", since=since)
    person = case.person()
    return None if person is None else with_person(case, blocks=(*person.blocks, block))


def something_unwanted(case: Case, rnd: Random) -> Case | None:
    """The person does not want what is to be done."""
    person = case.person()
    return None if person is None else with_person(case, unwanted=(*person.unwanted, case.action.kind))


def a_lesser_type(case: Case, rnd: Random) -> Case | None:
    """The person wants to be served only."""
    return with_person(case, wanted_type=RelationshipType.SELF_SERVICE)


def a_zone_less(case: Case, rnd: Random) -> Case | None:
    """Where the person lives is not known any more."""
    return with_person(case, zone=None, country=None)


def a_lower_cap(case: Case, rnd: Random) -> Case | None:
    """A cap allows one less."""
    return with_rules(
        case, rnd, naive.Limit, lambda cap: evolve(cap, most=cap.most - 1) if cap.most > 1 else None
    )


def a_longer_window(case: Case, rnd: Random) -> Case | None:
    """A cap looks further."""
    return with_rules(case, rnd, naive.Limit, lambda cap: evolve(cap, hours=cap.hours * 2))


def a_wider_cap(case: Case, rnd: Random) -> Case | None:
    """A cap counts and holds back whatever is done."""
    return with_rules(case, rnd, naive.Limit, lambda cap: evolve(cap, range=Range()))


def a_longer_night(case: Case, rnd: Random) -> Case | None:
    """Quiet begins earlier and ends later."""

    def longer(night: naive.Night) -> naive.Night | None:
        starts, ends = (night.starts - 30) % 1_440, (night.ends + 30) % 1_440
        return None if (night.starts - night.ends) % 1_440 <= 60 else evolve(night, starts=starts, ends=ends)

    return with_rules(case, rnd, naive.Night, longer)


def a_holiday(case: Case, rnd: Random) -> Case | None:
    """A day more on which nobody is contacted."""
    day = case.at.date() + rnd.choice((-1, 0, 1)) * DAY
    return with_rules(case, rnd, naive.Week, lambda week: evolve(week, holidays=(*week.holidays, day)))


def a_longer_pause(case: Case, rnd: Random) -> Case | None:
    """Who does not answer is left in peace sooner, and for longer."""

    def longer(silence: naive.Silence) -> naive.Silence:
        days = None if silence.days is None else silence.days + 3
        return evolve(silence, most=max(1, silence.most - 1), days=rnd.choice((days, None)))

    return with_rules(case, rnd, naive.Silence, longer)


def one_more_reserved(case: Case, rnd: Random) -> Case | None:
    """Somebody else has decided on an attempt."""
    at = case.at + rnd.choice((-1, 1)) * MINUTE * rnd.randrange(0, 3_000)
    channel, purpose = case.action.channels[0], str(case.action.purpose)
    return evolve(case, reserved=(*case.reserved, Contact("w-9", at, channel, purpose, None, None)))


def one_more_relationship(case: Case, rnd: Random) -> Case | None:
    """Of the person's other relationships one more is known. It is the question with it that is given."""
    return None


def an_override_less(case: Case, rnd: Random) -> Case | None:
    """Nobody answers for it."""
    return evolve(case, overrides=()) if case.overrides else None


def an_earlier_end(case: Case, rnd: Random) -> Case | None:
    """It makes sense for an hour only."""
    begins = case.action.not_before or case.at
    ends = begins + timedelta(hours=1)
    if case.action.expires is not None and case.action.expires <= ends:
        return None
    return evolve(case, action=evolve(case.action, expires=ends))


RESTRICTIONS: tuple[Restriction, ...] = (
    a_consent_less,
    a_withdrawal,
    the_wish_no,
    a_block,
    something_unwanted,
    a_lesser_type,
    a_zone_less,
    a_lower_cap,
    a_longer_window,
    a_wider_cap,
    a_longer_night,
    a_holiday,
    a_longer_pause,
    one_more_reserved,
    one_more_relationship,
    an_override_less,
    an_earlier_end,
)


def restricted(case: Case, rnd: Random, restriction: Restriction) -> tuple[Case, Case] | None:
    """A question as it was, and with a restriction more, where there can be one."""
    if restriction is one_more_relationship:
        return (evolve(case, others=case.others[1:]), case) if case.others else None
    stricter = restriction(case, rnd)
    return None if stricter is None else (case, stricter)


def puts_off(case: Case, stricter: Case) -> bool:
    """Whether a restriction made it later, or impossible; that it made it earlier is what must not be."""
    before, after = case.decide(), stricter.decide()
    assert before.verdict is Verdict.ALLOWED or after.verdict is not Verdict.ALLOWED
    first, then = earliest(before, case.at), earliest(after, case.at)
    if lives_somewhere_known(case):
        assert then >= first
    return then > first


def lives_somewhere_known(case: Case) -> bool:
    """Whether it is known by what clocks; else what they may forbid is refused for now, and not put off."""
    return case.person() is None or case.asked().clocks is not None


@given(SEEDS)
def test_more_restriction_never_yields_more_contact(seed: int) -> None:
    rnd = Random(seed)
    for case in asked_of(seed):
        for restriction in RESTRICTIONS:
            pair = restricted(case, rnd, restriction)
            if pair is not None:
                puts_off(*pair)


def test_every_restriction_holds_something_back_somewhere() -> None:
    """None of them is there for show: each puts off what would have been allowed."""
    rnd, missing = Random(7), {restriction.__name__ for restriction in RESTRICTIONS}
    for seed in range(400):
        for case in asked_of(seed, times=3):
            for restriction in [one for one in RESTRICTIONS if one.__name__ in missing]:
                pair = restricted(case, rnd, restriction)
                if pair is not None and puts_off(*pair):
                    missing.remove(restriction.__name__)
        if not missing:
            break
    assert missing == set()


@given(SEEDS)
def test_what_has_to_wait_may_be_done_at_the_instant_that_was_told_and_not_before(seed: int) -> None:
    for case in asked_of(seed, times=15):
        until = case.decide().until
        if until is None:
            continue
        assert case.decide(until).verdict is Verdict.ALLOWED
        for before in {max(case.at, until - MINUTE), max(case.at, until - MOMENT)}:
            again = case.decide(before)
            assert (again.verdict, again.until) == (Verdict.DEFERRED, until)


def test_replies_are_answered_by_whatever_rules_but_of_law_fraud_and_death() -> None:
    """A reply reaches whom nothing else would reach, and a grave block stops it as well."""
    allowed = refused = 0
    for seed in range(60):
        for case in asked_of(seed, times=2):
            action = reply(case.action)
            if case.person() is None or case.log.ended_for_ever(case.at):
                continue
            answering = evolve(case, action=action, others=())
            silent = with_person(
                answering, wish=Wish.NO, blocks=(), unwanted=("offer", "service"), consents=()
            )
            assert silent is not None
            assert silent.decide().verdict is Verdict.ALLOWED
            allowed += 1
            for kind in ContactBlock:
                blocked = with_person(silent, blocks=(Block(kind=kind, source="a list", since=case.at),))
                assert blocked is not None
                passes = kind is ContactBlock.DO_NOT_CONTACT
                wanted = Verdict.ALLOWED if passes else Verdict.REFUSED
                assert blocked.decide().verdict is wanted
                refused += not passes
    assert allowed > 50
    assert refused > 150


def reply(action: Recommendation) -> Recommendation:
    """The same as an answer to somebody who asked."""
    channels = tuple(one for one in action.channels if one is not Channel.INTERNAL)
    return evolve(
        action,
        purpose=Purpose.SERVICE,
        channels=channels or (Channel.EMAIL,),
        promotes=False,
        reply_to="a question",
        not_before=None,
        expires=None,
    )
