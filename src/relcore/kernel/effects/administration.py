"""What the facts about the relationship itself do to the state."""

from relcore.kernel.fold import Fold, fact
from relcore.model.contents import Content, OwnerChanged, RulesAdopted, TypeChanged
from relcore.model.interaction import Interaction
from relcore.vocabulary import Aspect

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
    """Another representative, or none, from this instant on."""
    before, fold.draft.owner = fold.draft.owner, content.owner
    _note(fold, interaction, Aspect.OWNER, before, content.owner)


def change_type(fold: Fold, interaction: Interaction[Content], content: TypeChanged) -> None:
    """Another type, and other facets, from this instant on."""
    before = "+".join((fold.draft.type, *fold.draft.facets))
    fold.draft.type, fold.draft.facets = content.type, content.facets
    _note(fold, interaction, Aspect.TYPE, before, "+".join((content.type, *content.facets)))


def adopt_rules(fold: Fold, interaction: Interaction[Content], content: RulesAdopted) -> None:
    """Other rules from this instant on: what they make of the state falls due at once."""
    before, fold.draft.rules = fold.draft.rules, content.digest
    fold.draft.unsettled = before != content.digest
    _note(fold, interaction, Aspect.RULES, before, content.digest)
