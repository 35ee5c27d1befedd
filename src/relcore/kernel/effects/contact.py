"""What contact does to the state: attempts are remembered, and the customer's own acts end a silence."""

from relcore.kernel.fold import Fold
from relcore.model.contents import Content, Conversation, Message
from relcore.model.interaction import Interaction
from relcore.model.relationship import Contact
from relcore.vocabulary import Direction

__all__ = ["attempt", "engage"]

_OUTBOUND = Direction.OUTBOUND


def attempt(fold: Fold, interaction: Interaction[Content], content: Message | Conversation) -> None:
    """Remember that the company tried to reach somebody; a conversation that was held is no mere attempt."""
    if interaction.direction is not _OUTBOUND:
        return
    draft = fold.draft
    made = Contact(interaction.id, interaction.at, interaction.channel, content.purpose, interaction.to)
    draft.recent_contacts = (*draft.recent_contacts, made)[-fold.memory.contacts :]
    if isinstance(content, Conversation) and content.held:
        engage(fold, interaction)
    else:
        draft.unanswered += 1


def engage(fold: Fold, interaction: Interaction[Content]) -> None:
    """Note that the customer did something: silence begins anew."""
    fold.draft.engaged_at = interaction.at
    fold.draft.unanswered = 0
    fold.silence_broken()
