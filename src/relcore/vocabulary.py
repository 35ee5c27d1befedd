"""The closed sets: what the protocol itself depends on, and nobody extends from outside.

Every member is a string, and that string is the code in documents. Contents, reasons, metrics,
recommendations and contact rules are open sets and do not live here.
"""

from enum import StrEnum, unique

__all__ = [
    "Anchor",
    "Aspect",
    "Channel",
    "Comparison",
    "ConsentBasis",
    "ContactBlock",
    "CountedAs",
    "CustomerKind",
    "Department",
    "Direction",
    "EdgeKind",
    "EndReason",
    "GiftTie",
    "LeapDay",
    "Party",
    "Phase",
    "Priority",
    "Purpose",
    "RelationshipType",
    "Role",
    "Severity",
    "Stage",
    "StatementTopic",
    "Status",
    "SurveyMethod",
    "Technology",
    "Trend",
    "TrialOutcome",
    "Verdict",
    "Wish",
]


@unique
class Stage(StrEnum):
    """The five stages of a relationship. Their order is data: see :mod:`relcore.lifecycle`."""

    EXPLORATION = "exploration"
    AWARENESS = "awareness"
    EXPANSION = "expansion"
    COMMITMENT = "commitment"
    DISSOLUTION = "dissolution"


@unique
class RelationshipType(StrEnum):
    """The seven types: what was agreed between the two sides, never what practice looks like."""

    TRANSACTIONAL = "transactional"
    LONG_TERM = "long_term"
    PERSONAL_ASSISTANCE = "personal_assistance"
    DEDICATED_ASSISTANCE = "dedicated_assistance"
    SELF_SERVICE = "self_service"
    AUTOMATED = "automated"
    COMMUNITY = "community"


@unique
class Role(StrEnum):
    """What the other side is to the company. The same history gives the same result in any role."""

    PROSPECT = "prospect"
    CUSTOMER = "customer"
    EMPLOYEE = "employee"
    PARTNER = "partner"
    SUPPLIER = "supplier"


@unique
class CustomerKind(StrEnum):
    """Who a customer is: one person, or an organisation that people speak for."""

    PERSON = "person"
    ORGANISATION = "organisation"


@unique
class Department(StrEnum):
    """The four sides of a company that deal with a customer."""

    MARKETING = "marketing"
    SALES = "sales"
    TECHNICAL_SUPPORT = "technical_support"
    CUSTOMER_SERVICE = "customer_service"


@unique
class Channel(StrEnum):
    """The way an interaction came about."""

    IN_PERSON = "in_person"
    PHONE = "phone"
    VIDEO = "video"
    VOICEMAIL = "voicemail"
    EMAIL = "email"
    SMS = "sms"
    CHAT = "chat"
    SOCIAL = "social"
    POST = "post"
    WEB = "web"
    APP = "app"
    STORE = "store"
    COMMUNITY = "community"
    INTERNAL = "internal"


@unique
class Direction(StrEnum):
    """Who acted towards whom."""

    INBOUND = "inbound"
    OUTBOUND = "outbound"
    INTERNAL = "internal"
    BETWEEN_CUSTOMERS = "between_customers"


@unique
class Party(StrEnum):
    """A side of the relationship, as the one who did or said something."""

    CUSTOMER = "customer"
    COMPANY = "company"
    NOBODY = "nobody"


@unique
class Purpose(StrEnum):
    """Why a contact is made: what a consent is given for."""

    SERVICE = "service"
    RELATIONSHIP = "relationship"
    SURVEY = "survey"
    MARKETING = "marketing"

    @property
    def can_reply(self) -> bool:
        """Whether a reply can have it: what asks or promotes answers nothing."""
        return self is Purpose.SERVICE or self is Purpose.RELATIONSHIP


@unique
class Wish(StrEnum):
    """Whether a person wants to be approached at all. Unknown is not *yes*."""

    UNKNOWN = "unknown"
    YES = "yes"
    NO = "no"


@unique
class ConsentBasis(StrEnum):
    """What makes a contact lawful in the words of the consent record."""

    CONSENT = "consent"
    CONTRACT = "contract"
    LEGITIMATE_INTEREST = "legitimate_interest"
    LEGAL_OBLIGATION = "legal_obligation"


@unique
class ContactBlock(StrEnum):
    """Why a person may not be contacted, whatever else is known of them. Nothing lifts it."""

    LEGAL = "legal"
    FRAUD = "fraud"
    CEASED = "ceased"
    DO_NOT_CONTACT = "do_not_contact"


@unique
class Priority(StrEnum):
    """What comes first, from the first to the last."""

    PROMISE = "promise"
    CONCERN = "concern"
    COURTESY = "courtesy"
    COMMERCIAL = "commercial"


@unique
class Technology(StrEnum):
    """How much technology it takes: a company begins low, and each step reinforces the next."""

    LOW = "low"
    MID = "mid"
    HIGH = "high"


@unique
class LeapDay(StrEnum):
    """When a day that is 29 February is kept in a year that has none. It stays 29 February in those that do."""

    OMIT = "omit"
    FEBRUARY_28 = "february_28"
    MARCH_1 = "march_1"


@unique
class GiftTie(StrEnum):
    """What a gift has to do with: the company, the customer's business, or what the customer last bought."""

    COMPANY = "company"
    BUSINESS = "business"
    PURCHASE = "purchase"


@unique
class TrialOutcome(StrEnum):
    """How far a trial has come."""

    STARTED = "started"
    PASSED = "passed"
    FAILED = "failed"


@unique
class StatementTopic(StrEnum):
    """What a customer's statement is about."""

    VALUE = "value"
    MOTIVE = "motive"
    NEED = "need"
    UNWANTED = "unwanted"
    INTEREST = "interest"
    COMMENT = "comment"


@unique
class Phase(StrEnum):
    """When satisfaction was read, relative to the receipt of a product or service."""

    BEFORE_RECEIPT = "before_receipt"
    DURING_RECEIPT = "during_receipt"
    AFTER_RECEIPT = "after_receipt"


@unique
class SurveyMethod(StrEnum):
    """How the marks of one instrument are summed up.

    The mean of the marks; the share of the two best marks, in percent; or promoters less detractors, in
    percent, from -100 to 100 (Reichheld, "The One Number You Need to Grow", Harvard Business Review, 2003).
    """

    MEAN = "mean"
    TOP_TWO_BOX = "top_two_box"
    NET_PROMOTER = "net_promoter"


@unique
class Severity(StrEnum):
    """How much a concern weighs."""

    MINOR = "minor"
    MODERATE = "moderate"
    GRAVE = "grave"


@unique
class EndReason(StrEnum):
    """Why a relationship ended."""

    DISSATISFIED = "dissatisfied"
    BETTER_ELSEWHERE = "better_elsewhere"
    NEEDS_CHANGED = "needs_changed"
    NO_GROWTH = "no_growth"
    FRAUD = "fraud"
    LEGAL = "legal"
    TRIAL_FAILED = "trial_failed"
    CEASED = "ceased"
    LAPSED = "lapsed"


@unique
class EdgeKind(StrEnum):
    """What sort of move an edge of the lifecycle is."""

    FORWARD = "forward"
    BACKWARD = "backward"
    ENDING = "ending"
    REOPENING = "reopening"
    RESUMING = "resuming"
    MANUAL = "manual"


@unique
class Trend(StrEnum):
    """Which way a score is going."""

    RISING = "rising"
    STEADY = "steady"
    FALLING = "falling"


@unique
class Status(StrEnum):
    """What became of an interaction that was handed to ``record``."""

    RECORDED = "recorded"
    LATE = "late"
    REPEATED = "repeated"


@unique
class Verdict(StrEnum):
    """What a decision decided."""

    MOVED = "moved"
    STAYED = "stayed"
    CHANGED = "changed"
    REFUSED = "refused"
    FOUND = "found"
    ALLOWED = "allowed"
    DEFERRED = "deferred"
    ASSIGNED = "assigned"


@unique
class Aspect(StrEnum):
    """Which side of a relationship a change changed."""

    STAGE = "stage"
    TYPE = "type"
    ROLE = "role"
    OWNER = "owner"
    ITEM = "item"
    ENDING = "ending"
    RULES = "rules"


@unique
class CountedAs(StrEnum):
    """What a purchase counts as, besides as a purchase."""

    DAY = "day"
    """The purchase that its day was counted for."""
    EPISODE_DAY = "episode_day"
    """The one that its day was counted for in its episode, while an earlier episode has the day itself."""
    FURTHER = "further"
    """A further purchase of a day that counts already."""
    CANCELLED = "cancelled"
    """Nothing any more, not even as a purchase."""


@unique
class Anchor(StrEnum):
    """The instants since which a criterion can say that time has passed. None of them moves by itself.

    They are: when the stage was entered; when the episode began; when the customer last did something in
    this episode.
    """

    STAGE = "stage"
    EPISODE = "episode"
    ENGAGED = "engaged"


@unique
class Comparison(StrEnum):
    """How a measured value is held against a required one."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"
    EQUAL_TO = "equal_to"
