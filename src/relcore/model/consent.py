"""What a person agreed to, took back, and may never be asked again.

A withdrawal is the person's own: nothing that the company enters later undoes it, only the person does.
"""

from datetime import datetime

from attrs import frozen

from relcore.errors import FieldError
from relcore.model.instants import to_instant
from relcore.model.validation import check_member, check_optional_text, check_side, check_text
from relcore.vocabulary import Channel, ConsentBasis, ContactBlock, Party, Purpose

__all__ = ["Block", "Consent"]


@frozen(kw_only=True)
class Consent:
    """A basis on which a person may be contacted for a purpose, as it was given.

    Args:
        purpose: what for.
        channel: by which channel; None for every one.
        basis: what makes it lawful.
        source: where it was given, such as the form or the call.
        valid_from: the first instant at which it holds.
        valid_until: the last instant; None without an end.
        withdrawn_at: when it was withdrawn; it does not hold from then on. A withdrawal by the person also
            takes back what was given earlier for the same purpose and channel, on whatever basis.
        jurisdiction: the law it was given under, as the application names it.
        recorded_at: when the log learnt of it, where that is kept; before, nobody could go by it.
        given_by: who gave it: the person, or the company that relies on it or entered it for the person.
        withdrawn_by: who withdrew it. The company's own withdrawal ends this one and nothing else.
    """

    purpose: Purpose
    basis: ConsentBasis
    source: str
    valid_from: datetime
    channel: Channel | None = None
    valid_until: datetime | None = None
    withdrawn_at: datetime | None = None
    jurisdiction: str | None = None
    recorded_at: datetime | None = None
    given_by: Party = Party.CUSTOMER
    withdrawn_by: Party = Party.CUSTOMER

    def __attrs_post_init__(self) -> None:
        check_member(self.purpose, Purpose, "Consent.purpose")
        check_member(self.basis, ConsentBasis, "Consent.basis")
        check_text(self.source, "Consent.source")
        if self.channel is not None:
            check_member(self.channel, Channel, "Consent.channel")
        for name in ("valid_from", "valid_until", "withdrawn_at", "recorded_at"):
            value = getattr(self, name)
            if value is not None or name == "valid_from":
                object.__setattr__(self, name, to_instant(value, f"Consent.{name}"))
        if self.valid_until is not None and self.valid_until < self.valid_from:
            remedy = "Swap or correct the two instants."
            raise FieldError("Consent.valid_until", self.valid_until, "an instant after valid_from", remedy)
        check_optional_text(self.jurisdiction, "Consent.jurisdiction")
        check_side(self.given_by, "Consent.given_by")
        check_side(self.withdrawn_by, "Consent.withdrawn_by")


@frozen(kw_only=True)
class Block:
    """A person may not be contacted, from an instant on. Nothing lifts it but its removal from the record.

    Args:
        kind: why.
        source: where it comes from, such as the court order, or the list of objections.
        since: the first instant at which it holds.
    """

    kind: ContactBlock
    source: str
    since: datetime

    def __attrs_post_init__(self) -> None:
        check_member(self.kind, ContactBlock, "Block.kind")
        check_text(self.source, "Block.source")
        object.__setattr__(self, "since", to_instant(self.since, "Block.since"))
