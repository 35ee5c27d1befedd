"""An offer meets a need, or goes with what was bought and is not owned; to whom it may be made, others say."""

from typing import Any

import pytest
from attrs import evolve

from relcore import may_contact
from relcore.errors import FieldError, PolicyError
from relcore.model import Company, Customer, Interaction, Recommendation
from relcore.policies import Consented, NoOpenConcern
from relcore.policies.recommending.matching import Offers
from relcore.policy_set import Memory
from relcore.testing.laws import check_recommender
from relcore.vocabulary import (
    Channel,
    EndReason,
    Party,
    Priority,
    Purpose,
    RelationshipType,
    Stage,
    Technology,
    Verdict,
)
from tests.unit.kernel.history import (
    after,
    concern,
    day,
    ended,
    moved_by_hand,
    opened,
    resolved,
    taken_back,
    under,
)
from tests.unit.policies.contact.contacts import consent, under_rules
from tests.unit.policies.recommending.matching_words import (
    InShop,
    asked,
    bought,
    did,
    established,
    firm,
    lin,
    mia,
    needs,
    noor,
    product,
    refuses,
    shop,
)

OFFERS = Offers()
LIN = lin()
CUPS = product("cup-1", "cups", after=("tea",))
TEA = bought("p1", 2, "tea")
ALBUM = product("album", "books", meets=("a gift", "reading"))
BESPOKE = product("bespoke", "tea", meets=("a gift",), customised=True)
MARKETING = (Channel.EMAIL, Channel.PHONE)


def offered(
    *history: Interaction[Any],
    of: Company | None = None,
    who: Customer | None = LIN,
    by: Offers = OFFERS,
    **given: Any,
) -> list[str]:
    """What is offered to somebody with whom the relationship is established."""
    company = shop(CUPS) if of is None else of
    return [
        one.occasion for one in asked(by, established(), *history, customer=who, company=company, **given)
    ]


def offer(*history: Interaction[Any], **given: Any) -> Recommendation:
    """The one offer."""
    known: dict[str, Any] = {"customer": LIN, "company": shop(CUPS)}
    (found,) = asked(OFFERS, established(), *history, **(known | given))
    assert isinstance(found, Recommendation)
    return found


@pytest.mark.concept("E4b")
def test_what_goes_with_a_purchase_and_is_not_owned_is_offered_once_it_is_established() -> None:
    found = offer(TEA)
    assert (found.key, found.topic, found.not_before) == ("r-1/other_product/cup-1", "cups", None)
    assert (found.purpose, found.priority, found.channels) == (
        Purpose.MARKETING,
        Priority.COMMERCIAL,
        (Channel.EMAIL,),
    )
    told = [(reason.code, reason.holds, reason.measured, reason.evidence) for reason in found.reasons]
    assert told == [("goes_with", True, "tea", ("p1",)), ("not_owned", True, "cups", ())]
    for stage in (Stage.EXPLORATION, Stage.AWARENESS):
        young = moved_by_hand("n", day(3), stage, day(4_000))
        assert asked(OFFERS, TEA, young, customer=LIN, company=shop(CUPS)) == []
    committed = moved_by_hand("n", day(3), Stage.COMMITMENT, day(4_000))
    assert offered(TEA, committed) == ["cup-1"]
    assert offered(TEA, ended("z", day(3), EndReason.NEEDS_CHANGED, Party.CUSTOMER)) == []


@pytest.mark.concept("E4b")
def test_what_is_owned_is_not_offered() -> None:
    assert offered(TEA, bought("p2", 3, "cups")) == []
    assert offered(TEA, bought("p2", 3, "saucers")) == ["cup-1"]
    assert offered(TEA, bought("p2", 3, "cups"), taken_back("b", day(4), "p2", cancels=True)) == ["cup-1"]
    assert offered(TEA, bought("p2", 3, "cups"), taken_back("b", day(4), "p2", "5.00")) == []


@pytest.mark.concept("E4b")
def test_what_goes_with_nothing_that_was_bought_is_not_offered() -> None:
    assert offered() == []
    assert offered(bought("p1", 2, "coffee")) == []
    assert offered(TEA, taken_back("b", day(4), "p1", cancels=True)) == []


def test_what_goes_with_anything_is_offered_to_whoever_has_bought() -> None:
    anything = shop(product("card", "cards"))
    assert offered(of=anything) == []
    found = offer(TEA, bought("p2", 3, "milk"), bought("p3", 4, "tea"), company=anything)
    assert [(one.code, one.measured, one.evidence) for one in found.reasons] == [
        ("goes_with", "tea", ("p1", "p3")),
        ("not_owned", "cards", ()),
    ]


@pytest.mark.concept("E4b")
def test_a_purchase_without_a_category_may_have_been_of_any() -> None:
    assert offered(TEA, bought("p2", 3)) == []
    assert offered(*[bought(f"p{n}", 2 + n) for n in range(20)], of=shop(product("card", "cards"))) == []
    assert offered(TEA, bought("p2", 3), taken_back("b", day(4), "p2", cancels=True)) == ["cup-1"]


@pytest.mark.concept("E4b")
def test_of_the_first_episode_the_categories_are_kept_when_memory_lets_go_of_purchases() -> None:
    small = under(memory=Memory(purchases=2))
    later = [bought(f"q{n}", 4 + n, "milk") for n in range(4)]
    found = offer(TEA, *later, policies=small)
    assert (found.occasion, found.reasons[0].measured, found.reasons[0].evidence) == ("cup-1", "tea", ())
    assert offered(TEA, bought("p2", 3, "cups"), *later, policies=small) == []
    forgetful = under(memory=Memory(purchases=2, categories=1))
    assert offered(TEA, *later, policies=forgetful) == []


def test_where_all_purchases_are_remembered_nothing_is_lost_with_the_categories() -> None:
    forgetful = under(memory=Memory(categories=1))
    assert offered(TEA, bought("p2", 3, "milk"), policies=forgetful) == ["cup-1"]
    assert offered(TEA, bought("p2", 3, "cups"), policies=forgetful) == []


def again(*first: Interaction[Any]) -> tuple[Interaction[Any], ...]:
    """A second episode, after one with these purchases."""
    left = ended("z", day(30), EndReason.NEEDS_CHANGED, Party.CUSTOMER)
    return (*first, left, bought("p9", 60, "tea"), moved_by_hand("n", day(61), Stage.EXPANSION, day(4_000)))


@pytest.mark.concept("E4b")
def test_what_was_bought_in_an_earlier_episode_is_owned_and_unknown_where_that_is_forgotten() -> None:
    assert after(established(), *again(TEA)).episode == 2
    assert offered(*again(TEA)) == ["cup-1"]
    assert offered(*again(bought("p1", 2, "cups"))) == []
    undone = (bought("p2", 3, "cups"), taken_back("b", day(4), "p2", cancels=True))
    assert offered(*again(TEA, *undone)) == ["cup-1"]
    small = under(memory=Memory(purchases=1))
    assert offered(*again(TEA), policies=small) == []
    assert offered(*again(), policies=small) == ["cup-1"]


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (product("z", "cups", after=("tea", "milk")), product("a", "pots", after=("tea",))),
        (product("z", "cups", after=("tea",)), product("a", "pots")),
        (product("a", "cups"), product("z", "pots")),
    ],
    ids=["goes with more", "goes with something", "id"],
)
def test_of_others_the_one_that_goes_with_most_comes_first(better: Any, worse: Any) -> None:
    history = (TEA, bought("p2", 3, "milk"))
    for of in (shop(better, worse), shop(worse, better)):
        assert offered(*history, of=of) == [better.id]
        assert offered(*history, did("x", day(4), f"other_product/{better.id}"), of=of) == [worse.id]


@pytest.mark.concept("G2")
def test_a_product_is_offered_that_meets_a_need() -> None:
    history = (needs("s", 2, "something to give away", theme="A gift"), needs("t", 3, "a GIFT"))
    found = offer(*history, company=shop(ALBUM))
    assert (found.key, found.topic) == ("r-1/customised_offer/album", "books")
    assert (found.purpose, found.priority, found.channels) == (
        Purpose.MARKETING,
        Priority.COMMERCIAL,
        MARKETING,
    )
    told = [(reason.code, reason.holds, reason.measured, reason.evidence) for reason in found.reasons]
    assert told == [("need_met", True, "a gift", ("s", "t"))]
    assert offered(who=lin(needs=("Reading",)), of=shop(ALBUM)) == ["album"]
    assert offered(who=lin(needs=("a present",)), of=shop(ALBUM)) == []
    assert offered(needs("s", 2, "a gift", theme="money"), of=shop(ALBUM)) == []
    assert offered(of=shop(ALBUM)) == []


@pytest.mark.concept("G2")
def test_what_is_owned_meets_no_need_any_more_unless_it_is_made_to_measure() -> None:
    need = needs("s", 2, "a gift")
    assert offered(need, bought("p", 3, "books"), of=shop(ALBUM)) == []
    assert offered(need, bought("p", 3, "tea"), of=shop(BESPOKE)) == ["bespoke"]


def test_where_it_is_not_known_what_is_owned_a_need_is_met_all_the_same() -> None:
    assert offered(needs("s", 2, "a gift"), bought("p", 3), of=shop(ALBUM)) == ["album"]


@pytest.mark.concept("G2")
@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (
            product("z", "tea", meets=("a gift",), customised=True),
            product("a", "cups", meets=("a gift", "reading")),
        ),
        (
            product("z", "cups", meets=("a gift", "reading")),
            product("a", "tea", meets=("a gift", "A Gift", "rest")),
        ),
        (product("a", "cups", meets=("a gift",)), product("z", "tea", meets=("reading",))),
        (product("z", "cups", meets=("a gift",)), product("a", "pots", after=("milk",))),
    ],
    ids=["made to measure", "most needs", "id", "needs before others"],
)
def test_what_meets_needs_best_comes_first(better: Any, worse: Any) -> None:
    history = (needs("s", 2, "a gift"), needs("t", 3, "reading"), bought("p", 4, "milk"))
    for of in (shop(better, worse), shop(worse, better)):
        assert offered(*history, of=of) == [better.id]
        assert offered(*history, did("x", day(5), f"customised_offer/{better.id}"), of=of) == [worse.id]


@pytest.mark.concept("G6")
def test_an_offer_says_how_much_technology_it_takes() -> None:
    need = needs("s", 2, "a gift")
    assert offer(need, company=shop(BESPOKE)).technology is Technology.HIGH
    assert offer(need, company=shop(ALBUM)).technology is Technology.MID
    plain = offer(TEA, company=shop(product("to order", "cups", customised=True)))
    assert (plain.kind, plain.technology) == ("other_product", Technology.MID)


def test_each_product_is_offered_once_in_whichever_way() -> None:
    of = shop(product("cup-1", "cups", after=("tea",), meets=("a gift",)))
    need = needs("s", 3, "a gift")
    assert offered(TEA, did("x", day(4), "other_product/cup-1"), of=of, at=400) == []
    assert offered(TEA, did("x", day(4), "customised_offer/cup-1"), of=of, at=400) == []
    assert offered(TEA, need, did("x", day(4), "other_product/cup-1"), of=of, at=400) == []
    assert offered(TEA, need, did("x", day(4), "other_product/cup"), of=of, at=400) == ["cup-1"]


def test_what_memory_let_go_of_may_have_been_offered() -> None:
    small = under(memory=Memory(carried_out=1))
    done = [did(f"x{n}", day(4 + n), f"customised_offer/{n}") for n in range(2)]
    assert offered(TEA, *done, policies=small, at=400) == []
    assert offered(TEA, *done[:1], policies=small, at=400) == ["cup-1"]


def test_two_offers_of_either_kind_keep_their_distance() -> None:
    for kind in ("other_product", "customised_offer"):
        found = offer(TEA, did("x", day(4), f"{kind}/old"))
        assert found.not_before == day(34)
    both = (did("x", day(4), "customised_offer/old"), did("y", day(6), "other_product/old"))
    assert offer(TEA, *both).not_before == day(36)
    assert offer(TEA, did("x", day(4), "other_product/old"), bought("p2", 34, "milk")).not_before is None
    weekly = Offers(cooldown_days=7)
    (found,) = asked(
        weekly, established(), TEA, did("x", day(4), "other_product/old"), customer=LIN, company=shop(CUPS)
    )
    assert found.not_before == day(11)


def test_what_is_not_wanted_is_not_offered() -> None:
    of = shop(CUPS, product("pot-1", "tea pots", after=("tea",)))
    assert offered(TEA, of=of) == ["cup-1"]
    assert offered(TEA, refuses("s", 3, "CUPS"), of=of) == ["pot-1"]
    assert offered(TEA, of=of, who=lin(unwanted=("cups", "Tea-Pots"))) == []
    assert offered(TEA, of=of, who=firm(mia(unwanted=("cups",)), noor())) == ["pot-1"]
    assert offered(TEA, of=of, who=firm(noor(), mia(unwanted=("cups",)))) == ["cup-1"]
    need = needs("s", 2, "a gift", by="noor")
    assert offered(need, of=shop(ALBUM), who=firm(mia(unwanted=("books",)), noor())) == ["album"]
    assert offered(need, of=shop(ALBUM), who=firm(mia(), noor(unwanted=("books",)))) == []


@pytest.mark.concept("G2")
def test_of_an_organisation_it_is_offered_to_whoever_stated_the_need() -> None:
    people = firm(mia(), noor(needs=("reading",)))
    assert offer(customer=people, company=shop(ALBUM)).person == "noor"
    assert offer(needs("s", 2, "reading", by="mia"), customer=people, company=shop(ALBUM)).person == "mia"
    people = firm(mia(), noor())
    assert offer(needs("s", 2, "a gift"), customer=people, company=shop(ALBUM)).person == "mia"
    assert offer(needs("s", 2, "a gift", by="noor"), customer=people, company=shop(ALBUM)).person == "noor"
    assert offer(needs("s", 2, "a gift"), customer=firm(), company=shop(ALBUM)).person is None


@pytest.mark.concept("E4b", "G2")
def test_it_is_withheld_without_consent_to_marketing_and_while_a_concern_is_open() -> None:
    rules = under_rules(Consented(), NoOpenConcern())
    agreed = lin(consents=(consent(),))
    need, complaint = needs("s", 3, "a gift"), concern("k", day(4))
    for company, history in ((shop(CUPS), (TEA,)), (shop(ALBUM), (TEA, need))):
        found = offer(*history, company=company)
        told = []
        for who, more in (
            (agreed, ()),
            (LIN, ()),
            (agreed, (complaint,)),
            (agreed, (complaint, resolved("d", day(5), "k"))),
        ):
            state = after(established(), *history, *more)
            decision = may_contact(found, state, who, at=day(6), policies=rules)
            told.append((decision.verdict, decision.policy))
        assert told[1:3] == [(Verdict.REFUSED, "consented"), (Verdict.REFUSED, "no_open_concern")]
        assert [told[0][0], told[3][0]] == [Verdict.ALLOWED, Verdict.ALLOWED]


@pytest.mark.concept("B1", "B5")
def test_nothing_is_offered_where_no_outreach_was_agreed() -> None:
    for type in (RelationshipType.TRANSACTIONAL, RelationshipType.SELF_SERVICE):
        assert (
            offered(TEA, needs("s", 3, "a gift"), of=shop(CUPS, ALBUM), relationship=opened(type=type)) == []
        )


def test_without_a_customer_or_products_nothing_is_offered() -> None:
    assert offered(TEA, who=None) == []
    assert offered(TEA, of=Company()) == []
    assert offered(TEA, of=shop()) == []
    assert asked(OFFERS, established(), TEA, customer=LIN, company=None) == []


def test_either_sort_of_offer_can_be_left_out() -> None:
    of, history = shop(CUPS, ALBUM), (TEA, needs("s", 3, "a gift"))
    assert offered(*history, of=of) == ["album"]
    assert offered(*history, of=of, by=Offers(for_needs=None)) == ["cup-1"]
    assert offered(TEA, of=of, by=Offers(others=None)) == []
    later = evolve(OFFERS.others, stages=(Stage.COMMITMENT,)) if OFFERS.others else None
    assert offered(TEA, of=of, by=Offers(others=later)) == []


@pytest.mark.parametrize(
    ("given", "error", "message"),
    [
        ({"cooldown_days": -1}, PolicyError, r"Offers\.cooldown_days is -1"),
        ({"for_needs": "offer"}, FieldError, r"Offers\.for_needs is 'offer'; expected a Proposal"),
        ({"others": 3}, FieldError, r"Offers\.others is 3; expected a Proposal"),
        (
            {"others": OFFERS.for_needs},
            PolicyError,
            r"Offers\.others is 'customised_offer'; expected another",
        ),
    ],
)
def test_what_is_no_parameter_of_it_is_refused_and_named(
    given: dict[str, Any], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        Offers(**given)


def test_it_keeps_the_laws_of_a_recommender() -> None:
    check_recommender(OFFERS, max_examples=20)
    stages = tuple(Stage)
    assert OFFERS.for_needs is not None
    assert OFFERS.others is not None
    always = Offers(
        for_needs=evolve(OFFERS.for_needs, stages=stages), others=evolve(OFFERS.others, stages=stages)
    )
    of = shop(CUPS, ALBUM, BESPOKE, product("d", "delivery"), product("e", "x", meets=("invoices", "a")))
    for who in (lin(needs=("reading",)), lin(), firm(mia(), noor(needs=("a gift",)))):
        check_recommender(InShop(always, who, of), max_examples=20)
