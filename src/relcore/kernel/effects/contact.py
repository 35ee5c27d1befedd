"""What contact does to the state: attempts are remembered, and the customer's own acts end a silence."""

from attrs import evolve

from relcore.kernel.effects.items import resume_clocks
from relcore.kernel.effects.promises import keep_promises
from relcore.kernel.fold import Fold
from relcore.kernel.making import make_conduct, make_contact, make_unnoted
from relcore.model.contents import Content, Conversation, Message, Note
from relcore.model.interaction import Interaction
from relcore.vocabulary import Direction

__all__ = ["converse", "engage", "note", "send"]

_OUTBOUND = Direction.OUTBOUND


def send(fold: Fold, interaction: Interaction[Content], content: Message) -> None:
    """Remember that the company tried to reach somebody."""
    if interaction.direction is _OUTBOUND:
        _attempt(fold, interaction, content, reply=content.reply_to is not None)
        fold.draft.unanswered += 1


def converse(fold: Fold, interaction: Interaction[Content], content: Conversation) -> None:
    """Remember the attempt; a conversation that was held is contact, and wants a note."""
    draft = fold.draft
    if interaction.direction is _OUTBOUND:
        _attempt(fold, interaction, content, reply=False)
        if content.held:
            engage(fold, interaction)
        else:
            draft.unanswered += 1
    if content.held:
        known = draft.conduct
        unnoted = (*known.unnoted, make_unnoted(interaction.id, interaction.at))[-fold.memory.unnoted :]
        draft.conduct = make_conduct(
            known.promises, known.customer_promises, known.closed_concerns, known.answer_seconds, unnoted
        )
    if content.promises:
        keep_promises(fold, interaction, content.promises)


def note(fold: Fold, interaction: Interaction[Content], content: Note) -> None:
    """A note about a conversation is the one that it wanted; what it says was promised is promised."""
    conduct = fold.draft.conduct
    if content.about is not None and conduct.unnoted:
        left = tuple(one for one in conduct.unnoted if one.id != content.about)
        fold.draft.conduct = evolve(conduct, unnoted=left)
    if content.promises:
        keep_promises(fold, interaction, content.promises)


def _attempt(
    fold: Fold, interaction: Interaction[Content], content: Message | Conversation, *, reply: bool
) -> None:
    made = make_contact(
        interaction.id,
        interaction.at,
        interaction.channel,
        content.purpose,
        interaction.to,
        interaction.by,
        reply,
    )
    draft = fold.draft
    draft.recent_contacts = (*draft.recent_contacts, made)[-fold.memory.contacts :]


def engage(fold: Fold, interaction: Interaction[Content]) -> None:
    """Note that the customer did something: silence begins anew, and what waited for it goes on."""
    fold.draft.engaged_at = interaction.at
    fold.draft.unanswered = 0
    fold.silence_broken()
    if fold.draft.items and fold.may_wait:
        resume_clocks(fold, interaction)
