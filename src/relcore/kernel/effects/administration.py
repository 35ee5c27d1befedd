"""What the facts about the relationship itself do to the state."""

from relcore.kernel.fold import Fold, fact, mismatch
from relcore.model.contents import Content, OwnerChanged, RulesAdopted, TypeChanged
from relcore.model.interaction import Interaction
from relcore.model.memories import Windows
from relcore.vocabulary import Aspect, RelationshipType

__all__ = ["adopt_rules", "change_owner", "change_type"]


def _note(
    fold: Fold, interaction: Interaction[Content], aspect: Aspect, before: str | None, after: str | None
) -> None:
    if before == after:
        return
    kind = interaction.content.kind
    reason = fact(kind, after or "", aspect, interaction.id)
    fold.change(
        aspect, before, after, at=interaction.at, cause=interaction.id, policy=kind, reasons=(reason,)
    )


def change_owner(fold: Fold, interaction: Interaction[Content], content: OwnerChanged) -> None:
    """Another representative, or none, from this instant on; a transactional relationship has none."""
    draft = fold.draft
    if content.owner is not None and draft.type is RelationshipType.TRANSACTIONAL:
        wanted = mismatch("type_has_owner", draft.type, "another type", "type", interaction.id)
        fold.refuse(content.kind, wanted)
        return
    before, draft.owner = draft.owner, content.owner
    _note(fold, interaction, Aspect.OWNER, before, content.owner)


def change_type(fold: Fold, interaction: Interaction[Content], content: TypeChanged) -> None:
    """Another type, and other facets, from this instant on; a transactional one releases its representative."""
    before = "+".join((fold.draft.type, *fold.draft.facets))
    fold.draft.type, fold.draft.facets = content.type, content.facets
    _note(fold, interaction, Aspect.TYPE, before, "+".join((content.type, *content.facets)))
    if content.type is RelationshipType.TRANSACTIONAL:
        owner, fold.draft.owner = fold.draft.owner, None
        _note(fold, interaction, Aspect.OWNER, owner, None)


def adopt_rules(fold: Fold, interaction: Interaction[Content], content: RulesAdopted) -> None:
    """Other rules from this instant on: what they make of the state falls due at once."""
    before, fold.draft.rules = fold.draft.rules, content.digest
    fold.draft.unsettled = before != content.digest
    if fold.draft.unsettled:
        fold.draft.windows, fold.view.running = Windows(interaction.at, 0), None
    _note(fold, interaction, Aspect.RULES, before, content.digest)
