"""What the company has to give meets what the customer cares for, needs, or does not own yet.

One at a time, the best; and which one that is changes with what happens, never with the clock. An offer, or something
to read, is carried out by the interaction that names its key and by no other: a message does not say what is in it.
What was bought is owned, and is offered no more.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from unicodedata import normalize

from attrs import evolve, frozen

from relcore.errors import PolicyError
from relcore.model.customer import Customer, Person
from relcore.model.decision import Reason
from relcore.model.instants import EARLIEST, LATEST, RESOLUTION
from relcore.model.offerings import Product
from relcore.model.recommendation import Recommendation
from relcore.model.relationship import Relationship
from relcore.model.validation import check_value
from relcore.policies.advisory import EVIDENCE
from relcore.policies.contact.unwanted import plain
from relcore.policies.durations import check_days
from relcore.policies.recommending.proposal import Proposal, addressee, carried_out
from relcore.policies.situation import Situation
from relcore.vocabulary import (
    Channel,
    Comparison,
    CustomerKind,
    Priority,
    Purpose,
    Stage,
    StatementTopic,
    Technology,
)

__all__ = ["Information", "Offers"]

_EQUAL_TO = Comparison.EQUAL_TO
_ESTABLISHED = (Stage.EXPANSION, Stage.COMMITMENT)

_INFORMATION = Proposal(kind="information", channels=(Channel.EMAIL, Channel.PHONE), personal=True)
_CUSTOMISED_OFFER = Proposal(
    kind="customised_offer",
    purpose=Purpose.MARKETING,
    channels=(Channel.EMAIL, Channel.PHONE),
    priority=Priority.COMMERCIAL,
    weight=20,
    technology=Technology.MID,
    stages=_ESTABLISHED,
)
_OTHER_PRODUCT = Proposal(
    kind="other_product",
    purpose=Purpose.MARKETING,
    channels=(Channel.EMAIL,),
    priority=Priority.COMMERCIAL,
    technology=Technology.MID,
    stages=_ESTABLISHED,
)


@frozen(kw_only=True)
class Information:
    """Passes something on that a person may care for: an article, a book, an event.

    What meets most interests comes first, then what came out last. What promotes something comes after everything
    that does not: it takes a consent. What came out after the last interaction waits for what was out before, so that
    what was announced stays. Not chosen is what meets nothing but topics that the person does not want. Of an
    organisation, an interest is that of the person who stated it, and of nobody where that is not known.

    Settled by the interaction that names its key. Emits ``interest_met``, one for each topic that is met.

    Args:
        proposal: what it proposes.
        cooldown_days: how many days after one that was passed on the next one follows at the earliest.
    """

    code = "information"

    proposal: Proposal = _INFORMATION
    cooldown_days: float = 30.0

    def __attrs_post_init__(self) -> None:
        check_value(self.proposal, Proposal, "Information.proposal")
        check_days(self.cooldown_days, "Information.cooldown_days")

    def recommend(self, situation: Situation) -> Iterable[Recommendation]:
        """The best that was not passed on yet; or none."""
        relationship, customer, company = situation.relationship, situation.customer, situation.company
        if customer is None or company is None or not company.articles:
            return ()
        if relationship.stage not in self.proposal.stages:
            return ()
        calm = _calm_from(relationship, self.cooldown_days, self.proposal.kind)
        found = []
        for person in customer.persons:
            interests = _interests(person, customer, relationship)
            for article in company.articles if interests else ():
                met = _met(article.topics, interests)
                if met:
                    out = EARLIEST if article.published_at is None else article.published_at
                    begins = max(calm, out)
                    rank = (article.promotes, begins, -len(met), EARLIEST - out, article.id, person.id)
                    found.append((rank, begins, article, person, met))
        for _, begins, article, person, met in sorted(found, key=lambda one: one[0]):
            made = self.proposal.make(
                situation,
                f"{article.id}/{person.id}",
                since=relationship.opened_at if article.published_at is None else article.published_at,
                reasons=_each("interest_met", "topic", met),
                person=person.id,
                topic=next(iter(met)),
                promotes=article.promotes,
                not_before=begins if begins > relationship.last_at else None,
            )
            if made is not None:
                return (made,)
        return ()


@frozen(kw_only=True)
class Offers:
    """Offers a product: one that meets a stated need, or else another one that goes with what was bought.

    For needs, what is made to the customer's measure comes first, then what meets most needs; of others, what goes
    with most of what was bought. Each product is offered once, in whichever way, and two offers keep their distance.

    What was bought in its category is owned, and is not offered; only what is made to measure is offered to an owner
    as well, where it meets a need. Another product is offered only where it is known not to be owned: all purchases
    of earlier episodes are remembered, and none that is remembered lacks its category, since it may have been of any.
    Of purchases of the first episode that memory let go of the categories are kept; that each had one is taken from
    those that are remembered.

    Settled by the interaction that names its key; a purchase in its category makes it pointless. Emits ``need_met``,
    one for each need that is met; or ``goes_with``, one for each category bought, and ``not_owned``.

    Args:
        for_needs: what it proposes where a need is met; what is made to measure takes high technology. None for
            no such offers.
        others: what it proposes where none is met. None for no such offers.
        cooldown_days: how many days after an offer, of either kind, the next one follows at the earliest.
    """

    code = "offers"

    for_needs: Proposal | None = _CUSTOMISED_OFFER
    others: Proposal | None = _OTHER_PRODUCT
    cooldown_days: float = 30.0

    def __attrs_post_init__(self) -> None:
        for name in ("for_needs", "others"):
            if getattr(self, name) is not None:
                check_value(getattr(self, name), Proposal, f"Offers.{name}")
        kinds = self._kinds()
        if len(set(kinds)) != len(kinds):
            remedy = "Give each its own: the key is made of it."
            raise PolicyError("Offers.others", kinds[1], "another kind than that for needs", remedy)
        check_days(self.cooldown_days, "Offers.cooldown_days")

    def recommend(self, situation: Situation) -> Iterable[Recommendation]:
        """The best product that was not offered yet; or none."""
        relationship, customer, company = situation.relationship, situation.customer, situation.company
        if customer is None or company is None or not company.products:
            return ()
        for proposal, matching in ((self.for_needs, _meeting_needs), (self.others, _going_with)):
            if proposal is None or relationship.stage not in proposal.stages:
                continue
            for match in matching(relationship, customer, company.products):
                made = self._make(situation, customer, proposal, match)
                if made is not None:
                    return (made,)
        return ()

    def _make(
        self, situation: Situation, customer: Customer, proposal: Proposal, match: "_Match"
    ) -> Recommendation | None:
        relationship, product, kinds = situation.relationship, match.product, self._kinds()
        if plain(product.category) in _unwanted(
            _person(customer, addressee(situation, match.person)), relationship
        ):
            return None
        for kind in kinds:
            if carried_out(relationship, kind, product.id, relationship.opened_at) is not False:
                return None
        calm = _calm_from(relationship, self.cooldown_days, *kinds)
        made = proposal.make(
            situation,
            product.id,
            since=relationship.opened_at,
            reasons=match.reasons,
            person=match.person,
            topic=product.category,
            not_before=calm if calm > relationship.last_at else None,
        )
        to_measure = product.customised and proposal is self.for_needs
        return evolve(made, technology=Technology.HIGH) if made is not None and to_measure else made

    def _kinds(self) -> tuple[str, ...]:
        return tuple(one.kind for one in (self.for_needs, self.others) if one is not None)


@frozen
class _Match:
    """A product that fits, why, and whose need it meets where that is known."""

    product: Product
    reasons: tuple[Reason, ...]
    person: str | None = None


def _meeting_needs(
    relationship: Relationship, customer: Customer, products: tuple[Product, ...]
) -> Iterable[_Match]:
    """Products that meet needs of the customer's, the best first."""
    needs: dict[str, list[str]] = {}
    whose: dict[str, str] = {}
    for person in customer.persons:
        for need in person.needs:
            needs.setdefault(_word(need), [])
            whose.setdefault(_word(need), person.id)
    for said in relationship.knowledge.said.get(StatementTopic.NEED, ()):
        needs.setdefault(_word(said.subject), []).append(said.id)
        if said.by is not None:
            whose[_word(said.subject)] = said.by
    if not needs:
        return ()
    owned, found = _bought(relationship), []
    for product in products:
        met = _met(product.meets, needs)
        if met and (product.customised or product.category not in owned):
            person_id = next((whose[_word(theme)] for theme in met if _word(theme) in whose), None)
            match = _Match(product, _each("need_met", "need", met), person_id)
            found.append(((not product.customised, -len(met), product.id), match))
    return [match for _, match in sorted(found, key=lambda one: one[0])]


def _going_with(
    relationship: Relationship, customer: Customer, products: tuple[Product, ...]
) -> Iterable[_Match]:
    """Products that are not owned and go with what was bought, the best first."""
    if not _knows_what_is_owned(relationship):
        return ()
    owned, found = _bought(relationship), []
    for product in products:
        met = {category: owned[category] for category in product.after if category in owned}
        if product.category in owned or not owned or (product.after and not met):
            continue
        latest = next(reversed(owned))
        reasons = (
            *_each("goes_with", "category", met or {latest: owned[latest]}),
            Reason("not_owned", True, product.category, _EQUAL_TO, product.category, "category"),
        )
        found.append(((-len(met), product.id), _Match(product, reasons)))
    return [match for _, match in sorted(found, key=lambda one: one[0])]


def _bought(relationship: Relationship) -> dict[str, list[str]]:
    """The categories that are known to have been bought, each with the purchases that are remembered of it."""
    bought: dict[str, list[str]] = (
        {} if _remembers_all(relationship) else {c: [] for c in relationship.categories}
    )
    for purchase in relationship.recent_purchases:
        if purchase.category is not None and not purchase.cancelled:
            ids = bought.pop(purchase.category, [])  # so that the last one bought comes last
            bought[purchase.category] = [*ids, purchase.id]
    return bought


def _remembers_all(relationship: Relationship) -> bool:
    return relationship.purchases == sum(not one.cancelled for one in relationship.recent_purchases)


def _knows_what_is_owned(relationship: Relationship) -> bool:
    """Whether what is not among the categories known was surely not bought."""
    if any(one.category is None and not one.cancelled for one in relationship.recent_purchases):
        return False
    if _remembers_all(relationship):
        return True
    return relationship.episode == 1 and "categories" not in relationship.forgotten


def _interests(person: Person, customer: Customer, relationship: Relationship) -> dict[str, list[str]]:
    """What a person cares for and does not refuse, each with the statements of it."""
    interests: dict[str, list[str]] = {_word(interest): [] for interest in person.interests}
    for said in relationship.knowledge.said.get(StatementTopic.INTEREST, ()):
        if said.by == person.id or customer.kind is CustomerKind.PERSON:
            interests.setdefault(_word(said.subject), []).append(said.id)
    unwanted = _unwanted(person, relationship) if interests else ()
    return {word: ids for word, ids in interests.items() if plain(word) not in unwanted}


def _unwanted(person: Person | None, relationship: Relationship) -> set[str]:
    """What a person does not want, as the contact rules go by it: whoever stated it in the relationship."""
    words = {plain(word) for word in person.unwanted} if person is not None else set()
    return words | {
        plain(one.subject) for one in relationship.knowledge.said.get(StatementTopic.UNWANTED, ())
    }


def _person(customer: Customer, id: str | None) -> Person | None:
    """The person of that id; of a customer who is one person, that one."""
    alone = customer.kind is CustomerKind.PERSON
    return next((one for one in customer.persons if alone or one.id == id), None)


def _met(themes: tuple[str, ...], wanted: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Those of the themes that are wanted, each once and with its evidence; capital letters do not matter."""
    met: dict[str, str] = {}
    for theme in themes:
        if _word(theme) in wanted:
            met.setdefault(_word(theme), theme)
    return {theme: wanted[word] for word, theme in met.items()}


def _each(code: str, unit: str, met: Mapping[str, list[str]]) -> tuple[Reason, ...]:
    """One reason for each theme, with the latest of its evidence."""
    return tuple(
        Reason(code, True, theme, _EQUAL_TO, theme, unit, tuple(ids[-EVIDENCE:]))
        for theme, ids in met.items()
    )


def _calm_from(relationship: Relationship, cooldown_days: float, *kinds: str) -> datetime:
    """From when on the next one of these kinds keeps its distance; not before the last interaction."""
    done = [latest[-1].at for kind in kinds if (latest := relationship.carried_out.get(kind))]
    if not done:
        return relationship.last_at
    last = max(done)
    return max(relationship.last_at, last + min(timedelta(cooldown_days), LATEST - RESOLUTION - last))


def _word(word: str) -> str:
    return normalize("NFKC", word).casefold()
