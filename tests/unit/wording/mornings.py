"""Mornings on which there is something to do, for every reason there is, and what a review of each of them says."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from attrs import evolve, frozen

from relcore import Agent, Channel, Company, Customer, Direction, Interaction, Relationship, replay, review
from relcore.model import (
    AbandonedCart,
    Answered,
    Block,
    Concern,
    Conversation,
    CustomerChanged,
    Decision,
    Delivered,
    Ended,
    Escalated,
    Message,
    Money,
    Note,
    Occasion,
    Opportunity,
    Promise,
    Purchase,
    Question,
    Reason,
    Recommendation,
    Resolved,
    Review,
    SatisfactionReading,
    StageChanged,
    Statement,
    WorkDone,
)
from relcore.policies import After, KeyContact, Proposal
from relcore.policy_set import STANDARD, PolicySet, lint
from relcore.vocabulary import (
    ContactBlock,
    Department,
    EndReason,
    Party,
    Phase,
    Purpose,
    RelationshipType,
    Severity,
    Stage,
    StatementTopic,
    Technology,
)
from tests.unit.wording.people import (
    ACME,
    ADA,
    BEN,
    CID,
    LIN,
    MANILA,
    OFFICE,
    SHOP,
    day,
    did,
    known,
    opened,
    organisation,
    skilled,
    team,
)

History = tuple[Interaction[Any], ...]
DEDICATED = RelationshipType.DEDICATED_ASSISTANCE
AFTER = Phase.AFTER_RECEIPT


@frozen
class Morning:
    """One morning: what had happened, who is who, and the review.

    Args:
        history: what had happened.
        customer: the customer.
        company: the own side.
        review: the review of that morning.
    """

    history: History
    customer: Customer | None
    company: Company | None
    review: Review


def on(
    number: float,
    *history: Interaction[Any],
    relationship: Relationship | None = None,
    customer: Customer | None = None,
    company: Company | None = SHOP,
    policies: PolicySet = STANDARD,
) -> Morning:
    """The morning of a day of March 2026, of Lin's in the shop unless said otherwise."""
    customer = known() if customer is None else customer
    folded = replay(opened() if relationship is None else relationship, list(history), policies).relationship
    told = review(folded, customer, at=day(number), policies=policies, company=company)
    return Morning(history, customer, company, told)


def bought(id: str, number: float, category: str | None = "coffee", **given: Any) -> Interaction[Any]:
    return did(
        id, number, Purchase(Money(40, "EUR"), category, to_deliver=given.pop("to_deliver", False)), **given
    )


def wrote(id: str, number: float, **given: Any) -> Interaction[Any]:
    message = Message(given.pop("purpose", Purpose.RELATIONSHIP))
    return did(id, number, message, channel=Channel.EMAIL, by=given.pop("by", "ada"), **given)


def followed(purchase: str, number: float) -> Interaction[Any]:
    """A purchase was followed up."""
    return did(f"n-{purchase}", number, Note("called"), settles=(f"r-1/follow_up/{purchase}",))


def regular(*more: Interaction[Any]) -> History:
    """Purchases that make an established relationship, each of them followed up."""
    days = enumerate((1, 8, 15, 22))
    steps = [step for n, at in days for step in (bought(f"p-{n}", at), followed(f"p-{n}", at + 1))]
    return (*steps, *more)


def needed(theme: str | None, *departments: Department, at: float = 3) -> Interaction[Any]:
    """A need, and who has to take notice of it."""
    need = Statement(StatementTopic.NEED, "less noise", theme, departments=departments)
    return did("s-1", at, need)


def barred() -> Customer:
    """Lin, whom a legal block forbids to contact."""
    block = Block(kind=ContactBlock.LEGAL, source="a court", since=day(1))
    return known(evolve(LIN, blocks=(block,)))


def put_right(item: str) -> Resolved:
    return Resolved(item, cause="rain", fix="a new one", prevention="a roof")


CRUSHED = did("k-1", 5, Concern("crushed", severity=Severity.GRAVE, category="delivery"))
PATIENT = STANDARD.with_advising(contact_rules=())


@frozen
class Visited:
    """A third party's content: the customer looked in."""

    kind = "acme.shop_visit"
    direction = Direction.INBOUND
    department = Department.SALES


VISIT = After(
    proposal=Proposal(kind="acme.ask_back", channels=(Channel.EMAIL,)), event="acme.shop_visit", begins_days=0
)


def _after_events() -> Iterator[tuple[str, Morning]]:
    sale = bought("p-1", 3)
    thanked = did("n-1", 4, Note("thanked"), settles=("r-1/follow_up.thanks/p-1",))
    measured = did("s-1", 4, SatisfactionReading("csat", 5, AFTER, about="p-1"))
    yield "a sale", on(5, sale)
    yield "a sale that was thanked for", on(5, sale, thanked)
    yield "a sale that was measured", on(5, sale, measured)
    yield "a parcel that came", on(9, bought("p-1", 3, to_deliver=True), did("d-1", 5, Delivered("p-1")))
    yield "a meeting", on(4.5, did("m-1", 3, Conversation(event="spring_fair"), channel=Channel.IN_PERSON))
    yield "a cart", on(5, did("a-1", 3.5, AbandonedCart(category="coffee")))
    yield "a cart of anything", on(5, did("a-1", 3.5, AbandonedCart()))
    yield "work that was done", on(9, did("w-1", 3, WorkDone("changed the grind")))
    for name, category in (("a closed concern", "delivery"), ("a closed concern of no category", None)):
        raised = did("q-1", 2, Concern("wet", severity=Severity.MINOR, category=category))
        yield name, on(7, raised, did("q-2", 3, put_right("q-1")))
    asking = STANDARD.with_advising(recommenders=(VISIT,))
    yield "a visit", on(4, did("v-1", 3.5, Visited()), policies=asking)


def _open_items() -> Iterator[tuple[str, Morning]]:
    kept = did("o-1", 2, Promise("a sample", day(12))), did("o-2", 8, Delivered("o-1"))
    yield "a promise", on(17, *kept, did("o-3", 9, Promise("a price", day(20))))
    yield "a promise for the same day", on(9.1, did("o-3", 9, Promise("a price", day(9.2))))
    yield "a promise that was late when it was made", on(9, did("o-3", 9, Promise("a price", day(8))))
    yield "a broken promise", on(9, did("o-1", 2, Promise("a sample", day(5))))
    asked = did("q-1", 3, Question("how fine?"), by="c-1")
    yield "a question", on(3.1, asked)
    yield "an old question", on(20, asked)
    yield "a question of somebody who must not be told", on(4, asked, customer=barred())
    again = (
        did("k-0", 2, Concern("late", severity=Severity.MINOR, category="delivery")),
        did("k-2", 3, put_right("k-0")),
        CRUSHED,
    )
    yield "a grave concern that came again", on(9, *again, did("e-1", 5.1, Escalated("k-1", "ben")))
    yield "a concern that nobody can resolve", on(6, CRUSHED, company=team(ADA, CID))
    yield "a concern of no category", on(6, did("k-1", 5, Concern("?", severity=Severity.MINOR)))
    yield "a need", on(4, needed("quiet_grinders", Department.SALES, Department.MARKETING))
    yield "a need of no theme", on(4, needed(None, Department.TECHNICAL_SUPPORT))
    changed = did("c-1", 2, CustomerChanged(("address",))), did("o-1", 3, Opportunity("a second shop"))
    yield "a change and a chance", on(4, *changed, customer=known(is_key=True))
    yield "an owner who left", on(4, company=team(BEN, evolve(ADA, active=False)))
    yield "no owner", on(4, relationship=opened(DEDICATED, None))


def _rhythm() -> Iterator[tuple[str, Morning]]:
    yield "a first purchase long ago", on(186, *(bought(f"p-{n}", n) for n in (1, 60, 120, 170)))
    yield "a reading long ago", on(70, bought("p-1", 1), did("s-1", 3, SatisfactionReading("csat", 5, AFTER)))
    yield "a check long ago", on(70, bought("p-1", 1), followed("p-1", 2))
    letters = tuple(wrote(f"m-{n}", 2 + n) for n in range(3))
    yield "many letters", on(9, *letters, policies=PATIENT)
    yield "many letters somewhere", on(9, *letters, customer=known(evolve(LIN, zone=None)), policies=PATIENT)
    to_jo = tuple(wrote(f"m-{n}", 2 + n, to="p-1") for n in range(3))
    yield "many letters to one of several", on(9, *to_jo, customer=ACME, policies=PATIENT)
    spoke = did("c-1", 2, Question("how?"), by="p-1"), did("c-2", 3, Answered("c-1"))
    yield "people long unheard", on(96, *spoke, customer=ACME)
    yield "nobody to speak to", on(4, customer=organisation())


def _endings() -> Iterator[tuple[str, Morning]]:
    left = bought("p-1", 2), did("e-1", 10, Ended(EndReason.NEEDS_CHANGED, Party.CUSTOMER))
    yield "somebody who left", on(40, *left)
    tried = did("n-1", 41, Message(Purpose.MARKETING), settles=("r-1/win_back/episode-1/attempt-1",))
    yield "somebody who was asked back", on(75, *left, tried)


def _established() -> Iterator[tuple[str, Morning]]:
    yield "a birthday", on(29, *regular())
    leap = evolve(LIN, occasions=(Occasion(kind="name_day", month=2, day=29),))
    lately = (bought("p-8", 300), followed("p-8", 301), bought("p-9", 340), followed("p-9", 341))
    yield "a leap day", on(363, *regular(*lately), customer=known(leap))
    committed = did("g-1", 23.5, StageChanged(Stage.COMMITMENT, "agreed", day(60)))
    for tie, category, business in (
        ("a purchase", "coffee", None),
        ("a business", "syrup", "bakery"),
        ("the company", "syrup", None),
    ):
        last = bought("p-9", 24, category), followed("p-9", 25)
        told = on(30, *regular(committed, *last), customer=known(business=business))
        yield f"a gift that goes with {tie}", told
    yield "a need that something meets", on(27, *regular(needed("quiet", at=26)))
    yield "nothing but what sells", on(27, *regular(), company=evolve(SHOP, articles=()))
    wanted = evolve(LIN, wanted_type=RelationshipType.PERSONAL_ASSISTANCE)
    yield "somebody who wants less", on(27, *regular(), customer=known(wanted))


def _hands() -> Iterator[tuple[str, Morning]]:
    """Who does it, for every reason that there is for somebody or against."""
    minor = did("k-1", 5, Concern("late", severity=Severity.MINOR, category="delivery"))
    upset = evolve(BEN, triggers=("angry_customer",))
    weekend = evolve(ADA, hours=OFFICE)
    touchy = evolve(ADA, triggers=("delivery",))
    yield "somebody whom it sets off", on(6, minor, company=team(touchy, BEN, CID))
    yield "somebody has to learn", on(6, CRUSHED, company=team(ADA, upset, CID))
    yield "somebody could learn", on(6, CRUSHED, company=team(upset, CID), relationship=opened(owner=None))
    yield "nobody can", on(6, CRUSHED, company=team(upset), relationship=opened(owner=None))
    yield (
        "the stronger",
        on(6, minor, company=team(skilled("dan", 4, capabilities=("delivery",)), skilled("eve", 5))),
    )
    wrote_to = wrote("m-1", 3, by="eve"), wrote("m-2", 2, by="dan")
    equal = team(*(Agent(id=one, capabilities=("delivery",), load=2) for one in ("dan", "eve")))
    yield "who wrote last", on(6, *wrote_to[::-1], minor, company=equal)
    yield "who wrote at all", on(6, wrote_to[0], minor, company=equal)
    yield "who has less to do", on(6, minor, company=team(BEN, evolve(CID, capabilities=("delivery",))))
    unknown = Agent(id="dan", capabilities=("delivery",)), BEN
    yield "of whom it is known", on(6, minor, company=team(*unknown))
    yield "a weekend", on(8, bought("p-1", 3), company=team(weekend, BEN, CID))
    yield "another department", on(4, needed("tea", Department.CUSTOMER_SERVICE))
    yield (
        "a department that nobody knows",
        on(
            4,
            needed("tea", Department.SALES),
            company=team(skilled("dan", 3)),
            relationship=opened(owner=None),
        ),
    )
    yield "no department", on(4, needed("tea", Department.MARKETING))
    yield "a team that is not known", on(5, bought("p-1", 3), company=None)
    yield "nobody at all", on(5, bought("p-1", 3), company=None, relationship=opened(owner=None))


def monday() -> Morning:
    """A morning like many others: Lin, who buys week after week, on 30 March."""
    return on(
        29 + 2 / 3,
        *regular(),
        wrote("m-1", 17, to="c-1"),
        did("k-1", 23, Concern("soaked", severity=Severity.MINOR, category="delivery"), by="c-1"),
        did("k-2", 24, put_right("k-1")),
        bought("p-4", 26, "syrup"),
        did("o-1", 27, Promise("a sample of the new roast", day(31))),
        did("q-1", 29.5, Question("can it be ground finer?"), by="c-1"),
        relationship=opened(zone=MANILA),
        company=team(evolve(ADA, load=3, hours=OFFICE), BEN, CID),
    )


@cache
def mornings() -> dict[str, Morning]:
    """Every morning by what it shows."""
    made = (_after_events(), _open_items(), _rhythm(), _endings(), _established(), _hands())
    return {name: morning for some in made for name, morning in some}


def lints() -> tuple[Decision, ...]:
    """What is found of recommenders that ask more than the fold keeps, or than a beginner has."""
    high = Proposal(kind="hologram", technology=Technology.HIGH)
    few = KeyContact(persons=3, proposal=high, finding=high)
    late = After(proposal=high, event="work_done", expires_days=900)
    return lint(STANDARD.with_advising(recommenders=(late, few)))


def proposed(told: Review) -> tuple[Recommendation, ...]:
    """Everything that is proposed: to be done now, not to be done, or to be done later."""
    return (*told.recommendations, *(one.recommendation for one in told.withheld), *told.upcoming)


def reasons_of(told: Review) -> Iterator[Reason]:
    """Why it is proposed, why it may not be done, and why by whom."""
    for one in proposed(told):
        yield from one.reasons
    for withheld in told.withheld:
        yield from withheld.decision.reasons
    for action in told.actions:
        yield from (*action.decision.reasons, *action.assignment.decision.reasons)
