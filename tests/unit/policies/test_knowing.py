"""What is known of a customer and what is not: unknown stays unknown, and can be counted."""

from typing import Any

import pytest
from attrs import evolve, frozen

from relcore.errors import PolicyError
from relcore.model import Agent, Company, Interaction, Money, Note, Purchase, ShareOfWallet
from relcore.policies import (
    Count,
    Dependence,
    Known,
    MotiveCompleteness,
    OpenConcerns,
    Overdue,
    PurchaseDays,
    Reliability,
    Situation,
    UncoveredNeeds,
    Unidentified,
    Unnoted,
    common_interests,
)
from relcore.policy_set import STANDARD, Memory
from relcore.vocabulary import Channel, Direction, StatementTopic
from tests.unit.kernel.history import MOMENT, after, day, delivered, happened, note, promise, taken_back
from tests.unit.policies.seen import call, customer, message, seen, stated

MOTIVE, NEED, INTEREST = StatementTopic.MOTIVE, StatementTopic.NEED, StatementTopic.INTEREST


def bought(id: str, at: Any, motive: str | None = None) -> Interaction[Any]:
    return happened(id, at, Purchase(Money("5.00", "EUR"), motive=motive))


@pytest.mark.concept("A4")
def test_what_is_not_known_counts_as_not_known_whatever_it_would_be() -> None:
    share = Known(Dependence())
    assert (share.measure(seen()), share.evidence(seen())) == (0, ())
    told = seen(happened("w", day(2), ShareOfWallet(0)))
    assert (share.measure(told), share.evidence(told)) == (1, ("w",))
    assert Known(Reliability()).measure(seen(promise("o", day(2), day(9)))) == 0
    assert Known(Reliability()).measure(seen(promise("o", day(2), day(9)), delivered("d", day(3), "o"))) == 1


@frozen
class Own:
    """A user's own metric."""

    def measure(self, situation: Situation) -> float | None:
        """Nothing is known."""
        return None


def test_whether_something_is_known_is_named_and_moved_as_that_is() -> None:
    known = Known(Dependence())
    assert (known.code, known.unit, known.steady) == ("known.dependence", "known", True)
    assert known.rises_with == known.falls_with == frozenset({"share_of_wallet"})
    assert Known(PurchaseDays()).falls_with == frozenset({"opening_balance", "purchase", "return"})
    assert not Known(Overdue()).steady
    assert Known(Overdue()).rises_with is None
    assert (Known(Own()).measure(seen()), Known(Own()).rises_with) == (0, None)
    metric: Any = "dependence"
    with pytest.raises(PolicyError, match=r"metric is 'dependence'; expected a metric"):
        Known(metric)


def test_a_count_becomes_unknown_with_any_kind_that_does_not_fit_into_memory() -> None:
    small = evolve(STANDARD, folding=evolve(STANDARD.folding, memory=Memory(kinds=1)))
    known = Known(Count("pledge"))
    assert known.measure(seen(note("n", day(2)), policies=small)) == 1
    assert known.measure(seen(note("n", day(2)), message("m", day(3)), policies=small)) == 0


@pytest.mark.parametrize(
    ("history", "percent"),
    [
        ((), 0),
        ((bought("p", day(2)),), 0),
        ((bought("p", day(2), "a birthday"),), 50),
        ((stated("m", day(2), MOTIVE, "close by"),), 100),
        ((stated("m", day(2), MOTIVE, "close by"), bought("p", day(3))), 50),
        ((stated("m", day(2), MOTIVE, "close by"), bought("p", day(3), "a birthday")), 100),
        ((bought("p", day(2), "a birthday"), bought("q", day(3))), 33),
        ((stated("n", day(2), NEED, "decaf"), stated("v", day(2), StatementTopic.VALUE, "fresh")), 0),
        ((bought("p", day(2)), taken_back("b", day(3), "p", cancels=True)), 0),
        (
            (
                bought("p", day(2)),
                taken_back("b", day(3), "p", cancels=True),
                stated("z", day(4), MOTIVE, "x"),
            ),
            100,
        ),
    ],
)
@pytest.mark.concept("A4")
def test_how_much_is_known_of_why_is_counted(history: tuple[Interaction[Any], ...], percent: int) -> None:
    assert MotiveCompleteness().measure(seen(*history)) == percent


@pytest.mark.concept("A4")
def test_a_motive_that_nobody_stated_stays_unknown() -> None:
    relationship = after(bought("p", day(2)), bought("q", day(3), "a birthday"))
    assert [purchase.motive for purchase in relationship.recent_purchases] == [None, "a birthday"]
    assert MOTIVE not in relationship.knowledge.said
    assert MotiveCompleteness().evidence(seen(bought("p", day(2)))) == ()


@pytest.mark.concept("A4")
def test_completeness_cites_what_gives_a_motive() -> None:
    history = (
        stated("m", day(2), MOTIVE, "close by"),
        bought("p", day(3)),
        bought("q", day(4), "a birthday"),
    )
    assert MotiveCompleteness().evidence(seen(*history)) == ("m", "q")


@pytest.mark.concept("F3")
def test_what_customers_need_like_and_do_not_want_is_remembered_with_its_source() -> None:
    said = after(
        stated("n", day(2), NEED, "decaf in the evening", "decaf"),
        stated("u", day(3), StatementTopic.UNWANTED, "no calls at noon", by="lin"),
        stated("i", day(4), INTEREST, "roasting"),
    ).knowledge.said
    assert [(s.id, s.text, s.theme) for s in said[NEED]] == [("n", "decaf in the evening", "decaf")]
    assert [(s.id, s.by) for s in said[StatementTopic.UNWANTED]] == [("u", "lin")]
    assert [s.id for s in said[INTEREST]] == ["i"]


@pytest.mark.concept("F3")
def test_what_was_not_said_is_not_known() -> None:
    assert after(bought("p", day(2)), note("n", day(3))).knowledge.said == {}


@pytest.mark.concept("E2d")
def test_a_comment_is_kept_by_its_theme_and_is_no_complaint() -> None:
    comments = [
        stated("c1", day(2), StatementTopic.COMMENT, "the lid sticks", "packaging", by="lin"),
        stated("c2", day(3), StatementTopic.COMMENT, "a nicer bag", "packaging"),
    ]
    relationship = after(*comments)
    kept = relationship.knowledge.said[StatementTopic.COMMENT]
    assert [(s.id, s.theme, s.by) for s in kept] == [("c1", "packaging", "lin"), ("c2", "packaging", None)]
    assert relationship.items == {}
    assert OpenConcerns().measure(seen(*comments)) == 0


def covered(*topics: str) -> Company:
    return Company(help_topics=topics)


DECAF = stated("n", day(2), NEED, "decaf in the evening", "decaf")


@pytest.mark.concept("B5")
def test_a_need_that_no_help_resource_covers_is_found() -> None:
    metric = UncoveredNeeds()
    assert metric.found(seen(DECAF, company=covered())) == ("n",)
    assert metric.found(seen(DECAF, company=covered("returns"))) == ("n",)
    assert metric.evidence(seen(DECAF, company=covered("returns"))) == ("n",)


@pytest.mark.concept("B5")
def test_a_need_that_is_covered_by_its_theme_or_else_its_words_is_not() -> None:
    metric = UncoveredNeeds()
    plain = stated("w", day(3), NEED, "Opening hours")
    assert metric.measure(seen(DECAF, plain, company=covered("Decaf", "opening HOURS"))) == 0
    assert metric.found(seen(DECAF, plain, company=covered("decaf in the evening"))) == ("n", "w")
    assert metric.measure(seen(stated("i", day(2), INTEREST, "decaf"), company=covered())) == 0


@pytest.mark.concept("B5")
def test_without_the_help_resources_it_is_not_known() -> None:
    for own in (None, Company()):
        assert UncoveredNeeds().measure(seen(DECAF, company=own)) is None
        assert UncoveredNeeds().evidence(seen(DECAF, company=own)) == ()


@pytest.mark.concept("B6")
def test_who_the_customer_is_is_known_or_not_or_nobody_can_say() -> None:
    metric = Unidentified()
    assert metric.measure(seen(customer=customer(identified=False))) == 1
    assert metric.measure(seen(customer=customer())) == 0
    assert metric.measure(seen()) is None
    assert metric.evidence(seen(customer=customer())) == ()


@pytest.mark.concept("F6")
def test_a_conversation_without_a_note_shows_after_its_time() -> None:
    talked = call("t", day(2), channel=Channel.PHONE)
    limit = seen(talked, at=3)
    assert Unnoted().found(limit) == ()
    late = evolve(limit, at=limit.at + MOMENT)
    assert (Unnoted().found(late), Unnoted().measure(late), Unnoted().evidence(late)) == (("t",), 1, ("t",))
    assert Unnoted(hours=1.5).found(seen(talked, at=2 + 2 / 24)) == ("t",)
    assert Unnoted(hours=1.5).found(seen(talked, at=2 + 1 / 24)) == ()


@pytest.mark.concept("F6")
def test_a_note_settles_the_conversation_that_it_is_about_and_else_the_latest() -> None:
    both = (call("t", day(2)), call("u", day(2.5), direction=Direction.INBOUND))
    about = happened("n", day(9), Note("wants decaf", about="t"))
    assert Unnoted().found(seen(*both, at=9)) == ("t", "u")
    assert Unnoted().found(seen(*both, about)) == ("u",)
    assert Unnoted().found(seen(*both, note("n", day(9)))) == ("t",)
    assert Unnoted().found(seen(*both, happened("n", day(9), Note("a letter", about="x")))) == ("t", "u")


@pytest.mark.concept("F6")
def test_what_members_say_to_each_other_needs_no_note() -> None:
    among = call("t", day(2), direction=Direction.BETWEEN_CUSTOMERS)
    assert Unnoted().found(seen(among, at=9)) == ()


@pytest.mark.concept("F6")
def test_what_was_no_live_conversation_needs_no_note() -> None:
    assert Unnoted().found(seen(call("t", day(2), held=False), message("m", day(3)), at=9)) == ()


ADA = Agent(id="ada", interests=("Roasting", "cycling"))


@pytest.mark.concept("F5")
def test_common_interests_come_with_their_evidence() -> None:
    relationship = after(
        stated("i1", day(2), INTEREST, "I roast at home", "roasting"),
        stated("i2", day(3), INTEREST, "ROASTING"),
        stated("i3", day(4), INTEREST, "opera"),
    )
    (reason,) = common_interests(relationship, ADA)
    assert (reason.code, reason.measured, reason.holds, reason.unit) == (
        "common_interest",
        "Roasting",
        True,
        "topic",
    )
    assert reason.evidence == ("i1", "i2")


@pytest.mark.concept("F5")
def test_where_nothing_is_shared_or_known_there_is_no_common_interest() -> None:
    assert common_interests(after(stated("i", day(2), INTEREST, "opera")), ADA) == ()
    assert common_interests(after(), ADA) == ()
    assert common_interests(after(stated("i", day(2), INTEREST, "cycling")), Agent(id="bo")) == ()
    assert common_interests(after(stated("n", day(2), NEED, "cycling")), ADA) == ()
    several = after(stated("i", day(2), INTEREST, "cycling"), stated("j", day(3), INTEREST, "roasting"))
    assert [reason.measured for reason in common_interests(several, ADA)] == ["cycling", "Roasting"]
