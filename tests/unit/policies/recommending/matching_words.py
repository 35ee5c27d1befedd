"""The words in which the tests of matching tell who cares for what, and what there is to give."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from attrs import evolve, frozen

from relcore.model import (
    Article,
    Company,
    Customer,
    Interaction,
    Person,
    Product,
    Purchase,
    Recommendation,
    Relationship,
)
from relcore.model.contents import Message
from relcore.model.money import Money
from relcore.policies import Situation
from relcore.policies.protocols import Recommender
from relcore.policy_set import STANDARD, PolicySet
from relcore.vocabulary import CustomerKind, Purpose, Stage, StatementTopic
from tests.unit.kernel.history import after, day, happened, moved_by_hand
from tests.unit.policies.seen import stated


def lin(**given: Any) -> Customer:
    """A customer who is one person."""
    return Customer(id="c-1", name="Lin", persons=(Person(id="c-1", name="Lin", **given),))


def firm(*persons: Person) -> Customer:
    """An organisation with its key contacts."""
    return Customer(id="c-1", name="Orchard & Sons", kind=CustomerKind.ORGANISATION, persons=persons)


def mia(**given: Any) -> Person:
    """A key contact of the organisation."""
    return Person(id="mia", name="Mia", **given)


def noor(**given: Any) -> Person:
    """Another one."""
    return Person(id="noor", name="Noor", **given)


def article(id: str, *topics: str, out: float | None = None, **given: Any) -> Article:
    """Something to read, published on a day where that is known."""
    return Article(id=id, topics=topics, published_at=None if out is None else day(out), **given)


def product(id: str, category: str, **given: Any) -> Product:
    """Something that is sold."""
    return Product(id=id, category=category, **given)


def shop(*things: Article | Product) -> Company:
    """A company with what it has to give."""
    articles = tuple(one for one in things if isinstance(one, Article))
    return Company(articles=articles, products=tuple(one for one in things if isinstance(one, Product)))


def likes(id: str, at: float, text: str, by: str | None = None, **given: Any) -> Interaction[Any]:
    """A statement of an interest."""
    return stated(id, day(at), StatementTopic.INTEREST, text, by=by, **given)


def needs(id: str, at: float, text: str, by: str | None = None, **given: Any) -> Interaction[Any]:
    """A statement of a need."""
    return stated(id, day(at), StatementTopic.NEED, text, by=by, **given)


def refuses(id: str, at: float, text: str) -> Interaction[Any]:
    """A statement of what is not wanted."""
    return stated(id, day(at), StatementTopic.UNWANTED, text)


def bought(id: str, at: float, category: str | None = None) -> Interaction[Any]:
    """A purchase in a category, where that is known."""
    return happened(id, day(at), Purchase(Money("25.00", "EUR"), category))


def did(id: str, at: datetime, *keys: str) -> Interaction[Any]:
    """A message that carries out what was recommended."""
    return happened(id, at, Message(Purpose.MARKETING), settles=tuple(f"r-1/{key}" for key in keys))


def established(at: float = 1.5) -> Interaction[Any]:
    """What brings the relationship into expansion, by hand."""
    return moved_by_hand("m", day(at), Stage.EXPANSION, day(4_000))


def asked(
    recommender: Recommender,
    *history: Interaction[Any],
    at: float | None = None,
    customer: Customer | None = None,
    company: Company | None = None,
    relationship: Relationship | None = None,
    policies: PolicySet = STANDARD,
) -> list[Any]:
    """What is recommended after a history, on its last instant unless said otherwise."""
    state = after(*history, relationship=relationship, policies=policies)
    moment = state.last_at if at is None else day(at)
    return list(recommender.recommend(Situation(state, moment, 30.0, customer, company)))


@frozen
class InShop:
    """A recommender that is asked about a customer and a company whom it has something for."""

    recommender: Recommender
    customer: Customer
    company: Company

    def recommend(self, situation: Situation) -> Iterable[Recommendation]:
        """What it recommends to them, and that it is the same at any time and in whatever order things are listed."""
        company = self.company
        turned = evolve(
            company,
            articles=tuple(reversed(company.articles or ())),
            products=tuple(reversed(company.products or ())),
        )
        asked = evolve(situation, customer=self.customer, company=company)
        found = tuple(self.recommender.recommend(asked))
        for other in (evolve(asked, company=turned), evolve(asked, at=asked.at + timedelta(days=400))):
            assert tuple(self.recommender.recommend(other)) == found
        assert len(found) <= 1
        return found
