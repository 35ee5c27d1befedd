"""``record``, ``replay`` and ``replay_many``: one interaction, one history, many histories."""

from collections.abc import Iterable, Iterator
from datetime import UTC, tzinfo
from typing import Any

from attrs import frozen

from relcore.errors import FieldError, PolicyError, PolicyMismatchError, UnknownRelationshipError
from relcore.kernel.fold import Fold, folding
from relcore.kernel.making import make_recorded
from relcore.kernel.steps import finish, step
from relcore.model.interaction import Interaction
from relcore.model.relationship import Relationship
from relcore.model.results import Recorded, Replay
from relcore.model.validation import check_currency, check_member, check_value, check_zone
from relcore.policy_set import STANDARD, FoldingRules, PolicySet
from relcore.vocabulary import RelationshipType, Role, Status

__all__ = ["Opening", "record", "replay", "replay_many"]


def record(
    relationship: "Relationship | Opening", interaction: Interaction[Any], policies: PolicySet = STANDARD
) -> Recorded:
    """Something happened: record it in its relationship.

    What fell due before it is applied first, each at its own instant. The arguments stay as they were.

    Args:
        relationship: the state so far; or how to open one, where this is the first interaction of a new one.
        interaction: what happened.
        policies: the rules; those that the relationship was folded under so far.

    Returns:
        The status and the relationship from now on, with every change and its decision. A late or repeated
        interaction is a status, and no error.

    Raises:
        ForeignInteractionError: the interaction names another relationship.
        PolicyMismatchError: the relationship was folded under other rules.
        CurrencyError: the amount is in another currency than the relationship's.
        PolicyError: a policy raised, or answered with nonsense.

    >>> from datetime import datetime, timezone
    >>> from relcore import Channel, Interaction, Money, Relationship, RelationshipType, record
    >>> from relcore.model import Purchase
    >>> t = lambda day: datetime(2026, 3, day, 9, tzinfo=timezone.utc)
    >>> r = Relationship.open(id="r-1", customer_id="c-1", type=RelationshipType.LONG_TERM, at=t(1))
    >>> bought = Interaction(id="i-1", relationship_id="r-1", at=t(2), channel=Channel.WEB,
    ...                      content=Purchase(amount=Money("25.00", "EUR")))
    >>> record(r, bought).relationship.stage
    <Stage.AWARENESS: 'awareness'>
    """
    rules = policies.folding if type(policies) is PolicySet else folding(policies)
    if isinstance(relationship, Opening):
        check_value(interaction, Interaction, "interaction")
        relationship = relationship.relationship(interaction)
    fold = Fold(relationship, rules)
    status = step(fold, interaction)
    if status is not Status.RECORDED:
        return Recorded(status, relationship, (), ())
    return make_recorded(status, finish(fold), tuple(fold.changes), tuple(fold.refusals))


_RECORDED = Status.RECORDED


class _History:
    """One relationship's history while it is replayed."""

    __slots__ = ("_fold", "_known", "_late", "_opened", "_repeated")

    def __init__(
        self, relationship: Relationship, known: dict[str, FoldingRules], rules: FoldingRules
    ) -> None:
        self._opened = relationship
        self._known = known
        self._fold = Fold(relationship, known.get(relationship.rules, rules))
        self._late: list[str] = []
        self._repeated: list[str] = []

    def add(self, interaction: Interaction[Any]) -> None:
        fold = self._fold
        if fold.draft.unsettled and fold.draft.rules != fold.rules.digest:
            self._adopt(interaction)
        status = step(fold, interaction)
        if status is not _RECORDED:
            (self._late if status is Status.LATE else self._repeated).append(interaction.id)

    def _adopt(self, interaction: Interaction[Any]) -> None:
        adopted = self._known.get(self._fold.draft.rules)
        if adopted is None:
            raise PolicyMismatchError(
                "adopted",
                self._fold.draft.rules[:12],
                f"the rules that were adopted before interaction {interaction.id!r}",
                "Pass the policy set in adopted=(...,); or leave the RulesAdopted out, to see the whole"
                " history under these rules.",
            )
        self._fold.use(adopted)

    def result(self) -> Replay:
        fold = self._fold
        recorded = fold.draft.revision - self._opened.revision
        relationship = finish(fold) if recorded else self._opened
        return Replay(
            relationship,
            tuple(fold.changes),
            tuple(fold.refusals),
            recorded,
            tuple(self._late),
            tuple(self._repeated),
        )


def _known_rules(policies: PolicySet, adopted: Iterable[PolicySet]) -> dict[str, FoldingRules]:
    if isinstance(adopted, PolicySet):
        raise PolicyError("adopted", adopted, "policy sets, one after another", "Write adopted=(policies,).")
    rules = [folding(known) for known in (policies, *adopted)]
    return {known.digest: known for known in rules}


def replay(
    relationship: Relationship,
    interactions: Iterable[Interaction[Any]],
    policies: PolicySet = STANDARD,
    *,
    adopted: Iterable[PolicySet] = (),
) -> Replay:
    """A whole history of one relationship, recorded in the order in which it is given.

    The same as recording one by one, split anywhere. Give interactions in the order of their history; what
    comes late is reported, not sorted in.

    Args:
        relationship: the state before, such as a newly opened one.
        interactions: its interactions.
        policies: the rules.
        adopted: the policy sets that the history adopts on its way, if it does.

    Returns:
        The relationship after it, every change and refusal, and the ids of what was late or repeated.

    Raises:
        ForeignInteractionError: an interaction names another relationship.
        PolicyMismatchError: the relationship was folded under rules that were not given, or its history
            adopts such.
        CurrencyError: an amount is in another currency than the relationship's.
        PolicyError: a policy raised, or answered with nonsense.
    """
    if not isinstance(interactions, Iterable):
        raise FieldError(
            "interactions", interactions, "interactions, one after another", "Pass a list of them."
        )
    history = _History(relationship, _known_rules(policies, adopted), policies.folding)
    add = history.add
    for interaction in interactions:
        add(interaction)
    return history.result()


@frozen(kw_only=True)
class Opening:
    """How relationships are opened that nobody opened before their first interaction.

    The relationship begins at that interaction, and its customer bears the relationship's id.

    Args:
        type: the type that was agreed with all of them.
        role: what the other side is.
        zone: the zone in which their days are counted.
        currency: the one currency of their amounts; that of the first amount, if left out.
    """

    type: RelationshipType
    role: Role = Role.PROSPECT
    zone: tzinfo = UTC
    currency: str | None = None

    def __attrs_post_init__(self) -> None:
        check_member(self.type, RelationshipType, "Opening.type")
        check_member(self.role, Role, "Opening.role")
        check_zone(self.zone, "Opening.zone")
        if self.currency is not None:
            check_currency(self.currency, "Opening.currency")

    def relationship(self, first: Interaction[Any]) -> Relationship:
        """The relationship that an interaction is the first of."""
        return Relationship.open(
            id=first.relationship_id,
            customer_id=first.relationship_id,
            type=self.type,
            at=first.at,
            role=self.role,
            zone=self.zone,
            currency=self.currency,
        )


def replay_many(
    interactions: Iterable[Interaction[Any]],
    *,
    relationships: Iterable[Relationship] = (),
    opening: Opening | None = None,
    policies: PolicySet = STANDARD,
    adopted: Iterable[PolicySet] = (),
) -> Iterator[Replay]:
    """The histories of many relationships, from one stream in any interleaving.

    The stream is read once and not kept: what is held is one state for each relationship, and its changes.
    Nothing is given out before the stream has ended, because its last interaction may be anybody's.

    Args:
        interactions: of any relationships; in the order of the history within each of them.
        relationships: those that are open already.
        opening: how to open the others; without it, each must be among those given.
        policies: the rules.
        adopted: the policy sets that the histories adopt on their way, if they do.

    Yields:
        A replay for each relationship: first those given, then the others as they first appeared.

    Raises:
        FieldError: a relationship is given twice, or something is not what it should be.
        UnknownRelationshipError: an interaction names a relationship that was not given, and there is no
            opening.
        CurrencyError: an amount is in another currency than its relationship's.
        PolicyError: a policy raised, or answered with nonsense.
    """
    known = _known_rules(policies, adopted)
    rules = policies.folding
    histories: dict[str, _History] = {}
    for given in relationships:
        check_value(given, Relationship, "relationships")
        if given.id in histories:
            remedy = "Give the newest snapshot of each."
            raise FieldError("relationships", given.id, "every relationship once", remedy)
        histories[given.id] = _History(given, known, rules)
    if opening is not None:
        check_value(opening, Opening, "opening")
    for interaction in interactions:
        check_value(interaction, Interaction, "interaction")
        history = histories.get(interaction.relationship_id)
        if history is None:
            if opening is None:
                raise UnknownRelationshipError(
                    "Interaction.relationship_id",
                    interaction.relationship_id,
                    "a relationship among those given",
                    "Pass it in relationships=, or say how to open new ones: opening=Opening(type=...).",
                )
            history = _History(opening.relationship(interaction), known, rules)
            histories[interaction.relationship_id] = history
        history.add(interaction)
    for history in histories.values():
        yield history.result()
