"""What speaks against a contact, in English sentences."""

from typing import Final

__all__ = ["CONTACT_FACTS", "CONTACT_MEASURES"]

CONTACT_MEASURES: Final[dict[str, dict[str, str]]] = {
    "unanswered_contacts": {
        "zero": "No contact has gone unanswered",
        "one": "{measured} contact has gone unanswered",
        "other": "{measured} contacts have gone unanswered",
        "unknown": "It is not known how many contacts have gone unanswered",
        "less_than": "and after {required} there is a pause",
    },
    "contacts_within": {
        "zero": "No contact",
        "one": "{measured} contact",
        "other": "{measured} contacts",
        "unknown": "It is not known how many contacts there were",
        "less_than": "and {required} is the most allowed",
    },
    "window": {
        "other": "Counted over {measured}",
        "unknown": "It is not known over how long it is counted",
    },
    "zone": {
        "other": "It is known where {person} lives",
        "unknown": "It is not known where {person} lives, and so whether it is too early or too late there",
        "equal_to": "",
    },
    "addressee": {
        "other": "It is known who would be contacted",
        "unknown": "It is not known who would be contacted",
        "equal_to": "",
    },
    "unwanted": {
        "other": "What {person} does not want includes {measured}",
        "unknown": "Some of what {person} does not want is not known any more",
    },
    "attempts_remembered": {
        "zero": "No attempt to reach a person is remembered",
        "one": "{measured} attempt to reach each person is remembered",
        "other": "{measured} attempts to reach each person are remembered",
        "unknown": "It is not known how many attempts to reach each person are remembered",
    },
}

CONTACT_FACTS: Final[dict[str, dict[str, str]]] = {
    "contact_block": {
        "fails": "Contact with {person} is blocked: {measured}",
        "legal": "A legal block forbids contact with {person}",
        "fraud": "Contact with {person} is blocked because of fraud",
        "ceased": "It is on record that {person} is no longer there",
        "do_not_contact": "{person} is on the list of those who are not to be contacted",
    },
    "wish": {"fails": "{person} does not want to be approached"},
    "unwanted": {"fails": "What {person} does not want includes {measured}"},
    "outreach_agreed": {"fails": "No outreach was agreed, as the relationship is {measured}"},
    "outreach_wanted": {"fails": "No outreach is wanted, as the type that {person} wants is {measured}"},
    "local_time": {
        "fails": "Nobody is contacted at {measured} where {person} lives, and not before {required}",
        "fails.now": "It is {measured} where {person} lives, and nobody is contacted there before {required}",
        "fails.unbounded": "{measured} is outside the hours and days for contact where {person} lives",
        "fails.unbounded.now": "It is {measured} where {person} lives, outside the hours and days for contact",
    },
    "not_before": {"fails": "It only makes sense from {required} on"},
    "expires": {
        "fails": "It only makes sense until {required}, and may not be done before {measured}",
        "fails.now": "It only made sense until {required}",
    },
    "patience": {"fails": "No time until {required} was found at which it may be done"},
}
