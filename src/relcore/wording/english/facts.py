"""What was recorded or looked up, in English sentences."""

from typing import Final

__all__ = ["FACTS"]

FACTS: Final[dict[str, dict[str, str]]] = {
    "acknowledged": {"holds": "The {measured} was acknowledged"},
    "answered": {"holds": "The {measured} was answered"},
    "awaiting_customer": {"holds": "The {measured} waits for the customer, and its time limit stands still"},
    "ended": {"holds": "This was recorded: {measured}", "reason": "It ended for this reason: {measured}"},
    "escalated": {"holds": "The {measured} was handed to somebody who can resolve it"},
    "owner_changed": {"holds": "Given to {measured}", "none": "Released: it has no owner now"},
    "purchase": {"holds": "Something was bought"},
    "resolved": {"holds": "The {measured} was settled"},
    "rules_adopted": {"holds": "Other rules were adopted"},
    "stage_changed": {"holds": "This was recorded: {measured}"},
    "type_changed": {
        "holds": "Both sides agreed on another type: {measured}",
        "none": "The type that both sides agreed on has no owner",
    },
    "withdrawn": {
        "holds": "The {measured} was withdrawn",
        "ended": "The notice of an end was withdrawn",
        "withdrawn": "The ending was taken back",
    },
    "customer_heard": {"holds": "The customer, for whom the {measured} waited, was heard from"},
    "ended_before": {"holds": "It had ended before that took effect: {measured}"},
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
    "service_level": {"holds": "Its time limit ran until {required}, and it was not settled by then"},
    "effective_at": {
        "holds": "It ends after {measured}, unless the notice is withdrawn",
        "fails": "The notice was to run until {measured}, and that had passed on {required}",
    },
    "cooling_off": {"holds": "The ending could be taken back until {required}, and was not"},
    "pinned_until": {"fails": "It was to hold until {measured}, and that had passed on {required}"},
    "no_edge": {"fails": "No way leads on from {measured} by this: {required}"},
    "recorded": {"fails": "Not recorded so far: {required}"},
    "item_open": {"fails": "What it refers to is not open"},
    "item_kind": {"fails": "What it refers to is of another kind: {measured} in place of {required}"},
    "concern_closed": {"fails": "What it refers to is not among the latest closed concerns"},
    "cause_found": {"fails": "It was not said what went wrong"},
    "fix_found": {"fails": "It was not said what was done about it"},
    "prevention_found": {"fails": "It was not said what keeps it from happening again"},
    "limit_running": {
        "fails": "Its time limit is not running",
        "overdue": "Its time limit has run out already",
        "waiting": "Its time limit stands still already",
    },
    "withdrawn_by": {"fails": "It is for {required} to let it go, and not for {measured}"},
    "ending_standing": {"fails": "The ending is final, and can't be taken back any more"},
    "instrument_known": {"fails": "The instrument {measured} is none of those in use: {required}"},
    "type_has_owner": {"fails": "There is no owner where the type is {measured}"},
    "wanted_type": {"holds": "What the customer wants: {measured}"},
    "common_interest": {"holds": "Both care for this: {measured}"},
    "bought_until": {
        "fails": "It tells of purchases until {measured}, which had not come when it was recorded on {required}"
    },
    "purchase_known": {"fails": "The purchase that it refers to is not {required}"},
    "purchase_standing": {"fails": "The purchase that it refers to was cancelled before"},
}
