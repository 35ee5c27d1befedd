"""Generated values of the model, for round trips."""

import json
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, get_args, get_origin
from zoneinfo import ZoneInfo

import attrs
from hypothesis import strategies as st

from relcore import model
from relcore.model import FrozenMap, Interaction, Money
from relcore.vocabulary import (
    Channel,
    ConsentBasis,
    ContactBlock,
    CustomerKind,
    Department,
    Direction,
    EndReason,
    Party,
    Phase,
    Purpose,
    RelationshipType,
    Severity,
    Stage,
    StatementTopic,
    TrialOutcome,
    Wish,
)

one_of = st.sampled_from
texts = st.text(st.characters(codec="utf-8"), min_size=1, max_size=8)
maybe_text = st.none() | texts
instants = st.datetimes(datetime(1000, 1, 2), datetime(8999, 12, 30), timezones=st.just(UTC))  # noqa: DTZ001
instants_anywhere = st.datetimes(
    datetime(1000, 1, 2),  # noqa: DTZ001
    datetime(8999, 12, 30),  # noqa: DTZ001
    timezones=one_of(
        [UTC, ZoneInfo("Asia/Kolkata"), ZoneInfo("America/St_Johns"), timezone(timedelta(hours=-8))]
    ),
)
zones = one_of(
    [UTC, *map(ZoneInfo, ("Asia/Manila", "Europe/Berlin", "Etc/GMT+5", "America/Argentina/Ushuaia"))]
) | (st.integers(-86_399, 86_399).map(lambda seconds: timezone(timedelta(seconds=seconds))))
amounts = st.decimals(
    min_value=0, max_value=10**15 - 1, allow_nan=False, allow_infinity=False, places=None
).filter(lambda d: int(d.as_tuple().exponent) >= -9)
money = st.builds(Money, amounts, one_of(["EUR", "PHP", "INR", "JPY"]))
measured = (
    st.none()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | texts
    | instants
    | (st.decimals(allow_nan=False, allow_infinity=False))
)
few_texts = st.lists(texts, max_size=3).map(tuple)
truth = st.booleans()
sides = one_of([Party.COMPANY, Party.CUSTOMER])

_LEAVES: dict[Any, st.SearchStrategy[Any]] = {
    str: texts,
    int: st.integers(),
    bool: truth,
    Decimal: st.decimals(allow_nan=False, allow_infinity=False),
    datetime: instants,
    date: st.dates(),
    tzinfo: zones,
    type(None): st.none(),
    Money: money,
}


counts = st.integers(min_value=0)
_CHANNELS = [channel for channel in Channel if channel is not Channel.INTERNAL]
names = texts.filter(lambda text: "/" not in text)
_MIDDLE = datetime(4000, 1, 1)  # noqa: DTZ001
_FIELDS: dict[Any, dict[str, st.SearchStrategy[Any]]] = {
    model.Relationship: {
        "currency": st.none() | one_of(["EUR", "PHP", "INR", "JPY"]),
        "episode_purchase_days": counts,
        "interaction_days": counts,
        "purchase_days": counts,
        "purchases": counts,
        "revision": counts,
        "unanswered": counts,
    },
    model.Recommendation: {
        "kind": names,
        "parts": st.lists(names, max_size=3, unique=True).map(tuple),
        "channels": st.lists(one_of(_CHANNELS), max_size=3, unique=True).map(tuple)
        | st.just((Channel.INTERNAL,)),
        "not_before": st.none() | st.datetimes(datetime(1000, 1, 2), _MIDDLE, timezones=st.just(UTC)),  # noqa: DTZ001
        "expires": st.none() | st.datetimes(_MIDDLE, datetime(8999, 12, 30), timezones=st.just(UTC)),  # noqa: DTZ001
    },
}


@cache
def anything(cls: Any) -> st.SearchStrategy[Any]:
    """Values of a type that the model takes as they are: results and state, which the kernel alone makes."""
    origin, inner = get_origin(cls), get_args(cls)
    if cls == model.Measured:
        return measured
    if cls in _LEAVES:
        return _LEAVES[cls]
    if isinstance(cls, type) and issubclass(cls, Enum):
        return one_of(cls)
    if origin is tuple and inner[-1] is ...:
        return st.lists(anything(inner[0]), max_size=2).map(tuple)
    if origin is tuple:
        return st.tuples(*map(anything, inner))
    if origin is FrozenMap:
        return st.dictionaries(*map(anything, inner), max_size=2).map(FrozenMap)
    if inner:
        return st.one_of(*map(anything, inner))
    return st.deferred(lambda: _built(cls))


def _built(cls: Any) -> st.SearchStrategy[Any]:
    """Instances of a class; a type that stands as text, since the class holds itself, by what it names."""
    attrs.resolve_types(cls)
    known = _FIELDS.get(cls, {})
    given = {
        field.name: known[field.name] if field.name in known else anything(field.type)
        for field in attrs.fields(cls)
    }
    return st.builds(cls, **given)


occasions = st.builds(
    model.Occasion,
    kind=texts,
    month=st.integers(1, 12),
    day=st.integers(1, 28),
    year=st.none() | st.integers(1, 9999),
)
consents = st.builds(
    model.Consent,
    purpose=one_of(Purpose),
    basis=one_of(ConsentBasis),
    source=texts,
    valid_from=instants,
    channel=st.none() | one_of(Channel),
    withdrawn_at=st.none() | instants,
    jurisdiction=maybe_text,
    recorded_at=st.none() | instants,
    given_by=sides,
    withdrawn_by=sides,
)
overrides = st.builds(
    model.Override,
    relationship_id=texts,
    rule=texts,
    by=texts,
    reason=texts,
    since=_FIELDS[model.Recommendation]["not_before"].filter(bool),
    until=_FIELDS[model.Recommendation]["expires"].filter(bool),
)
blocks = st.builds(model.Block, kind=one_of(ContactBlock), source=texts, since=instants)
persons = st.builds(
    model.Person,
    id=texts,
    name=texts,
    other_names=few_texts,
    interests=few_texts,
    occasions=st.lists(occasions, max_size=2).map(tuple),
    zone=st.none() | zones,
    country=st.none() | one_of(["PH", "IN"]),
    wish=one_of(Wish),
    wanted_type=st.none() | one_of(RelationshipType),
    channels=st.lists(one_of(Channel), max_size=3).map(tuple),
    consents=st.lists(consents, max_size=2).map(tuple),
    blocks=st.lists(blocks, max_size=2).map(tuple),
)
organisations = st.builds(
    model.Customer,
    id=texts,
    name=texts,
    kind=st.just(CustomerKind.ORGANISATION),
    persons=st.lists(persons, max_size=3, unique_by=lambda person: person.id).map(tuple),
    identified=truth,
    is_key=truth,
    business=maybe_text,
)
customers = organisations | st.builds(
    lambda person, **given: model.Customer(id=person.id, persons=(person,), **given),
    persons,
    name=texts,
    identified=truth,
    is_key=truth,
    business=maybe_text,
)

json_values = st.recursive(
    st.none() | truth | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)
json_objects = st.dictionaries(texts.filter(lambda name: name != "kind"), json_values, max_size=4)


def canonical(document: Any) -> str:
    """The text of a document, as documents are written."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


unknown_contents = st.builds(
    model.UnknownContent,
    texts.map(lambda text: f"acme.{text}"),
    json_objects.map(canonical),
    one_of(Direction),
    one_of(Department),
)
promises = st.builds(model.Promise, texts, instants_anywhere, sides)
some_promises = st.lists(promises, max_size=2).map(tuple)
departments = st.lists(one_of(Department), max_size=2).map(tuple)
marks = st.integers() | st.decimals(allow_nan=False, allow_infinity=False)


def _balance(first_on: date, days: int, further: int, *rest: Any) -> model.OpeningBalance:
    return model.OpeningBalance(days + further, days, first_on, first_on + timedelta(days=days - 1), *rest)


by_class: dict[type, st.SearchStrategy[Any]] = {
    model.Purchase: st.builds(model.Purchase, money, maybe_text, maybe_text, truth),
    model.Return: st.builds(model.Return, texts, money, truth)
    | st.builds(model.Return, texts, st.none(), st.just(True)),
    model.AbandonedCart: st.builds(model.AbandonedCart, st.none() | money, maybe_text),
    model.Trial: st.builds(model.Trial, one_of(TrialOutcome), maybe_text),
    model.Message: st.builds(model.Message, one_of(Purpose), maybe_text, maybe_text, maybe_text),
    model.Conversation: st.builds(model.Conversation, truth, one_of(Purpose), maybe_text, maybe_text)
    | st.builds(model.Conversation, st.just(True), one_of(Purpose), maybe_text, maybe_text, some_promises),
    model.Note: st.builds(model.Note, texts, maybe_text, some_promises),
    model.Statement: st.builds(model.Statement, one_of(StatementTopic), texts, maybe_text)
    | st.builds(model.Statement, st.just(StatementTopic.NEED), texts, maybe_text, departments),
    model.SatisfactionReading: st.builds(
        model.SatisfactionReading, texts, marks, one_of(Phase), sides, maybe_text
    ),
    model.Question: st.builds(model.Question, texts, maybe_text),
    model.Concern: st.builds(model.Concern, texts, one_of(Severity), maybe_text, maybe_text),
    model.ShareOfWallet: st.builds(model.ShareOfWallet, st.integers(0, 100)),
    model.Promise: promises,
    model.Pledge: st.builds(model.Pledge, texts),
    model.Opportunity: st.builds(model.Opportunity, texts, st.none() | money),
    model.WorkDone: st.builds(model.WorkDone, texts, truth),
    model.Delivered: st.builds(model.Delivered, texts),
    model.Answered: st.builds(model.Answered, texts),
    model.Acknowledged: st.builds(model.Acknowledged, texts, one_of(Department)),
    model.AwaitingCustomer: st.builds(model.AwaitingCustomer, texts),
    model.Escalated: st.builds(model.Escalated, texts, texts),
    model.Resolved: st.builds(model.Resolved, texts, maybe_text, maybe_text, maybe_text),
    model.Reopened: st.builds(model.Reopened, texts, maybe_text),
    model.Renegotiated: st.builds(model.Renegotiated, texts, instants_anywhere),
    model.Withdrawn: st.builds(model.Withdrawn, texts, maybe_text),
    model.Introduction: st.builds(model.Introduction, texts),
    model.OpeningBalance: st.builds(
        _balance,
        st.dates(date(1000, 1, 1), date(8999, 12, 1)),
        st.integers(1, 30),
        st.integers(0, 900),
        st.none() | money,
        few_texts.map(lambda texts: tuple(dict.fromkeys(texts))),
    ),
    model.OwnerChanged: st.builds(model.OwnerChanged, maybe_text),
    model.TypeChanged: st.builds(
        model.TypeChanged, one_of(RelationshipType), st.lists(one_of(RelationshipType)).map(tuple)
    ),
    model.StageChanged: st.builds(model.StageChanged, one_of(Stage), texts, instants_anywhere),
    model.CustomerChanged: st.builds(
        model.CustomerChanged, st.lists(texts, min_size=1, max_size=3).map(tuple)
    ),
    model.RulesAdopted: st.builds(model.RulesAdopted, texts),
    model.Ended: st.builds(
        model.Ended,
        st.just(EndReason.FRAUD),
        st.just(Party.COMPANY),
        maybe_text,
        few_texts,
        maybe_text,
        st.none() | instants_anywhere,
    ),
}
contents: st.SearchStrategy[Any] = st.one_of(*by_class.values())


@st.composite
def interactions(draw: st.DrawFn) -> Interaction[Any]:
    """Interactions with any content; one of an unknown kind states its side and department itself."""
    content = draw(contents | unknown_contents)
    unknown = isinstance(content, model.UnknownContent)
    stated: dict[str, Any] = {}
    if not unknown and draw(truth):
        stated = {"direction": draw(one_of(Direction)), "department": draw(one_of(Department))}
    return Interaction(
        id=draw(texts),
        relationship_id=draw(texts),
        at=draw(instants_anywhere),
        channel=draw(one_of(Channel)),
        content=content,
        by=draw(maybe_text),
        to=draw(maybe_text),
        recorded_at=draw(st.none() | instants_anywhere),
        sequence=draw(st.none() | st.integers(0)),
        settles=draw(few_texts),
        **stated,
    )
