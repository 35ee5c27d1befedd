"""What must not have happened in a year, recounted from the log alone.

Nothing here asks the library: who was reached, how often, at what hour, and whether that was wanted is looked up in
what was recorded and in what was known of people at that instant.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any
from unicodedata import normalize
from zoneinfo import ZoneInfo

from attrs import frozen

from relcore.model import Interaction, Person
from relcore.model import contents as c
from relcore.vocabulary import Channel, Direction, Priority, Purpose, RelationshipType, Wish
from tests.stateful.year_facts import Facts
from tests.stateful.year_people import COUNTRIES
from tests.stateful.year_running import Done, Run

COURTEOUS = (Purpose.RELATIONSHIP, Purpose.SURVEY, Purpose.MARKETING)
INSISTENT = (Channel.PHONE, Channel.VIDEO, Channel.VOICEMAIL, Channel.SMS)
WITHOUT = (RelationshipType.TRANSACTIONAL, RelationshipType.SELF_SERVICE)
WEEK, DAY = timedelta(hours=168), timedelta(hours=24)
PAUSE = timedelta(days=90)
NIGHT, MORNING = time(21), time(8)


@frozen
class Contact:
    """One time that somebody was reached unasked, or was tried to be."""

    at: datetime
    person: str
    relationship_id: str
    channel: Channel
    purpose: Purpose
    done: Done

    @property
    def carried_out(self) -> bool:
        """Whether it carries out what was recommended."""
        return self.done.action is not None


@frozen
class Breach:
    """Something that must not have happened."""

    rule: str
    contact: Contact
    told: str

    def __str__(self) -> str:
        one = self.contact
        return f"{self.rule}: {one.done.interaction.settles} to {one.person} at {one.at}: {self.told}"


def is_contact(one: Interaction[Any]) -> bool:
    """Whether the company reached out, and did not just answer."""
    if one.direction is not Direction.OUTBOUND:
        return False
    if isinstance(one.content, c.Conversation):
        return True
    if not isinstance(one.content, c.Message):
        return False
    answers = one.content.purpose in {Purpose.SERVICE, Purpose.RELATIONSHIP}
    return one.content.reply_to is None or not answers


def zones_of(person: Person) -> tuple[tzinfo, ...]:
    """Where a person may live; none where nothing is known of that."""
    if person.zone is not None:
        return (person.zone,)
    return tuple(map(ZoneInfo, COUNTRIES.get(person.country or "", ())))


class Contacts:
    """Every contact of a year, by person, in order."""

    def __init__(self, run: Run) -> None:
        self.run, self.world, self.facts = run, run.world, Facts(run)
        self.by_person: dict[str, list[Contact]] = {}
        self.signs: dict[str, list[tuple[datetime, str | None]]] = {}
        for done in run.log:
            one = done.interaction
            held = isinstance(one.content, c.Conversation) and one.content.held
            if one.direction is Direction.INBOUND:
                self.signs.setdefault(one.relationship_id, []).append((one.at, one.by))
            elif one.direction is Direction.OUTBOUND and held:
                self.signs.setdefault(one.relationship_id, []).append((one.at, one.to))
            if is_contact(one) and one.to is not None:
                contact = Contact(one.at, one.to, one.relationship_id, one.channel, one.content.purpose, done)
                self.by_person.setdefault(one.to, []).append(contact)

    def carried_out(self) -> Iterator[tuple[Contact, list[Contact]]]:
        """Each contact that was recommended, and all that were made to the person before."""
        for contacts in self.by_person.values():
            for place, contact in enumerate(contacts):
                if contact.carried_out:
                    yield contact, contacts[:place]

    def person(self, contact: Contact) -> Person:
        """What was known of the person then."""
        return self.world.person(contact.person, contact.at)

    def zones(self, contact: Contact) -> tuple[tzinfo, ...]:
        """Where the person may live; none where that is not known."""
        return zones_of(self.person(contact))

    def day(self, contact: Contact, at: datetime) -> date:
        """The day of an instant where the person lives, else where the relationship counts its days."""
        zone = self.person(contact).zone or self.world.relationships[contact.relationship_id].zone
        return at.astimezone(zone).date()

    def unanswered_by(self, person: str, at: datetime, before: list[Contact]) -> list[Contact]:
        """The contacts before that the person gave no sign after, each in its relationship."""
        found = []
        for id in self.world.of_person[person]:
            own = self.world.relationships[id].customer_id == person
            signs = [when for when, who in self.signs.get(id, ()) if when <= at and (own or who == person)]
            last = max(signs, default=None)
            found += [one for one in before if one.relationship_id == id and (last is None or one.at > last)]
        return found


def breaches(run: Run) -> list[Breach]:
    """Everything that must not have happened."""
    contacts = Contacts(run)
    found: list[Breach] = []
    for contact, before in contacts.carried_out():
        for rule, told in (
            ("double contact", _double(contacts, contact, before)),
            ("cap", _capped(contact, before)),
            ("pause", _paused(contacts, contact, before)),
            ("quiet hours", _at_night(contacts, contact)),
            ("consent", _without_consent(contacts.person(contact), contact)),
            ("wanted nothing", _wants_nothing(contacts, contact)),
            ("unwanted", _is_unwanted(contacts, contact)),
            ("open concern", _complains(contacts, contact)),
        ):
            if told:
                found.append(Breach(rule, contact, told))
    return found


def _double(contacts: Contacts, contact: Contact, before: list[Contact]) -> str:
    action = contact.done.action
    if action is None or action.priority in {Priority.PROMISE, Priority.CONCERN}:
        return ""
    today = contacts.day(contact, contact.at)
    same = [one for one in before if contacts.day(contact, one.at) == today]
    return f"already {same[-1].done.interaction.id} on {today}" if same else ""


_CAPS: tuple[tuple[str, int, timedelta, Callable[[Contact], bool]], ...] = (
    ("weekly", 4, WEEK, lambda one: one.purpose in COURTEOUS),
    ("marketing", 2, WEEK, lambda one: one.purpose is Purpose.MARKETING),
    ("calls", 2, DAY, lambda one: one.channel in INSISTENT),
)


def _capped(contact: Contact, before: list[Contact]) -> str:
    for name, most, window, counts in _CAPS:
        made = [one for one in before if counts(one) and one.at > contact.at - window]
        if counts(contact) and len(made) >= most:
            return f"{name}: {len(made)} before"
    return ""


def _paused(contacts: Contacts, contact: Contact, before: list[Contact]) -> str:
    if contact.purpose not in COURTEOUS:
        return ""
    waiting = contacts.unanswered_by(contact.person, contact.at, before)
    latest = max((one.at for one in waiting), default=contact.at)
    if len(waiting) < 3 or latest + PAUSE <= contact.at:
        return ""
    return f"{len(waiting)} unanswered, the last at {latest}"


def _at_night(contacts: Contacts, contact: Contact) -> str:
    zones = contacts.zones(contact)
    shown = [contact.at.astimezone(zone).time() for zone in zones]
    if not shown:
        return "nobody knows where the person lives"
    return next((f"at {one}" for one in shown if one >= NIGHT or one < MORNING), "")


def _without_consent(person: Person, contact: Contact) -> str:
    at = contact.at
    about = [
        one
        for one in person.consents
        if one.purpose is contact.purpose and one.channel in {None, contact.channel} and one.valid_from <= at
    ]
    objections = [
        one.withdrawn_at for one in about if one.withdrawn_at is not None and one.withdrawn_at <= at
    ]
    standing = [
        one
        for one in about
        if (one.valid_until is None or at <= one.valid_until)
        and (one.withdrawn_at is None or at < one.withdrawn_at)
        and all(one.valid_from > objected for objected in objections)
    ]
    if standing:
        return ""
    if objections:
        return "withdrawn"
    return "none" if contact.purpose is Purpose.MARKETING else ""


def _wants_nothing(contacts: Contacts, contact: Contact) -> str:
    person, at, facts = contacts.person(contact), contact.at, contacts.facts
    if person.wish is Wish.NO:
        return "wish"
    for block in person.blocks:
        if block.since <= at:
            return str(block.kind)
    ended = facts.ended_for_good(contact.person, contact.relationship_id, at)
    if ended:
        return ended
    type = facts.type_at(contact.relationship_id, at)
    if type not in WITHOUT and person.wanted_type not in WITHOUT:
        return ""
    carried_out = () if contact.done.action is None else contact.done.action.recommendations
    settled = {id for one in carried_out for id in one.settles}
    if contact.purpose is Purpose.SERVICE and facts.is_transaction(settled, at):
        return ""
    return f"type {type}, wanted {person.wanted_type}"


def plain(word: str) -> str:
    """The letters and figures of a word."""
    return "".join(letter for letter in normalize("NFKC", word).casefold() if letter.isalnum())


def _is_unwanted(contacts: Contacts, contact: Contact) -> str:
    action = contact.done.action
    if action is None:
        return ""
    words = {str(contact.purpose), str(contact.channel)}
    words |= {one.kind for one in action.recommendations}
    words |= {one.topic for one in action.recommendations if one.topic is not None}
    asked = {plain(word) for word in words}
    said = contacts.facts.unwanted(contact.person, contact.relationship_id, contact.at)
    return next((word for word in (*contacts.person(contact).unwanted, *said) if plain(word) in asked), "")


def _complains(contacts: Contacts, contact: Contact) -> str:
    if contact.purpose is not Purpose.MARKETING:
        return ""
    return contacts.facts.complained(contact.person, contact.at)


def doubled_keys(run: Run) -> list[str]:
    """The keys that were carried out more than once."""
    counts = Counter(key for one in run.log for key in one.interaction.settles)
    return sorted(key for key, count in counts.items() if count > 1)
