"""What a review finds, and which way things are going, in English sentences."""

from typing import Final

__all__ = ["FINDINGS", "TACIT", "TRENDS"]

FINDINGS: Final[dict[str, str]] = {
    "unmeasured": "{reasons}",
    "change_unacknowledged": "{reasons}",
    "outreach_not_agreed": "No outreach was agreed, and yet {reasons}",
    "owner_not_agreed": "No representative was agreed, and yet {reasons}",
    "not_long_term_in_practice": "Long-term was agreed, and practice does not bear it out: {reasons}",
    "no_human_channel": "Personal assistance was agreed, and yet {reasons}",
    "no_active_representative": "A dedicated representative was agreed, and yet {reasons}",
    "people_reached_out": "Self-service was agreed, and yet {reasons}",
    "need_not_covered": "Self-service was agreed, and yet {reasons}",
    "anonymous_automation": "Automated service recognises the individual, and yet {reasons}",
    "members_without_community": "No community was agreed, and yet {reasons}",
    "learnt_without_source": "What a community teaches bears its source, and yet {reasons}",
    "need_not_acknowledged": "{reasons}",
    "unroutable": "{reasons}",
    "sales_not_alerted": "{reasons}",
    "time_limit_passed": "{reasons}",
    "note_missing": "{reasons}",
}

TACIT: Final = ("of_type.",)

TRENDS: Final[dict[str, dict[str, str]]] = {
    "volume_change": {
        "rising": "more was bought",
        "steady": "as much was bought",
        "falling": "less was bought",
    },
    "satisfaction_change": {
        "rising": "satisfaction grew",
        "steady": "satisfaction stayed the same",
        "falling": "satisfaction fell",
    },
    "breaches_change": {
        "rising": "fewer promises were broken",
        "steady": "as many promises were broken",
        "falling": "more promises were broken",
    },
    "concerns_change": {
        "rising": "fewer concerns came up",
        "steady": "as many concerns came up",
        "falling": "more concerns came up",
    },
}
