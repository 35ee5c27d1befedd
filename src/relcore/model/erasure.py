"""The right to be forgotten: personal fields and texts go; ids, instants, counts, amounts, codes and tallies stay.

Erasing commutes with the fold: what is folded from an erased history equals what was folded from the history
itself and then erased. So a text that was there leaves a marker behind: that something was said is a fact which rules
may go by, such as the cause without which a grave concern does not close. What is kept and what goes is data,
:data:`TEXTS`, and a test names every text field that is not in it.
"""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final, TypeVar, cast

from attrs import evolve, fields

from relcore.errors import FieldError
from relcore.model import contents as c
from relcore.model.conduct import Conduct, Unnoted
from relcore.model.consent import Block, Consent
from relcore.model.customer import Customer, Occasion, Person
from relcore.model.decision import Change, Decision, Reason
from relcore.model.ending import Ending, Suspended
from relcore.model.erasure_of_others import ERASED, without_personal
from relcore.model.frozen_map import FrozenMap
from relcore.model.instants import to_instant
from relcore.model.interaction import Interaction
from relcore.model.items import ClosedConcern, OpenItem
from relcore.model.knowledge import Knowledge, KnownShare, Reading, Said
from relcore.model.memories import CarriedOut, Contact, Happened, Heard, PurchaseMemory, Tally
from relcore.model.relationship import Relationship
from relcore.model.results import Recorded
from relcore.vocabulary import ContactBlock, Party, Purpose, StatementTopic, Wish

__all__ = ["ERASED", "ERASURE", "TEXTS", "Fate", "erase"]

ERASURE: Final = "erasure"
"""The source of the block that keeps everybody from contacting a person who was erased."""

_Value = TypeVar(
    "_Value", bound=Customer | Person | Interaction[Any] | Relationship | Decision | Change | Recorded
)

Fate = bool | Callable[[Any], bool]
"""Whether a text is kept; or a function of the value it stands in that says so."""

_GATHERED = frozenset({StatementTopic.COMMENT, StatementTopic.NEED})
"""What is gathered by its theme, or told to departments by it. The other topics are the person's own affair."""
_SAID_FREELY = frozenset({"business", "need", "occasion", "override", "topic"})
"""The units of reasons that quote somebody."""
_KEPT_A_DAY: Final = re.compile(r"([^/]*)/.*/([0-9]{4})", re.DOTALL)
"""What a recommendation was due to that kept a day of somebody's life: the person, the day in words, the year."""
_REFUSED_KEY: Final = re.compile(r".*/([0-9]{4})", re.DOTALL)
_OF_A_LIFE = frozenset({"anniversary", "falls_on"})
"""The codes of reasons that give away a day of somebody's life."""


def _campaigns(content: Any) -> bool:
    """Whether its topic is the name of a campaign, whose contacts are counted by it."""
    return content.purpose is Purpose.MARKETING


def _is_code(reason: Any) -> bool:
    return reason.unit not in _SAID_FREELY and reason.code not in _OF_A_LIFE


def _texts(kept: str = "", erased: str = "", **others: Fate) -> FrozenMap[str, Fate]:
    fates: dict[str, Fate] = dict.fromkeys(kept.split(), True)
    return FrozenMap(fates | dict.fromkeys(erased.split(), False) | others)


TEXTS: Final[Mapping[type, Mapping[str, Fate]]] = FrozenMap(
    {
        # What happened. Kept are ids, codes, and the words that something is counted, matched or gathered by.
        c.AbandonedCart: _texts("category"),
        c.Acknowledged: _texts("item_id"),
        c.Answered: _texts("item_id"),
        c.AwaitingCustomer: _texts("item_id"),
        c.Concern: _texts("category about", "text"),
        c.Conversation: _texts("event reply_to", topic=_campaigns),
        c.CustomerChanged: _texts("fields"),
        c.Delivered: _texts("item_id"),
        c.Ended: _texts("cites", "statement competitor"),
        c.Escalated: _texts("item_id assignee"),
        c.Introduction: _texts("introducer"),
        c.Message: _texts("reply_to", "text", topic=_campaigns),
        c.Note: _texts("about", "text"),
        c.OpeningBalance: _texts("categories"),
        c.Opportunity: _texts("", "text"),
        c.OwnerChanged: _texts("owner"),
        c.Pledge: _texts("", "text"),
        c.Promise: _texts("", "text"),
        c.Purchase: _texts("category", "motive"),
        c.Question: _texts("", "text topic"),
        c.Renegotiated: _texts("item_id"),
        c.Reopened: _texts("item_id", "why"),
        c.Resolved: _texts("item_id", "cause fix prevention"),
        c.Return: _texts("purchase_id"),
        c.RulesAdopted: _texts("digest"),
        c.SatisfactionReading: _texts("instrument about"),
        c.ShareOfWallet: _texts(),
        c.StageChanged: _texts("", "why"),
        c.Statement: _texts("", "text", theme=lambda content: content.topic in _GATHERED),
        c.Trial: _texts("product"),
        c.TypeChanged: _texts(),
        c.UnknownContent: _texts("kind", "document"),
        c.Withdrawn: _texts("item_id", "reason"),
        c.WorkDone: _texts("", "text"),
        Interaction: _texts("id relationship_id by to settles"),
        # What is remembered of it.
        CarriedOut: _texts("occasion id"),
        ClosedConcern: _texts("id category cites"),
        Conduct: _texts(),
        Contact: _texts("id purpose person by"),
        Ending: _texts("cause evidence"),
        Happened: _texts("id event person about"),
        Heard: _texts("id"),
        Knowledge: _texts("source"),
        KnownShare: _texts("id"),
        OpenItem: _texts("id kind category assignee cites"),
        PurchaseMemory: _texts("id category measured_by", "motive"),
        Reading: _texts("id instrument about"),
        Relationship: _texts("id customer_id currency owner rules last categories forgotten"),
        Said: _texts("id by", "text theme"),  # those that are gathered keep their theme
        Suspended: _texts("categories forgotten"),
        Tally: _texts("evidence"),
        Unnoted: _texts("id"),
        # What was decided, from what.
        Change: _texts("before after cause subject"),
        Decision: _texts("policy rules person"),
        Reason: _texts(
            "code unit evidence",
            measured=_is_code,
            required=lambda reason: reason.unit == "override" or _is_code(reason),
        ),
        Recorded: _texts(),
        # Who. What protects the person is kept.
        Block: _texts("source"),
        Consent: _texts("source jurisdiction"),
        Customer: _texts("id", "name business"),
        Occasion: _texts("", "kind"),
        Person: _texts("id", "name other_names interests needs unwanted country"),
    }
)
"""Every class that texts stand in, and of each text field whether it is kept."""


def erase(value: _Value, at: datetime) -> _Value:
    """The same value without what is personal in it: the right to be forgotten.

    Erase the customer, every interaction of the customer's relationships, and every snapshot of these; then drop
    what was derived and kept, such as reviews, recommendations and explanations: it is made anew, from what is left.
    Stored decisions and changes can be erased too.

    Of a *customer or person* names, interests, needs, what is not wanted, occasions, whereabouts, business and
    preferred channels go. What protects the person stays: blocks, objections, and the type that is wanted; no consent
    outlives it, the wish is *no*, and a block says so: nothing proactive is ever done again. Who asks is answered.

    Of an *interaction* all free texts go, and themes and topics that nothing is counted or gathered by. Ids, kinds,
    categories, events, introducers, instruments and amounts stay: keep no words in them. What a *third party's* class
    says goes as far as the class states: ``personal = ("text",)`` names its personal fields, ``personal = ()`` says
    that it has none; a class that states nothing is refused. A content of an unknown kind is emptied.

    Of a *relationship* the texts in its memories go. Erasing commutes with the fold: replaying erased interactions
    gives what erasing the replayed relationship gives. Days of one person and year that recommendations kept are not
    told apart any more; so where memory had let go of what was carried out, less of it is left in the relationship.
    Whether two statements of what is not wanted meant the same is not known any more: where one was let go of, the
    relationship has forgotten ``"unwanted"``.

    Ids and the sources of consents and blocks are the application's, and stay as they are: keep codes in the sources,
    and no words. An id that is an e-mail address or a name is personal, and nothing here can mend that.

    Args:
        value: a customer, a person, an interaction, a relationship; a decision, a change, what ``record`` gave back.
        at: when it is erased: an aware datetime. What was erased before keeps the instant at which it was.

    Returns:
        The erased value; the very same one where nothing in it is personal. Erasing it again changes nothing.

    Raises:
        InstantError: ``at`` is naive or no instant.
        FieldError: the value is something else; or a third party's content does not state what is personal in it, or
            names a field that can't be erased.

    >>> from datetime import datetime, timezone
    >>> from relcore.model import Customer, erase
    >>> gone = erase(Customer(id="c-1", name="Lourdes"), datetime(2026, 3, 1, tzinfo=timezone.utc))
    >>> gone.name, gone.persons[0].wish
    ('[erased]', <Wish.NO: 'no'>)
    """
    instant = to_instant(at, "at")
    erased: Any
    if isinstance(value, Customer):
        erased = _customer(value, instant)
    elif isinstance(value, Person):
        erased = _person(value, instant)
    elif isinstance(value, Interaction | Relationship | Decision | Change | Recorded):
        erased = _without(value)
    else:
        expected = "a customer, a person, an interaction, a relationship, a decision, a change or a Recorded"
        remedy = "Erase what it was made of, and make it anew; drop what can't be made anew."
        raise FieldError("value", value, expected, remedy)
    return cast(_Value, erased)


def _customer(customer: Customer, at: datetime) -> Customer:
    at = at if customer.erased_at is None else customer.erased_at
    persons = tuple(_person(person, at) for person in customer.persons)
    return evolve(customer, name=ERASED, persons=persons, business=None, erased_at=at)


def _person(person: Person, at: datetime) -> Person:
    """What is left: the id, and all that forbids a contact."""
    before = [one for one in person.blocks if _is_of_erasure(one)]
    if before:
        once = min(one.since for one in before)
        at = once if person.name == ERASED else min(at, once)
    block = Block(kind=ContactBlock.DO_NOT_CONTACT, source=ERASURE, since=at)
    return Person(
        id=person.id,
        name=ERASED,
        wish=Wish.NO,
        wanted_type=person.wanted_type,
        consents=tuple(
            evolve(one, withdrawn_at=min(one.withdrawn_at, at))
            for one in person.consents
            if one.withdrawn_at is not None and one.withdrawn_by is Party.CUSTOMER
        ),
        blocks=(*(one for one in person.blocks if not _is_of_erasure(one)), block),
    )


def _is_of_erasure(block: Block) -> bool:
    return block.kind is ContactBlock.DO_NOT_CONTACT and block.source == ERASURE


def _without(value: Any) -> Any:
    """A value without its texts; the very same where it has none."""
    if isinstance(value, tuple):
        parts = tuple(_without(part) for part in value)
        return parts if any(new is not old for new, old in zip(parts, value, strict=True)) else value
    if isinstance(value, FrozenMap):
        map = {key: _without(part) for key, part in value.items()}
        return FrozenMap(map) if any(map[key] is not value[key] for key in map) else value
    cls = type(value)
    if cls not in TEXTS:
        return value
    changed: dict[str, Any] = {}
    for name in [attribute.name for attribute in fields(cls)]:
        old, own = getattr(value, name), _OWN.get((cls, name))
        if own is not None:
            new = own(value)
        elif name in TEXTS[cls]:
            new = _after(TEXTS[cls][name], value, old)
        else:
            new = _without(old)
        if new is not old and new != old:
            changed[name] = new
    return evolve(value, **changed) if changed else value


def _after(fate: Fate, value: Any, text: Any) -> Any:
    """What stands in a text's place: the marker, if there was one."""
    if fate(value) if callable(fate) else fate:
        return text
    return ERASED if isinstance(text, str) else None  # a figure can't be marked: it is unknown


def _content(interaction: Any) -> Any:
    content = interaction.content
    if type(content) not in TEXTS:
        return without_personal(content)
    if isinstance(content, c.Statement) and content.topic is StatementTopic.UNWANTED:
        return evolve(content, text=_unwanted(interaction.id), theme=None)
    return _without(content)


def _said(knowledge: Any) -> FrozenMap[str, tuple[Said, ...]]:
    return FrozenMap(
        {topic: tuple(_one(topic, one) for one in said) for topic, said in knowledge.said.items()}
    )


def _one(topic: str, said: Said) -> Said:
    if topic in _GATHERED:
        return evolve(said, text=ERASED)
    if topic == StatementTopic.UNWANTED:
        return evolve(said, text=_unwanted(said.id), theme=None)
    return cast(Said, _without(said))


def _unwanted(id: str) -> str:
    """Whether two who do not want something meant the same is not known any more: each stands for itself."""
    return f"{ERASED} {id}"


def _forgotten(relationship: Any) -> tuple[str, ...]:
    """What was let go of could have been repeated by what is kept: that can't be seen any more."""
    tally = relationship.tallies.get(_UNWANTED)
    ever = relationship.past_counts.get(_UNWANTED, 0) + (0 if tally is None else tally.count)
    forgotten: tuple[str, ...] = relationship.forgotten
    if ever <= len(relationship.knowledge.said.get(StatementTopic.UNWANTED, ())):
        return forgotten
    return tuple(sorted({*forgotten, "unwanted"}))


def _settles(interaction: Any) -> tuple[str, ...]:
    """The keys of what it carried out, without the words for a day of somebody's life."""
    prefix = f"{interaction.relationship_id}/"
    out = []
    for key in interaction.settles:
        kind, _, occasion = key.removeprefix(prefix).partition("/")
        known = key.startswith(prefix) and kind and occasion
        out.append(f"{prefix}{kind}/{_occasion(occasion)}" if known else _refused_key(key))
    return tuple(out)


def _occasion(occasion: str) -> str:
    return _KEPT_A_DAY.sub(rf"\1/{ERASED}/\2", occasion) if _KEPT_A_DAY.fullmatch(occasion) else occasion


def _refused_key(key: str) -> str:
    """A key of no recommendation of the relationship: nobody knows which part of it is a person's id."""
    return _REFUSED_KEY.sub(rf"{ERASED}/\1", key) if _REFUSED_KEY.fullmatch(key) else key


def _carried_out(relationship: Any) -> FrozenMap[str, tuple[CarriedOut, ...]]:
    """Days of one person and year are not told apart any more: as in the fold, the latest stands for them."""
    out = {}
    for kind, latest in relationship.carried_out.items():
        done: dict[str, CarriedOut] = {}
        for one in latest:
            occasion = _occasion(one.occasion)
            done.pop(occasion, None)
            done[occasion] = evolve(one, occasion=occasion)
        out[kind] = tuple(done.values())
    return FrozenMap(out)


def _measured(reason: Any) -> Any:
    measured = reason.measured
    if reason.unit == "key" and isinstance(measured, str):
        return _refused_key(measured)
    return _after(_is_code, reason, measured)


_UNWANTED = f"statement.{StatementTopic.UNWANTED}"
_OWN: Final[Mapping[tuple[type, str], Callable[[Any], Any]]] = {
    (c.UnknownContent, "document"): lambda _: "{}",
    (Interaction, "content"): _content,
    (Interaction, "settles"): _settles,
    (Knowledge, "said"): _said,
    (Reason, "measured"): _measured,
    (Relationship, "carried_out"): _carried_out,
    (Relationship, "forgotten"): _forgotten,
}
"""What takes more than a marker."""
