"""Contacts that are held back for every reason there is, and some that are not, as ``may_contact`` decides them."""

from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from attrs import evolve

from relcore import (
    Channel,
    Customer,
    Interaction,
    Person,
    Relationship,
    RelationshipType,
    may_contact,
    replay,
    review,
)
from relcore.model import (
    Block,
    Concern,
    Consent,
    Contact,
    Content,
    Decision,
    Hours,
    Message,
    Override,
    Reason,
    Recommendation,
    Review,
    Statement,
)
from relcore.policies import (
    AgreedType,
    Cap,
    Consented,
    ContactHours,
    ContactRule,
    NoOpenConcern,
    NotBlocked,
    NotUnwanted,
    QuietHours,
    Scope,
    Situation,
    UnansweredPause,
    Wished,
)
from relcore.policies.contact import refused
from relcore.policy_set import STANDARD, PolicySet, lint
from relcore.vocabulary import (
    Comparison,
    ConsentBasis,
    ContactBlock,
    CustomerKind,
    Party,
    Priority,
    Purpose,
    Severity,
    StatementTopic,
    Wish,
)
from tests.unit.wording.histories import Step, interactions, opened

TYPES = RelationshipType
MANILA = ZoneInfo("Asia/Manila")
EVENING = datetime(2026, 11, 24, 22, 10, tzinfo=MANILA)
NOON = datetime(2026, 11, 24, 12, tzinfo=MANILA)
SPRING = datetime(2026, 3, 20, 12, tzinfo=MANILA)
ANA = Person(id="c-1", name="Ana", zone=MANILA)
NIGHT = QuietHours(time(21), time(8))
WEEK = tuple(Hours(day, time(9), time(17)) for day in range(5))
OFFER = Recommendation(
    kind="offer",
    relationship_id="r-1",
    occasion="autumn",
    purpose=Purpose.MARKETING,
    channels=(Channel.EMAIL,),
    priority=Priority.COMMERCIAL,
)
CARE = evolve(OFFER, purpose=Purpose.RELATIONSHIP, priority=Priority.COURTESY)
CALL = evolve(CARE, channels=(Channel.PHONE,))


class AcmeQuiet:
    """A rule of a third party, which asks for points that nobody has."""

    code = "acme.quiet_week"

    def judge(self, recommendation: Recommendation, situation: Situation) -> Decision:
        return refused(self, Reason("acme.points", False, 3, Comparison.AT_LEAST, 5, "points"))


class AcmeSilent:
    """A soft rule of a third party that does not say why."""

    code = "acme.silent"
    hard = False

    def judge(self, recommendation: Recommendation, situation: Situation) -> Decision:
        return refused(self)


class Offering:
    """A recommender that makes the offer and the call of these tests."""

    code = "acme.offering"

    def recommend(self, situation: Situation) -> Iterable[Recommendation]:
        return (OFFER, evolve(CALL, kind="acme.call"), evolve(CALL, kind="acme.task", channels=()))


def called(person: Person = ANA) -> Customer:
    return Customer(id="c-1", name=person.name, persons=(person,))


def ruled(*rules: ContactRule) -> PolicySet:
    return STANDARD.with_advising(contact_rules=rules)


def lived(*steps: Step, type: RelationshipType = TYPES.LONG_TERM) -> Relationship:
    return replay(opened(type), interactions(list(steps))).relationship


def written(*days_ago: float, purpose: Purpose = Purpose.RELATIONSHIP) -> Relationship:
    """A relationship in which messages were sent, so many days before noon."""
    sent: list[Interaction[Content]] = [
        Interaction(id=f"m-{n}", relationship_id="r-1", at=NOON - timedelta(ago), channel=Channel.EMAIL, by="Asha",
                    content=Message(purpose=purpose))
        for n, ago in enumerate(days_ago)
    ]  # fmt: skip
    return replay(opened(), sent).relationship


def asked(
    recommendation: Recommendation,
    *rules: ContactRule,
    relationship: Relationship | None = None,
    customer: Customer | None = None,
    at: datetime = NOON,
    reserved: tuple[Contact, ...] = (),
    overrides: tuple[Override, ...] = (),
) -> Decision:
    return may_contact(
        recommendation,
        opened() if relationship is None else relationship,
        called() if customer is None else customer,
        at=at,
        policies=ruled(*rules),
        reserved=reserved,
        overrides=overrides,
    )


def agreed(**given: Any) -> Consent:
    consent = Consent(
        purpose=Purpose.MARKETING,
        basis=ConsentBasis.CONSENT,
        source="a form",
        valid_from=NOON - timedelta(90),
    )
    return evolve(consent, **given)


def consenting(*consents: Consent) -> Customer:
    return called(evolve(ANA, consents=consents))


def lifting(rule: str) -> Override:
    return Override(
        relationship_id="r-1",
        rule=rule,
        by="Asha",
        reason="She asked to be kept posted.",
        since=NOON - timedelta(1),
        until=NOON + timedelta(30),
    )


ACME = Customer(
    id="c-1", name="Acme", kind=CustomerKind.ORGANISATION, persons=(Person(id="p-1", name="van Dam", zone=MANILA),)
)  # fmt: skip
BROKEN = Concern("it broke", severity=Severity.MINOR)
LATE = Concern("it is late", severity=Severity.MINOR)
WEEKLY = Cap("weekly", 4, 168.0)
MARKETING = Cap("marketing", 2, 168.0, Scope(purposes=(Purpose.MARKETING,)))


def _times() -> Iterator[tuple[str, Decision]]:
    yield "quiet hours", asked(CALL, NIGHT, at=EVENING)
    yield "nobody knows where", asked(CALL, NIGHT, customer=called(evolve(ANA, zone=None)))
    yield "outside the week", asked(CALL, ContactHours(WEEK), at=EVENING)
    yield "quiet hours and the week", asked(CALL, NIGHT, ContactHours(WEEK), at=EVENING)
    yield "too early", asked(evolve(CALL, not_before=NOON + timedelta(1)), NIGHT)
    yield "over", asked(evolve(CALL, expires=NOON - timedelta(hours=1)), NIGHT)
    late = evolve(CALL, expires=EVENING + timedelta(hours=2, seconds=30))
    yield "over before it may be done", asked(late, NIGHT, at=EVENING + timedelta(seconds=3))
    yield "too far ahead", asked(evolve(CALL, not_before=NOON + timedelta(400)), NIGHT)


def _attempts() -> Iterator[tuple[str, Decision]]:
    four = written(6.5, 3, 2, 1)
    yield "cap", asked(CARE, WEEKLY, relationship=four)
    yield "cap of a day", asked(CALL, Cap("daily", 1, 24.0), relationship=written(0.5))
    yield "cap of hours", asked(CALL, Cap("hourly", 1, 36.0), relationship=written(0.5))
    yield "cap and quiet hours", asked(CARE, WEEKLY, NIGHT, relationship=written(6.6, 3, 2, 1))
    offers = written(6, 5, 2, 1, purpose=Purpose.MARKETING)
    yield "two caps", asked(OFFER, MARKETING, WEEKLY, relationship=offers)
    three = Cap("daily", 1, 48.0), Cap("other", 1, 168.0)
    yield "three caps", asked(OFFER, WEEKLY, *three, relationship=offers)
    many = written(*(50 - n for n in range(9)))
    yield "cap beyond memory", asked(CARE, Cap("yearly", 9, 24.0 * 365), relationship=many)
    waiting = Contact("reserved", NOON + timedelta(1), Channel.EMAIL, "relationship", "c-1", None)
    yield "cap of what is reserved", asked(CARE, Cap("daily", 1, 48.0), reserved=(waiting,))
    yield "unanswered", asked(CARE, UnansweredPause(), relationship=written(20, 15, 10))
    yield "one unanswered", asked(CARE, UnansweredPause(1, None), relationship=written(20))
    yield (
        "unanswered beyond memory",
        asked(evolve(CARE, person="p-1"), UnansweredPause(10), relationship=many, customer=ACME),
    )


def _people() -> Iterator[tuple[str, Decision]]:
    for kind in ContactBlock:
        block = Block(kind=kind, source="a list", since=NOON - timedelta(1))
        yield f"blocked: {kind}", asked(CARE, NotBlocked(), customer=called(evolve(ANA, blocks=(block,))))
    yield "no wish", asked(CARE, Wished(), customer=called(evolve(ANA, wish=Wish.NO)))
    for said in ("E-mail", "in_person"):
        wanted = evolve(CARE, topic=said)
        yield (
            f"unwanted: {said}",
            asked(wanted, NotUnwanted(), customer=called(evolve(ANA, unwanted=(said,)))),
        )
    no, topic = Statement, StatementTopic.UNWANTED
    said_much = [(day, no(topic, "calls", theme=f"t-{day}")) for day in range(1, 11)]
    yield "unwanted beyond memory", asked(CARE, NotUnwanted(), relationship=lived(*said_much), at=SPRING)
    yield "no outreach agreed", asked(CARE, AgreedType(), relationship=opened(TYPES.TRANSACTIONAL))
    wanting = called(evolve(ANA, wanted_type=TYPES.SELF_SERVICE))
    yield "no outreach wanted", asked(CARE, AgreedType(), customer=wanting)
    yield "open concern", asked(OFFER, NoOpenConcern(), relationship=lived((1, BROKEN)))
    two = lived((1, BROKEN), (2, LATE))
    yield "open concerns", asked(OFFER, NoOpenConcern(), relationship=two)
    yield "nobody named", asked(CARE, customer=ACME)


def _consents() -> Iterator[tuple[str, Decision]]:
    yesterday = NOON - timedelta(1)
    yield "no consent", asked(OFFER, Consented())
    yield "withdrawn", asked(OFFER, Consented(), customer=consenting(agreed(withdrawn_at=yesterday)))
    ended = agreed(withdrawn_at=yesterday, withdrawn_by=Party.COMPANY)
    yield "expired", asked(OFFER, Consented(), customer=consenting(ended))
    later = agreed(valid_from=NOON + timedelta(1))
    yield "not yet", asked(OFFER, Consented(), customer=consenting(later))
    for purpose in Purpose:
        scope = Consented(Scope(purposes=(purpose,)))
        yield f"no consent to {purpose}", asked(evolve(OFFER, purpose=purpose), scope)


def _lifted() -> Iterator[tuple[str, Decision]]:
    four = written(6.5, 3, 2, 1)
    yield "lifted", asked(CARE, WEEKLY, relationship=four, overrides=(lifting("cap.weekly"),))
    both = (lifting("cap.weekly"), lifting("unanswered_pause"))
    rules = (WEEKLY, UnansweredPause(), NIGHT)
    yield "lifted at night", asked(CARE, *rules, relationship=four, overrides=both, at=EVENING)
    concern = lived((1, BROKEN), type=TYPES.TRANSACTIONAL)
    said = (lifting("no_open_concern"), lifting("agreed_type"))
    yield (
        "lifted for an offer",
        asked(OFFER, NoOpenConcern(), AgreedType(), relationship=concern, overrides=said),
    )


def _others() -> Iterator[tuple[str, Decision]]:
    yield "allowed", asked(CALL, NIGHT)
    yield "internal", asked(evolve(CALL, channels=()))
    everything = Consented(), NoOpenConcern(), NIGHT
    yield "everything at once", asked(OFFER, *everything, relationship=lived((1, BROKEN)), at=EVENING)


def linted() -> Decision:
    """What is found of a rule that counts more attempts than are remembered."""
    (found,) = lint(ruled(Cap("monthly", 9, 720.0)))
    return found


def of_third_parties() -> dict[str, Decision]:
    """What is decided by rules whose codes no table holds."""
    return {
        "with a reason": asked(CALL, AcmeQuiet()),
        "without": asked(CALL, AcmeSilent()),
        "lifted": asked(CALL, AcmeSilent(), overrides=(lifting("acme.silent"),)),
        "beside another": asked(CALL, NIGHT, AcmeQuiet(), at=EVENING),
    }


@cache
def decisions() -> dict[str, Decision]:
    """What is decided of each contact, by what it shows."""
    made = (_times(), _attempts(), _people(), _consents(), _lifted(), _others())
    return {name: decision for some in made for name, decision in some}


def reviewed() -> Review:
    """A review of the evening, in which an offer is refused, a call has to wait, and a task may be done."""
    return review(
        lived((1, BROKEN)),
        called(evolve(ANA, wanted_type=TYPES.PERSONAL_ASSISTANCE)),
        at=EVENING,
        policies=STANDARD.with_advising(recommenders=(Offering(),)),
    )
