"""What a review tells by default: where practice falls short of what was agreed or owed, and what is proposed."""

from datetime import time
from typing import Final

from relcore.model.frozen_map import FrozenMap
from relcore.policies import (
    CART_FOLLOW_UP,
    CASE_SURVEY,
    FOLLOW_UP,
    PERSONAL_NOTE,
    TELL_WORK,
    WRITE_NOTE,
    ActiveOwner,
    AgreedType,
    AllOf,
    Cap,
    ConcernsOpen,
    Consented,
    ContactRule,
    Criterion,
    Days,
    Elapsed,
    EndProposal,
    Entitlement,
    Gifts,
    HumanChannels,
    Information,
    InteractionDays,
    InteractionSpan,
    KeyContact,
    KeyCustomer,
    LiveContact,
    MemberInteractions,
    NeedsOpen,
    NoOpenConcern,
    NotBlocked,
    Notices,
    NotUnwanted,
    Occasions,
    Offers,
    OfType,
    OpenNeeds,
    Outreach,
    Overrun,
    Owned,
    PromisesDue,
    PurchaseDays,
    QuestionsOpen,
    QuietHours,
    Recommender,
    SatisfactionCall,
    Scope,
    Succession,
    Threshold,
    TypeProposal,
    UnacknowledgedChanges,
    UnalertedOpportunities,
    UnansweredPause,
    UncoveredNeeds,
    Unidentified,
    Unmeasured,
    Unnoted,
    Unroutable,
    UnsourcedStatements,
    WinBack,
    Wished,
    at_least,
    at_most,
)
from relcore.policy_set.rules import AdvisingRules
from relcore.vocabulary import Anchor, Channel, Purpose, RelationshipType

__all__ = ["ADVICE"]

_T = RelationshipType


def _of(type: RelationshipType) -> Threshold:
    return at_least(OfType((type,)), 1)


_LONG_TERM: Final = AllOf((at_least(InteractionDays(), 3), at_least(InteractionSpan(), 180)))
_FINDINGS: Final[dict[str, Criterion]] = {
    "unmeasured": at_least(Unmeasured(), 1),
    "change_unacknowledged": at_least(UnacknowledgedChanges(), 1),
    "outreach_not_agreed": _of(_T.TRANSACTIONAL) & at_least(Outreach(), 1),
    "owner_not_agreed": _of(_T.TRANSACTIONAL) & at_least(Owned(), 1),
    "not_long_term_in_practice": _of(_T.LONG_TERM)
    & Elapsed(Anchor.EPISODE, Days(180), "episode_age")
    & ~_LONG_TERM,
    "no_human_channel": _of(_T.PERSONAL_ASSISTANCE) & at_most(HumanChannels(), 1),
    "no_active_representative": _of(_T.DEDICATED_ASSISTANCE) & at_most(ActiveOwner(), 0),
    "people_reached_out": _of(_T.SELF_SERVICE) & at_least(Outreach(by_people=True), 1),
    "need_not_covered": _of(_T.SELF_SERVICE) & at_least(UncoveredNeeds(), 1),
    "anonymous_automation": _of(_T.AUTOMATED) & at_least(Unidentified(), 1),
    "members_without_community": at_most(OfType((_T.COMMUNITY,)), 0) & at_least(MemberInteractions(), 1),
    "learnt_without_source": _of(_T.COMMUNITY) & at_least(UnsourcedStatements(), 1),
    "need_not_acknowledged": at_least(OpenNeeds(), 1),
    "unroutable": at_least(Unroutable(), 1),
    "sales_not_alerted": at_least(UnalertedOpportunities(), 1),
    "time_limit_passed": at_least(Overrun(), 1),
    "note_missing": at_least(Unnoted(), 1),
}
_LADDER: Final = (
    _T.TRANSACTIONAL,
    _T.SELF_SERVICE,
    _T.AUTOMATED,
    _T.PERSONAL_ASSISTANCE,
    _T.LONG_TERM,
    _T.DEDICATED_ASSISTANCE,
)
_loyal: Final = at_least(PurchaseDays(), 4)
_ENTITLEMENTS: Final = (
    Entitlement(_T.SELF_SERVICE, at_least(PurchaseDays(), 1)),
    Entitlement(_T.AUTOMATED, at_least(PurchaseDays(), 2)),
    Entitlement(_T.PERSONAL_ASSISTANCE, _loyal),
    Entitlement(_T.LONG_TERM, _loyal & _LONG_TERM),
    Entitlement(_T.DEDICATED_ASSISTANCE, AllOf((_loyal, _LONG_TERM, at_least(KeyCustomer(), 1)))),
)
_COURTEOUS: Final = Scope(purposes=(Purpose.RELATIONSHIP, Purpose.SURVEY, Purpose.MARKETING))
_PROMOTING: Final = Scope(purposes=(Purpose.MARKETING,))
_INSISTENT: Final = Scope(channels=(Channel.PHONE, Channel.VIDEO, Channel.VOICEMAIL, Channel.SMS))
_CONTACT_RULES: Final[tuple[ContactRule, ...]] = (
    NotBlocked(),
    Wished(),
    AgreedType(),
    Consented(),
    NotUnwanted(),
    NoOpenConcern(),
    UnansweredPause(),
    Cap("weekly", 4, 168.0, _COURTEOUS),
    Cap("marketing", 2, 168.0, _PROMOTING),
    Cap("calls", 2, 24.0, _INSISTENT),
    QuietHours(time(21), time(8)),
)

_RECOMMENDERS: Final[tuple[Recommender, ...]] = (
    PromisesDue(),
    QuestionsOpen(),
    ConcernsOpen(),
    NeedsOpen(),
    Notices(),
    Succession(),
    FOLLOW_UP,
    PERSONAL_NOTE,
    CART_FOLLOW_UP,
    TELL_WORK,
    CASE_SURVEY,
    WRITE_NOTE,
    SatisfactionCall(),
    LiveContact(),
    KeyContact(),
    WinBack(),
    Occasions(),
    Gifts(),
    Information(),
    Offers(),
    TypeProposal(_LADDER, _ENTITLEMENTS),
    EndProposal(),
)

ADVICE: Final = AdvisingRules(
    findings=FrozenMap(_FINDINGS),
    recommenders=_RECOMMENDERS,
    contact_rules=_CONTACT_RULES,
)
"""The advising part of the default policy set."""
