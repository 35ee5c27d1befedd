"""What contact does to the state: attempts are remembered, and the customer's own acts end a silence."""

from operator import attrgetter

from relcore.kernel.effects.events import concerned, keep_event
from relcore.kernel.effects.items import resume_clocks
from relcore.kernel.effects.promises import keep_promises
from relcore.kernel.fold import Fold
from relcore.kernel.making import make_conduct, make_contact, make_unnoted
from relcore.model.conduct import Conduct
from relcore.model.contents import Content, Conversation, Message, Note
from relcore.model.frozen_map import FrozenMap
from relcore.model.interaction import Interaction
from relcore.model.memories import Contact, Heard
from relcore.vocabulary import Direction, Purpose

__all__ = ["converse", "engage", "note", "reach_out", "send"]

_OUTBOUND = Direction.OUTBOUND
_BETWEEN_US = frozenset({Direction.INBOUND, Direction.OUTBOUND})
_NO_CONDUCT = Conduct()
_ANY_PURPOSE = "unknown"
_UNNAMED = "contacts.unnamed"
_ADDRESSEE = attrgetter("person")


def send(fold: Fold, interaction: Interaction[Content], content: Message) -> None:
    """Remember that the company tried to reach somebody; a reply is no attempt."""
    if interaction.direction is _OUTBOUND and (content.reply_to is None or not content.is_reply):
        _attempt(fold, interaction, content.purpose)
        fold.draft.unanswered += 1


def converse(fold: Fold, interaction: Interaction[Content], content: Conversation) -> None:
    """Remember the attempt, unless it is a reply; a conversation that was held is contact, and wants a note."""
    draft = fold.draft
    if interaction.direction is _OUTBOUND:
        asked_for = content.reply_to is not None and content.is_reply
        if not asked_for:
            _attempt(fold, interaction, content.purpose)
        if content.held:
            engage(fold, interaction, interaction.to)
        elif not asked_for:
            draft.unanswered += 1
    if content.held and interaction.direction in _BETWEEN_US:
        known = draft.conduct
        unnoted = (*known.unnoted, make_unnoted(interaction.id, interaction.at))[-fold.memory.unnoted :]
        draft.conduct = make_conduct(
            known.promises, known.customer_promises, known.closed_concerns, known.answer_seconds, unnoted
        )
    if content.event is not None and content.held:
        keep_event(fold, interaction, "conversation.met", person=concerned(interaction), about=content.event)
    if content.promises:
        keep_promises(fold, interaction, content.promises)


def note(fold: Fold, interaction: Interaction[Content], content: Note) -> None:
    """A note about a conversation is the one that it wanted; what it says was promised is promised.

    One that does not say what it is about is about the latest conversation that has none; if it settles something,
    about the latest that a key names.
    """
    known = fold.draft.conduct
    if known.unnoted:
        about = _latest(known, interaction) if content.about is None else content.about
        left = tuple(one for one in known.unnoted if one.id != about)
        conduct = make_conduct(
            known.promises, known.customer_promises, known.closed_concerns, known.answer_seconds, left
        )
        fold.draft.conduct = _NO_CONDUCT if conduct == _NO_CONDUCT else conduct
    if content.promises:
        keep_promises(fold, interaction, content.promises)


def _latest(known: Conduct, interaction: Interaction[Content]) -> str | None:
    """The latest conversation without a note that a note can be about which does not say so."""
    if not interaction.settles:
        return known.unnoted[-1].id
    named = {key.rpartition("/")[2] for key in interaction.settles}
    return next((one.id for one in reversed(known.unnoted) if one.id in named), None)


def reach_out(fold: Fold, interaction: Interaction[Content]) -> None:
    """What a content of a third party does outwards is an attempt; where it states no purpose, of any."""
    purpose = getattr(interaction.content, "purpose", None)
    _attempt(fold, interaction, purpose if isinstance(purpose, Purpose) else _ANY_PURPOSE)
    fold.draft.unanswered += 1


def _attempt(fold: Fold, interaction: Interaction[Content], purpose: str) -> None:
    draft, person = fold.draft, interaction.to
    if person is not None and person == draft.customer_id:
        person = None  # whoever speaks for the customer
    made = make_contact(
        interaction.id,
        interaction.at,
        interaction.channel,
        purpose,
        person,
        interaction.by,
    )
    most = fold.memory.contacts
    kept = draft.recent_contacts
    if len(kept) < most:
        draft.recent_contacts = (*kept, made)
        return
    sole = fold.sole_addressee
    if sole is None:
        known = set(map(_ADDRESSEE, kept))
        sole = fold.sole_addressee = tuple(known) if len(known) == 1 else ()
    if sole and sole[0] == person:
        draft.recent_contacts = (*kept, made)[-most:]
        if person is not None or _UNNAMED not in draft.forgotten:
            _forget(fold, person)
    else:
        fold.sole_addressee = ()
        draft.recent_contacts = (*_make_room(fold, kept, person), made)


def _make_room(fold: Fold, kept: tuple[Contact, ...], person: str | None) -> tuple[Contact, ...]:
    """Let go of the earliest attempts to reach the same person, or of the earliest of all where it is too many."""
    memory = fold.memory
    same = [contact for contact in kept if contact.person == person]
    surplus = len(same) - memory.contacts + 1
    if surplus > 0:
        _forget(fold, person)
        gone = {contact.id for contact in same[:surplus]}
        kept = tuple(contact for contact in kept if contact.id not in gone)
    most = memory.contacts * memory.persons
    if len(kept) >= most:
        fold.forget("contacts")
        kept = kept[len(kept) - most + 1 :]
    return kept


def _forget(fold: Fold, person: str | None) -> None:
    """Say whose attempts were let go of; of whose, only while there are not too many of them."""
    name = _UNNAMED if person is None else f"contacts.{person}"
    forgotten = fold.draft.forgotten
    if name in forgotten or "contacts" in forgotten:
        return
    many = sum(one.startswith("contacts.") for one in forgotten) >= fold.memory.persons
    fold.forget("contacts" if many else name)


def engage(fold: Fold, interaction: Interaction[Content], person: str | None) -> None:
    """Note that the customer did something: silence begins anew, and what waited for it goes on."""
    draft = fold.draft
    draft.engaged_at = interaction.at
    draft.unanswered = 0
    if person is not None and person != draft.customer_id:
        _hear_from(fold, person, interaction)
    fold.moving_known = fold.due_exact = False  # deadlines that lie ahead can only have moved later
    if fold.waits_passed:
        fold.due_bounds = False
    if draft.items and fold.may_wait:
        resume_clocks(fold, interaction)


def _hear_from(fold: Fold, person: str, interaction: Interaction[Content]) -> None:
    """Remember when somebody who speaks for the customer was last heard, while there are not too many of them."""
    heard = {**fold.draft.heard_from, person: Heard(interaction.id, interaction.at)}
    if len(heard) > fold.memory.persons:
        del heard[min(heard, key=lambda one: (heard[one].at, one))]
    fold.draft.heard_from = FrozenMap(heard)
