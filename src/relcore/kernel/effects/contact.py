"""What contact does to the state: attempts are remembered, and the customer's own acts end a silence."""

from relcore.kernel.effects.items import resume_clocks
from relcore.kernel.effects.promises import keep_promises
from relcore.kernel.fold import Fold
from relcore.kernel.making import make_conduct, make_contact, make_unnoted
from relcore.model.conduct import Conduct
from relcore.model.contents import Content, Conversation, Message, Note
from relcore.model.interaction import Interaction
from relcore.vocabulary import Direction

__all__ = ["converse", "engage", "note", "send"]

_OUTBOUND = Direction.OUTBOUND
_BETWEEN_US = frozenset({Direction.INBOUND, Direction.OUTBOUND})
_NO_CONDUCT = Conduct()


def send(fold: Fold, interaction: Interaction[Content], content: Message) -> None:
    """Remember that the company tried to reach somebody; a reply is no attempt."""
    if interaction.direction is _OUTBOUND and content.reply_to is None:
        _attempt(fold, interaction, content)
        fold.draft.unanswered += 1


def converse(fold: Fold, interaction: Interaction[Content], content: Conversation) -> None:
    """Remember the attempt; a conversation that was held is contact, and wants a note."""
    draft = fold.draft
    if interaction.direction is _OUTBOUND:
        _attempt(fold, interaction, content)
        if content.held:
            engage(fold, interaction)
        else:
            draft.unanswered += 1
    if content.held and interaction.direction in _BETWEEN_US:
        known = draft.conduct
        unnoted = (*known.unnoted, make_unnoted(interaction.id, interaction.at))[-fold.memory.unnoted :]
        draft.conduct = make_conduct(
            known.promises, known.customer_promises, known.closed_concerns, known.answer_seconds, unnoted
        )
    if content.promises:
        keep_promises(fold, interaction, content.promises)


def note(fold: Fold, interaction: Interaction[Content], content: Note) -> None:
    """A note about a conversation is the one that it wanted; what it says was promised is promised.

    One that does not say what it is about is about the latest conversation that has none.
    """
    known = fold.draft.conduct
    if known.unnoted:
        about = known.unnoted[-1].id if content.about is None else content.about
        left = tuple(one for one in known.unnoted if one.id != about)
        conduct = make_conduct(
            known.promises, known.customer_promises, known.closed_concerns, known.answer_seconds, left
        )
        fold.draft.conduct = _NO_CONDUCT if conduct == _NO_CONDUCT else conduct
    if content.promises:
        keep_promises(fold, interaction, content.promises)


def _attempt(fold: Fold, interaction: Interaction[Content], content: Message | Conversation) -> None:
    made = make_contact(
        interaction.id,
        interaction.at,
        interaction.channel,
        content.purpose,
        interaction.to,
        interaction.by,
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
