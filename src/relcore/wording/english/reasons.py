"""What was measured, what was recorded, and what is required, in English sentences."""

from typing import Final

__all__ = ["COUNTED", "FACTS", "MEASURES", "REQUIRED"]

MEASURES: Final[dict[str, dict[str, str]]] = {
    "purchase_days": {
        "zero": "Nothing bought so far in this episode",
        "other": "Bought on {measured}",
        "unknown": "It is not known on how many days something was bought",
    },
    "purchase_days_in_all": {
        "zero": "Nothing bought so far",
        "other": "Bought on {measured} in all",
        "unknown": "It is not known on how many days something was bought in all",
    },
    "categories": {
        "zero": "Nothing bought from any product category so far in this episode",
        "one": "Bought from {measured} product category",
        "other": "Bought from {measured} product categories",
        "unknown": "It is not known from how many product categories something was bought",
    },
    "breaches": {
        "zero": "No promise of the company stands broken",
        "one": "{measured} promise of the company is broken and not made good",
        "other": "{measured} promises of the company are broken and not made good",
        "unknown": "It is not known how many promises of the company stand broken",
        "at_least": "it takes {required}",
    },
    "grave_concerns": {
        "zero": "No grave concern is open",
        "one": "{measured} grave concern is open",
        "other": "{measured} grave concerns are open",
        "unknown": "It is not known how many grave concerns are open",
        "at_least": "it takes {required}",
    },
    "opportunities": {
        "zero": "No opportunity is open",
        "one": "{measured} opportunity is open",
        "other": "{measured} opportunities are open",
        "unknown": "It is not known how many opportunities are open",
    },
    "ended_for": {
        "zero": "The way it ended does not rule out a return",
        "other": "It ended for a reason that rules out a return",
        "unknown": "It is not known how the latest episode ended",
        "at_least": "",
        "at_most": "",
    },
    "usual_gap": {
        "other": "The usual gap between purchases is {measured}",
        "unknown": "The usual gap between purchases is not known",
    },
    "mean_basket": {
        "other": "A purchase comes to {measured} on average",
        "unknown": "It is not known what a purchase comes to on average",
    },
    "silence": {
        "other": "Silent for {measured}",
        "unknown": "It is not known since when the customer has been silent",
        "at_least": "the limit is {required}",
        "more_than": "the limit is {required}",
    },
    "overdue": {
        "one": "{measured} has passed since the last purchase",
        "other": "{measured} have passed since the last purchase",
        "unknown": "It is not known whether a purchase is overdue",
        "at_least": "the limit is {required}",
        "more_than": "the limit is {required}",
    },
    "activity": {
        "other": "The activity score is {measured}",
        "unknown": "The activity score is not known",
    },
    "dwell": {
        "other": "In this stage for {measured}",
        "unknown": "It is not known for how long this stage has lasted",
        "more_than": "going back takes more than {required}",
    },
    "episode_age": {
        "other": "This episode has lasted {measured}",
        "unknown": "It is not known for how long this episode has lasted",
    },
    "days": {
        "other": "A fixed span of {measured}",
        "unknown": "The length of a fixed span is not known",
    },
    "paces": {
        "other": "A span of {measured} at the pace of the business",
        "unknown": "A span at the pace of the business is not known",
    },
    "usual_gaps": {
        "other": "A span of {measured} by the customer's usual gaps",
        "unknown": "A span by the customer's usual gaps is not known",
    },
    "return_amount": {
        "other": "{measured} was to be paid back",
        "unknown": "It is not known how much was to be paid back",
        "at_most": "and only {required} of the purchase is left",
    },
}

FACTS: Final[dict[str, dict[str, str]]] = {
    "answered": {"holds": "The {measured} was answered"},
    "ended": {"holds": "This was recorded: {measured}"},
    "owner_changed": {"holds": "Given to {measured}", "none": "Released: it has no owner now"},
    "purchase": {"holds": "Something was bought"},
    "resolved": {"holds": "The {measured} was settled"},
    "rules_adopted": {"holds": "Other rules were adopted"},
    "stage_changed": {"holds": "This was recorded: {measured}"},
    "type_changed": {"holds": "Both sides agreed on another type: {measured}"},
    "withdrawn": {"holds": "The {measured} was withdrawn"},
    "delivered_by": {
        "holds": "Delivered on {measured}, in time: it was promised until {required}",
        "fails": "Delivered on {measured}, too late: it was promised until {required}",
    },
    "renegotiated_by": {
        "holds": "Agreed anew on {measured}, in time: it was promised until {required}",
        "fails": "Agreed anew on {measured}, too late: it was promised until {required}",
    },
    "new_due": {"fails": "The new date is no later than the agreement: {measured} is before {required}"},
    "promise_due": {"holds": "Promised until {required}, and not delivered by then"},
    "pinned_until": {"fails": "It was to hold until {measured}, and that had passed on {required}"},
    "no_edge": {"fails": "No way leads on from {measured} by this: {required}"},
    "recorded": {"fails": "Not recorded so far: {required}"},
    "item_open": {"fails": "What it refers to is not open"},
    "item_kind": {"fails": "What it refers to is of another kind: {measured} in place of {required}"},
    "purchase_known": {"fails": "The purchase that it refers to is not {required}"},
    "purchase_standing": {"fails": "The purchase that it refers to was cancelled before"},
}

COUNTED: Final[dict[str, str]] = {
    "zero": "No {event} so far in this episode",
    "one": "{measured} {event} in this episode",
    "other": "{measured} {event} in this episode",
    "unknown": "The number of {event} in this episode is not known",
}

REQUIRED: Final[dict[str, str]] = {
    "at_least": "at least {required} needed",
    "at_most": "at most {required} allowed",
    "at_most.zero": "none allowed",
    "more_than": "more than {required} needed",
    "more_than.zero": "more than none needed",
    "less_than": "less than {required} needed",
    "equal_to": "exactly {required} needed",
    "equal_to.zero": "none needed",
}
