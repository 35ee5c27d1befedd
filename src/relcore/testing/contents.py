"""A strategy for every class of content: whoever adds one adds its strategy here, and a test says so."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from relcore.errors import RegistryError
from relcore.model import Money
from relcore.model.contents import (
    BUILT_IN_CONTENTS,
    AbandonedCart,
    Acknowledged,
    Answered,
    AwaitingCustomer,
    Concern,
    Content,
    Conversation,
    CustomerChanged,
    Delivered,
    Ended,
    Escalated,
    Introduction,
    Message,
    Note,
    OpeningBalance,
    Opportunity,
    OwnerChanged,
    Pledge,
    Promise,
    Purchase,
    Question,
    Renegotiated,
    Reopened,
    Resolved,
    Return,
    RulesAdopted,
    SatisfactionReading,
    ShareOfWallet,
    StageChanged,
    Statement,
    Trial,
    TypeChanged,
    UnknownContent,
    Withdrawn,
    WorkDone,
)
from relcore.testing.values import (
    AGENTS,
    CATEGORIES,
    GATHERINGS,
    PRODUCTS,
    THEMES,
    ids,
    instants,
    money,
    texts,
    weighed,
)
from relcore.vocabulary import (
    Department,
    EndReason,
    Party,
    Phase,
    Purpose,
    RelationshipType,
    Severity,
    Stage,
    StatementTopic,
    TrialOutcome,
)

__all__ = ["content_strategies", "contents", "unknown_contents"]

_ENDINGS: Final = (
    (EndReason.NEEDS_CHANGED, Party.CUSTOMER),
    (EndReason.DISSATISFIED, Party.CUSTOMER),
    (EndReason.BETTER_ELSEWHERE, Party.CUSTOMER),
    (EndReason.NO_GROWTH, Party.COMPANY),
    (EndReason.FRAUD, Party.COMPANY),
    (EndReason.FRAUD, Party.CUSTOMER),
    (EndReason.LEGAL, Party.NOBODY),
    (EndReason.TRIAL_FAILED, Party.CUSTOMER),
    (EndReason.TRIAL_FAILED, Party.COMPANY),
    (EndReason.CEASED, Party.NOBODY),
)
_MARKS: Final = {
    "csat": st.integers(1, 5),
    "nps": st.integers(0, 10),
    "ces_2010": st.integers(1, 5),
    "ces": st.integers(1, 7),
    "rating": st.integers(0, 100).map(lambda percent: Decimal(percent).scaleb(-2)),
}
_ODD_MARKS: Final = (11, -1, Decimal("2.5"), Decimal(1), 4)
_SIDES: Final = (Party.CUSTOMER, Party.COMPANY)


def _maybe(strategy: SearchStrategy[str]) -> SearchStrategy[str | None]:
    return st.none() | strategy


def _ended(ending: tuple[EndReason, Party], cites: list[str], effective_at: datetime | None) -> Ended:
    reason, by = ending
    return Ended(reason, by, cites=tuple(cites), effective_at=effective_at)


def _reading(
    mark: tuple[str, int | Decimal], phase: Phase, given_by: Party, about: str | None
) -> SatisfactionReading:
    instrument, score = mark
    return SatisfactionReading(instrument, score, phase, given_by, about)


def _readings(about: SearchStrategy[str | None]) -> SearchStrategy[SatisfactionReading]:
    """Readings by every instrument that is known by default, now and then off its scale or by another one."""
    phases = st.sampled_from((Phase.AFTER_RECEIPT, Phase.DURING_RECEIPT, Phase.BEFORE_RECEIPT))
    odd = st.sampled_from(_ODD_MARKS)
    marks = [st.tuples(st.just(name), weighed((3, fitting), (1, odd))) for name, fitting in _MARKS.items()]
    unknown = st.tuples(st.just("acme.smiles"), odd)
    return st.builds(
        _reading,
        st.one_of(*marks, unknown),
        phases,
        st.sampled_from((Party.CUSTOMER, Party.CUSTOMER, Party.COMPANY)),
        about,
    )


def _balance(
    span: int, more: int, further: int, last_on: date, spent: Money | None, categories: list[str]
) -> OpeningBalance:
    days = 1 if span == 0 else 2 + min(more, span - 1)
    first_on = last_on - timedelta(span)
    return OpeningBalance(days + further, days, first_on, last_on, spent, tuple(categories))


def content_strategies(currency: str = "EUR") -> dict[type[Content], SearchStrategy[Content]]:
    """A strategy for each built-in class of content.

    Ids in them are such as :func:`~relcore.testing.histories` gives, and may name nothing.

    Args:
        currency: the currency of every amount.
    """
    amounts = money(currency)
    text = texts()
    item = ids()
    products = _maybe(st.sampled_from(PRODUCTS))
    events = _maybe(st.sampled_from(GATHERINGS))
    themes = _maybe(st.sampled_from(THEMES))
    types = st.sampled_from(RelationshipType)
    departments = st.sampled_from(Department)
    purposes = st.sampled_from(Purpose)
    promise = st.builds(Promise, text, instants(), st.sampled_from(_SIDES[::-1]))
    promises = st.lists(promise, max_size=2).map(tuple)
    named = st.lists(departments, max_size=2, unique=True).map(tuple)
    found: dict[type[Content], SearchStrategy[Content]] = {
        Purchase: st.builds(Purchase, amounts, products, _maybe(text), st.sampled_from((False, False, True))),
        Return: st.one_of(
            st.builds(Return, item, amounts, st.booleans()), st.builds(Return, item, st.none(), st.just(True))
        ),
        AbandonedCart: st.builds(AbandonedCart, st.none() | amounts, products),
        Trial: st.builds(Trial, st.sampled_from(TrialOutcome), _maybe(text)),
        Message: st.builds(Message, purposes, _maybe(text), _maybe(text), _maybe(item)),
        Conversation: st.one_of(
            st.builds(Conversation, st.booleans(), purposes, _maybe(text), events, reply_to=_maybe(item)),
            st.builds(Conversation, st.just(True), purposes, _maybe(text), events, promises),
        ),
        Note: st.builds(Note, text, _maybe(item), promises),
        Statement: st.one_of(
            st.builds(Statement, st.sampled_from(StatementTopic), text, themes),
            st.builds(Statement, st.just(StatementTopic.NEED), text, themes, named),
        ),
        SatisfactionReading: _readings(_maybe(item)),
        Question: st.builds(Question, text, _maybe(text)),
        Concern: st.builds(
            Concern, text, st.sampled_from(Severity), _maybe(st.sampled_from(CATEGORIES)), _maybe(item)
        ),
        ShareOfWallet: st.builds(ShareOfWallet, st.integers(0, 100)),
        Promise: promise,
        Pledge: st.builds(Pledge, text),
        Opportunity: st.builds(Opportunity, text, st.none() | amounts),
        WorkDone: st.builds(WorkDone, text, st.booleans()),
        Delivered: st.builds(Delivered, item),
        Answered: st.builds(Answered, item),
        Acknowledged: st.builds(Acknowledged, item, departments),
        AwaitingCustomer: st.builds(AwaitingCustomer, item),
        Escalated: st.builds(Escalated, item, st.sampled_from(AGENTS)),
        Resolved: st.one_of(
            st.builds(Resolved, item, text, text, text),
            st.builds(Resolved, item, _maybe(text), _maybe(text), _maybe(text)),
        ),
        Reopened: st.builds(Reopened, item, _maybe(text)),
        Renegotiated: st.builds(Renegotiated, item, instants()),
        Withdrawn: st.builds(Withdrawn, item, _maybe(text)),
        Introduction: st.builds(Introduction, text),
        OpeningBalance: st.builds(
            _balance,
            st.sampled_from((0, 1, 30, 400)),
            st.integers(0, 8),
            st.integers(0, 3),
            instants().map(datetime.date),
            st.none() | amounts,
            st.lists(st.sampled_from(PRODUCTS), max_size=2, unique=True),
        ),
        OwnerChanged: st.builds(OwnerChanged, _maybe(st.sampled_from(AGENTS))),
        TypeChanged: st.builds(TypeChanged, types, st.lists(types, max_size=2, unique=True).map(tuple)),
        StageChanged: st.builds(StageChanged, st.sampled_from(Stage), text, instants()),
        CustomerChanged: st.builds(
            CustomerChanged,
            st.lists(st.sampled_from(("name", "address")), min_size=1, unique=True).map(tuple),
        ),
        RulesAdopted: st.builds(RulesAdopted, st.sampled_from(("0" * 64, "f" * 64))),
        Ended: st.builds(
            _ended,
            st.sampled_from(_ENDINGS),
            st.lists(item, max_size=3),
            weighed((2, st.none()), (1, instants())),
        ),
    }
    return found


def unknown_contents() -> SearchStrategy[UnknownContent]:
    """Contents of kinds that this program does not know: what third parties, or newer programs, record."""
    kinds = st.sampled_from(("acme.points", "acme.visit", "zeta.badge", "zeta.level"))
    return st.builds(UnknownContent, kinds, st.sampled_from(("{}", '{"n":1}')))


def contents(
    *, currency: str = "EUR", classes: Iterable[type[Content]] | None = None
) -> SearchStrategy[Content]:
    """Contents of every built-in class, and of kinds that no class stands for.

    Args:
        currency: the currency of every amount.
        classes: only these classes, :class:`~relcore.model.UnknownContent` among them or not.

    Raises:
        RegistryError: one of the classes is not built in: write a strategy for it, and join them by ``|``.

    >>> from hypothesis import find
    >>> from relcore.model import Note
    >>> find(contents(classes=[Note]), lambda content: True).kind
    'note'
    """
    known = {**content_strategies(currency), UnknownContent: unknown_contents()}
    if classes is None:
        return st.one_of(list(known.values()))
    chosen = tuple(classes)
    for cls in chosen:
        if cls not in known:
            expected = f"one of {', '.join(sorted(c.__name__ for c in BUILT_IN_CONTENTS.classes.values()))}"
            remedy = "Write a strategy for it, and join the two with |."
            raise RegistryError("classes", cls.__name__, expected, remedy)
    return st.one_of([known[cls] for cls in chosen])
