"""Contact: what was said between the two sides, and what was noted about it."""

from attrs import frozen

from relcore.errors import FieldError
from relcore.model.contents.obligations import Promise
from relcore.model.validation import check_flag, check_member, check_optional_text, check_text, check_values
from relcore.vocabulary import Department, Direction, Purpose

__all__ = ["Conversation", "Message", "Note"]


@frozen(weakref_slot=False)
class Message:
    """One-way contact: an email, a card, a voicemail, a chat line. From the company unless said otherwise.

    Args:
        purpose: why it was sent. A message that mixes service with promotion is marketing.
        topic: what it was about, where known.
        text: its words, where they are kept.
        reply_to: the id of the interaction that it answers; None where nobody asked for it. What promotes or
            asks is no reply, whatever it answers.
    """

    kind = "message"
    direction = Direction.OUTBOUND
    department = Department.CUSTOMER_SERVICE

    purpose: Purpose = Purpose.SERVICE
    topic: str | None = None
    text: str | None = None
    reply_to: str | None = None

    def __attrs_post_init__(self) -> None:
        check_member(self.purpose, Purpose, "Message.purpose")
        check_optional_text(self.topic, "Message.topic")
        check_optional_text(self.text, "Message.text")
        check_optional_text(self.reply_to, "Message.reply_to")

    @property
    def is_reply(self) -> bool:
        """Whether it answers what the customer asked, and does nothing else: what promotes or asks is none."""
        return self.reply_to is not None and self.purpose.can_reply


@frozen(weakref_slot=False)
class Conversation:
    """Live contact: a call, a visit, a meeting. From the company unless said otherwise.

    Args:
        held: whether it took place. One that was missed counts as an attempt, not as a contact.
        purpose: why it was sought.
        topic: what it was about, where known.
        event: the event at which the two sides met, where that is how it came about.
        promises: what was promised in it; each is an item of its own, named by the interaction's id and its
            number, as in ``"i-7#1"``.
        reply_to: the id of the interaction that it answers; None where nobody asked for it. What promotes or asks is
            no reply, whatever it answers.
    """

    kind = "conversation"
    direction = Direction.OUTBOUND
    department = Department.SALES

    held: bool = True
    purpose: Purpose = Purpose.RELATIONSHIP
    topic: str | None = None
    event: str | None = None
    promises: tuple[Promise, ...] = ()
    reply_to: str | None = None

    def __attrs_post_init__(self) -> None:
        check_flag(self.held, "Conversation.held")
        check_optional_text(self.reply_to, "Conversation.reply_to")
        check_member(self.purpose, Purpose, "Conversation.purpose")
        check_optional_text(self.topic, "Conversation.topic")
        check_optional_text(self.event, "Conversation.event")
        check_values(self.promises, Promise, "Conversation.promises")
        if self.promises and not self.held:
            remedy = "Record them where they were made, or set held=True."
            expected = "none in a conversation that did not take place"
            raise FieldError("Conversation.promises", self.promises, expected, remedy)

    @property
    def is_reply(self) -> bool:
        """Whether it answers what the customer asked, and does nothing else: what promotes or asks is none."""
        return self.reply_to is not None and self.purpose.can_reply


@frozen(weakref_slot=False)
class Note:
    """What somebody wrote down for the colleagues; the customer does not see it.

    Args:
        text: the note.
        about: the id of the interaction that it is about. Without it, it is taken to be about the latest
            conversation that has no note yet, if there is one; of a note that settles recommendations, only about
            one that a key of them names.
        promises: what was promised, as it was written down; each is an item of its own, named by the
            interaction's id and its number, as in ``"i-7#1"``.
    """

    kind = "note"
    direction = Direction.INTERNAL
    department = Department.CUSTOMER_SERVICE

    text: str
    about: str | None = None
    promises: tuple[Promise, ...] = ()

    def __attrs_post_init__(self) -> None:
        check_text(self.text, "Note.text")
        check_optional_text(self.about, "Note.about")
        check_values(self.promises, Promise, "Note.promises")
