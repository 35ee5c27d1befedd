"""What was measured and what is required of it, in English sentences."""

from typing import Final

__all__ = ["COMPOSED", "COUNTED", "MEASURES", "REQUIRED"]

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
    "open_concerns": {
        "zero": "No concern is open",
        "one": "{measured} concern is open",
        "other": "{measured} concerns are open",
        "unknown": "It is not known how many concerns are open",
        "at_least": "it takes {required}",
    },
    "unsettled_grievances": {
        "zero": "No grievance of a dissatisfied customer who left is unsettled",
        "one": "{measured} grievance of a dissatisfied customer who left is unsettled",
        "other": "{measured} grievances of a dissatisfied customer who left are unsettled",
        "unknown": "It is not known how many grievances of a dissatisfied customer who left are unsettled",
        "at_least": "it takes {required}",
    },
    "overrun": {
        "zero": "No concern or question is open beyond its time limit",
        "one": "{measured} concern or question is open beyond its time limit",
        "other": "{measured} concerns or questions are open beyond their time limits",
        "unknown": "It is not known how many concerns and questions are open beyond their time limits",
    },
    "unroutable": {
        "zero": "No concern is with somebody who can't resolve it",
        "one": "{measured} open concern is with nobody who can resolve it",
        "other": "{measured} open concerns are with nobody who can resolve them",
        "unknown": "It is not known how many concerns are with nobody who can resolve them",
        "at_least": "",
    },
    "recurrences": {
        "one": "It repeats {measured} concern that was closed before",
        "other": "It repeats {measured} concerns that were closed before",
        "unknown": "It is not known how many concerns it repeats",
        "at_least": "",
    },
    "open_needs": {
        "zero": "No need waits for a department to take notice",
        "one": "{measured} need waits for a department to take notice",
        "other": "{measured} needs wait for a department to take notice",
        "unknown": "It is not known how many needs wait for a department to take notice",
    },
    "uncovered_needs": {
        "zero": "A help resource covers each of the latest needs",
        "other": "No help resource covers {measured} of the latest needs",
        "unknown": "It is not known how many of the latest needs no help resource covers",
    },
    "unacknowledged_changes": {
        "zero": "Every change of the customer's facts was acknowledged in time",
        "one": "{measured} change of the customer's facts was not acknowledged in time",
        "other": "{measured} changes of the customer's facts were not acknowledged in time",
        "unknown": "It is not known how many changes of the customer's facts were not acknowledged in time",
    },
    "opportunities": {
        "zero": "No opportunity is open",
        "one": "{measured} opportunity is open",
        "other": "{measured} opportunities are open",
        "unknown": "It is not known how many opportunities are open",
    },
    "unalerted_opportunities": {
        "zero": "Sales has taken notice of every opportunity in a key customer",
        "one": "Sales has not taken notice of {measured} opportunity in this key customer",
        "other": "Sales has not taken notice of {measured} opportunities in this key customer",
        "unknown": "It is not known of how many opportunities in a key customer sales has not taken notice",
    },
    "answer_hours": {
        "other": "Half of the latest answers took {measured} or less",
        "unknown": "It is not known how long answers take",
    },
    "reliability": {
        "other": "Reliability in keeping promises stands at {measured} of 100",
        "unknown": "It is not known how far promises can be relied on",
    },
    "satisfaction": {
        "other": "Satisfaction stands at {measured} of 100",
        "unknown": "It is not known how satisfied the customer is",
    },
    "lasting_satisfaction": {
        "other": "The latest readings of satisfaction come to {measured} of 100 on average",
        "unknown": "It is not known how satisfied the customer has been",
    },
    "low_reading": {
        "other": "The reading was {measured}",
        "unknown": "It is not known what the reading was",
        "at_least": "and {required} or more is low",
        "at_most": "and {required} or less is low",
    },
    "score_on_scale": {
        "other": "The mark {measured} is not on the scale of the instrument",
        "unknown": "The mark is not known",
        "at_least": "which begins at {required}",
        "at_most": "which ends at {required}",
        "equal_to": "which has whole marks only",
    },
    "unmeasured": {
        "zero": "Each of the latest purchases has a reading of satisfaction after receipt",
        "one": "{measured} of the latest purchases has no reading of satisfaction after receipt",
        "other": "{measured} of the latest purchases have no reading of satisfaction after receipt",
        "unknown": "It is not known how many of the latest purchases have no reading after receipt",
    },
    "trust": {
        "other": "Trust stands at {measured} of 100",
        "unknown": "It is not known how far the customer can trust the company",
    },
    "health": {
        "other": "Health stands at {measured} of 100",
        "unknown": "It is not known how healthy the relationship is",
    },
    "baseline": {
        "other": "Everybody starts from a baseline",
        "unknown": "The baseline is not known",
    },
    "volume_change": {
        "zero": "In two full periods the customer bought for the same amount",
        "other": "From one full period to the next, purchases changed by {measured}",
        "unknown": "It is not known how purchases changed from one full period to the next",
        "at_most": "and growth would be more than {required}",
    },
    "growth": {
        "zero": "In two full periods the customer bought for the same amount",
        "other": "From one full period to the next, purchases changed by {measured}",
        "unknown": "It is not known by how much purchases grew from one full period to the next",
    },
    "dependence": {
        "other": "The company's share of the customer's spending is {measured}",
        "unknown": "The company's share of the customer's spending is not known",
    },
    "known.dependence": {
        "zero": "The company's share of the customer's spending is not known, and so not asked for",
        "other": "The company's share of the customer's spending is known",
        "unknown": "Whether the company's share of the customer's spending is known is not known",
        "at_most": "and so it counts",
    },
    "motive_completeness": {
        "zero": "Why the customer buys is not known at all",
        "other": "Why the customer buys is known to {measured}",
        "unknown": "How much there is to know of why the customer buys is not known",
    },
    "unidentified": {
        "zero": "It is known who the customer is",
        "other": "Nobody knows who the customer is",
        "unknown": "It is not known whether the customer is identified",
        "at_least": "",
        "at_most": "",
    },
    "unnoted": {
        "zero": "Each of the latest conversations has a note",
        "other": "Nobody wrote a note in time about {measured} of the latest conversations",
        "unknown": "It is not known how many of the latest conversations have no note",
    },
    "owned": {
        "zero": "It has no representative",
        "other": "It has a representative",
        "unknown": "It is not known whether it has a representative",
        "at_least": "",
        "at_most": "",
    },
    "active_owner": {
        "zero": "No active representative looks after it",
        "other": "An active representative looks after it",
        "unknown": "It is not known whether its representative is active",
        "at_least": "",
        "at_most": "",
    },
    "key_customer": {
        "zero": "It is no key customer",
        "other": "It is a key customer",
        "unknown": "It is not known whether it is a key customer",
        "at_least": "",
        "at_most": "",
    },
    "interaction_days": {
        "zero": "Nothing has passed between the two sides so far",
        "other": "Something passed between the two sides on {measured}",
        "unknown": "It is not known on how many days something passed between the two sides",
    },
    "interaction_span": {
        "zero": "The two sides have not dealt with each other after the day of the opening",
        "other": "The two sides have dealt with each other over {measured} since the opening",
        "unknown": "It is not known for how long since the opening the two sides have dealt with each other",
    },
    "outreach": {
        "zero": "The company made none of the latest contacts unasked",
        "other": "The company made {measured} of the latest contacts unasked",
        "unknown": "It is not known how many of the latest contacts the company made unasked",
    },
    "human_channels": {
        "zero": "No channel leads to a person, neither during the sale nor after the purchase",
        "one": "A channel leads to a person in {measured} phase only, during the sale or after the purchase",
        "other": "Channels lead to a person both during the sale and after the purchase",
        "unknown": "It is not known whether channels lead to a person during the sale and after the purchase",
        "at_least": "",
        "at_most": "",
    },
    "member_interactions": {
        "zero": "No members have dealt with each other in this episode",
        "one": "Members have dealt with each other once in this episode",
        "other": "Members have dealt with each other {measured} times in this episode",
        "unknown": "It is not known how often members have dealt with each other in this episode",
    },
    "unsourced_statements": {
        "zero": "All of the latest statements say who made them",
        "one": "{measured} of the latest statements does not say who made it",
        "other": "{measured} of the latest statements do not say who made them",
        "unknown": "It is not known how many of the latest statements do not say who made them",
    },
    "ended_for": {
        "zero": "The way it ended does not stand in the way of a return",
        "other": "It ended for a reason that stands in the way of a return",
        "unknown": "It is not known how the latest episode ended",
        "at_least": "",
        "at_most": "",
    },
    "cooling_off": {
        "zero": "No ending can be taken back any more",
        "other": "The latest ending can still be taken back",
        "unknown": "It is not known whether the latest ending can still be taken back",
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
    "held_conversations": {
        "zero": "No conversation took place so far in this episode",
        "one": "{measured} conversation took place in this episode",
        "other": "{measured} conversations took place in this episode",
        "unknown": "It is not known how many conversations took place in this episode",
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
    "recorded_before": {
        "one": "{measured} interaction was recorded before it",
        "other": "{measured} interactions were recorded before it",
        "unknown": "It is not known what was recorded before it",
        "at_most": "and an opening balance comes first",
    },
    "return_amount": {
        "other": "{measured} was to be paid back",
        "unknown": "It is not known how much was to be paid back",
        "at_most": "and only {required} of the purchase is left",
    },
}

COMPOSED: Final[dict[str, dict[str, str]]] = {
    "known": {
        "zero": "What is not known: {name}",
        "other": "What is known: {name}",
        "unknown": "It is not known whether this is known: {name}",
        "at_least": "",
        "at_most": "",
    },
    "of_type": {
        "zero": "It is not {name}",
        "other": "It is {name}",
        "unknown": "It is not known whether it is {name}",
        "term": "whether it is {name}",
        "at_least": "",
        "at_most": "",
    },
    "survey": {
        "other": "The latest readings by {name} come to {measured}",
        "unknown": "It is not known what readings by {name} come to",
        "term": "readings by {name}",
    },
    "consent": {
        "fails": "{person} has not consented to {name}",
        "none": "{person} has not consented to {name}",
        "withdrawn": "{person} took back the consent to {name}",
        "expired": "The consent of {person} to {name} no longer holds",
        "not_yet": "The consent of {person} to {name} does not hold yet",
    },
    "lifted": {"holds": "{required} set aside {name}, for this reason: {measured}"},
    "cap": {"term": "the limit on contacts ({name})"},
    "quiet_hours": {"term": "the quiet hours ({name})"},
    "contact_hours": {"term": "the hours for contact ({name})"},
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
