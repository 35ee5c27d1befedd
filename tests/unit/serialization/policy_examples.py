"""One policy of every kind, with every parameter set where it can be."""

from datetime import UTC, date, time
from decimal import Decimal
from typing import Any

from attrs import evolve

from relcore import policies
from relcore.lifecycle import AWARENESS_FIRST, Lifecycle
from relcore.model import BusinessCalendar, FrozenMap, Hours, Money
from relcore.policies import (
    Band,
    Cap,
    Consented,
    Count,
    Days,
    EndProposal,
    Entitlement,
    HealthScore,
    Instrument,
    Known,
    Overdue,
    Paces,
    Part,
    Proposal,
    PurchaseDays,
    Reliability,
    Satisfaction,
    Scope,
    ServiceLevel,
    SurveyScore,
    Trust,
    TypeProposal,
    UnansweredPause,
    UsualGaps,
    VolumeChange,
    at_least,
    at_most,
)
from relcore.policy_set import STANDARD, AdvisingRules, Memory
from relcore.vocabulary import (
    Anchor,
    Channel,
    ConsentBasis,
    EndReason,
    LeapDay,
    Party,
    Phase,
    Priority,
    Purpose,
    RelationshipType,
    Severity,
    Stage,
    SurveyMethod,
    Technology,
)

FEW = at_most(PurchaseDays(), 2, "few")
LONG = policies.Elapsed(Anchor.EPISODE, Days(365), "age")
COMMUNITY, SELF_SERVICE = RelationshipType.COMMUNITY, RelationshipType.SELF_SERVICE
STARS = Instrument(
    worst=Decimal("0.5"),
    best=5,
    low=Decimal("2.50"),
    method=SurveyMethod.MEAN,
    whole=False,
    severity=Severity.MINOR,
)
EFFORT = Instrument(worst=5, best=1, low=4, method=SurveyMethod.TOP_TWO_BOX)
RELIABILITY = Reliability(by=Party.CUSTOMER, prior_kept=3, prior_settled=4, late_cost_tenths=10)
TRUST = Trust(
    baseline=50, promise_points=15, satisfaction_points=10, concern_points=5, reliability=RELIABILITY
)
HEALTH = HealthScore(
    parts=(Part(TRUST, 3, worst=0, best=100.0), Part(policies.Silence(), 1, worst=90.5, best=0)),
    coverage_percent=75,
    bands=(Band("poor", 0), Band("good", 60)),
)
SERVICE = ServiceLevel(
    calendar=BusinessCalendar.weekdays(time(8, 30), time(0), UTC, holidays=(date(2026, 12, 25),)),
    question_hours=4,
    minor_hours=30,
    moderate_hours=20,
    grave_hours=2,
    recurrence_days=90,
)
MEMORY = Memory(
    purchases=6,
    contacts=5,
    persons=3,
    evidence=4,
    categories=16,
    kinds=48,
    readings=10,
    proxies=3,
    statements=7,
    closed_concerns=9,
    durations=11,
    unnoted=2,
    events=5,
    event_days=45,
    recommendations=12,
    carried_out=3,
)
SCOPE = Scope(
    purposes=(Purpose.MARKETING, Purpose.SURVEY),
    channels=(Channel.PHONE, Channel.SMS),
    countries=("US", "PH"),
)
CAP = Cap("monthly", 3, 720, SCOPE, hard=True)
PAUSE = UnansweredPause(2, 45, Scope(purposes=(Purpose.MARKETING,)))
OWN = Proposal(
    kind="acme.visit",
    purpose=Purpose.SURVEY,
    channels=(Channel.IN_PERSON, Channel.VIDEO),
    priority=Priority.CONCERN,
    weight=33,
    parts=("ask", "listen"),
    skill="roasting",
    role="sales",
    technology=Technology.MID,
    promotes=True,
    personal=True,
    stages=(Stage.AWARENESS,),
    without=(SELF_SERVICE,),
)
AFTER = policies.After(
    proposal=OWN,
    event="purchase",
    begins_days=2,
    due_days=3,
    expires_days=9,
    business_days=True,
    waits_hours=1.5,
    latest_only=True,
    undone_by=("reading", "contact"),
    done_by=FrozenMap({"ask": "measured"}),
    at_most_each_days=45,
)
RECOMMENDERS: dict[str, Any] = {
    "policy_after": AFTER,
    "policy_promises_due": policies.PromisesDue(keep=OWN, make_good=OWN, ahead_days=1.5),
    "policy_questions_open": policies.QuestionsOpen(proposal=OWN, overdue=5),
    "policy_concerns_open": policies.ConcernsOpen(
        resolve=OWN, route=OWN, minor=1, moderate=2, grave=3, overdue=4
    ),
    "policy_needs_open": policies.NeedsOpen(proposal=OWN),
    "policy_notices": policies.Notices(change=OWN, alert=OWN),
    "policy_succession": policies.Succession(proposal=OWN),
    "policy_satisfaction_call": policies.SatisfactionCall(
        every_days=90, due_days=7, expires_days=20, checks=("acme.visit",), proposal=OWN
    ),
    "policy_live_contact": policies.LiveContact(
        after=2, impersonal=(Channel.SMS,), lead_business_days=1, at_hour=15, proposal=OWN
    ),
    "policy_key_contact": policies.KeyContact(
        stale_days=60, due_days=7, expires_days=20, persons=4, proposal=OWN, finding=OWN
    ),
    "policy_win_back": policies.WinBack(
        within_days=60, attempts=1, apart_days=10, not_after=(EndReason.CEASED,), proposal=OWN
    ),
    "policy_occasions": policies.Occasions(lead_days=1, leap_day=LeapDay.MARCH_1, proposal=OWN),
    "policy_gifts": policies.Gifts(
        occasions=("name_day",), caps=(Money("500", "PHP"),), lead_days=7, leap_day=LeapDay.OMIT, proposal=OWN
    ),
    "policy_information": policies.Information(proposal=OWN, cooldown_days=7.5),
    "policy_offers": policies.Offers(for_needs=OWN, others=None, cooldown_days=14),
    "offers_of_others": policies.Offers(for_needs=None, others=OWN, cooldown_days=14),
}
PLANNING = policies.Planning(
    urgency_points=10, urgency_days=3, activity=Part(Overdue(), 5, worst=4, best=1), contacts_a_day=2
)
DELEGATION = policies.Delegation(level=2, levels=FrozenMap({"billing": 4}), refer_to="lead")
ENTITLEMENT = Entitlement(COMMUNITY, FEW & LONG)
POLICIES: dict[str, Any] = {
    "policy_count": Count("trial.passed"),
    "policy_known": Known(SurveyScore("stars", STARS)),
    "policy_survey_score": SurveyScore("effort", EFFORT, Phase.AFTER_RECEIPT),
    "policy_purchase_days": PurchaseDays(),
    "policy_categories": policies.Categories(),
    "policy_breaches": policies.Breaches(),
    "policy_grave_concerns": policies.GraveConcerns(),
    "policy_open_concerns": policies.OpenConcerns(),
    "policy_unsettled_grievances": policies.UnsettledGrievances(),
    "policy_opportunities": policies.Opportunities(),
    "policy_open_needs": policies.OpenNeeds(),
    "policy_overrun": policies.Overrun(),
    "policy_answer_hours": policies.AnswerHours(),
    "policy_ended_for": policies.EndedFor((EndReason.FRAUD, EndReason.LEGAL)),
    "policy_cooling_off": policies.CoolingOff(),
    "policy_usual_gap": policies.UsualGap(),
    "policy_mean_basket": policies.MeanBasket(),
    "policy_dependence": policies.Dependence(),
    "policy_reliability": RELIABILITY,
    "policy_lasting_satisfaction": policies.LastingSatisfaction(("csat", "nps")),
    "policy_trust": TRUST,
    "policy_motive_completeness": policies.MotiveCompleteness(),
    "policy_of_type": policies.OfType((COMMUNITY, SELF_SERVICE), facets=False),
    "policy_owned": policies.Owned(),
    "policy_interaction_days": policies.InteractionDays(),
    "policy_interaction_span": policies.InteractionSpan(),
    "policy_member_interactions": policies.MemberInteractions(),
    "policy_held_conversations": policies.HeldConversations(),
    "policy_silence": policies.Silence(),
    "policy_overdue": Overdue(),
    "policy_activity": policies.ActivityScore(prior=0.5, patience=2),
    "policy_satisfaction": Satisfaction(half_life_days=90, least_weight=0.5, instruments=("csat",)),
    "policy_volume_change": VolumeChange(),
    "policy_growth": policies.Growth(),
    "policy_health": HEALTH,
    "policy_unmeasured": policies.Unmeasured(within_days=14),
    "policy_unnoted": policies.Unnoted(hours=48.5),
    "policy_unacknowledged_changes": policies.UnacknowledgedChanges(days=7),
    "policy_unalerted_opportunities": policies.UnalertedOpportunities(),
    "policy_unroutable": policies.Unroutable(),
    "policy_uncovered_needs": policies.UncoveredNeeds(),
    "policy_unidentified": policies.Unidentified(),
    "policy_unsourced_statements": policies.UnsourcedStatements(),
    "policy_key_customer": policies.KeyCustomer(),
    "policy_active_owner": policies.ActiveOwner(),
    "policy_outreach": policies.Outreach(by_people=True),
    "policy_human_channels": policies.HumanChannels(),
    "policy_days": Days(30.0),
    "policy_paces": Paces(1, at_least_days=7, at_most_days=90.5),
    "policy_usual_gaps": UsualGaps(
        5, at_least_paces=4, at_most_paces=5.5, at_least_days=30, at_most_days=1825
    ),
    "policy_threshold": at_least(UsualGaps(1.0, 0, 9, 0, 99), 0.25, "gap"),
    "policy_elapsed": LONG,
    "policy_all_of": FEW & LONG,
    "policy_any_of": FEW | (LONG & ~FEW),
    "policy_not": ~(FEW | LONG),
    "policy_type_proposal": TypeProposal((SELF_SERVICE, COMMUNITY), (ENTITLEMENT,), patience_days=60),
    "policy_end_proposal": EndProposal(at_most(VolumeChange(), 0.5) & FEW),
    **RECOMMENDERS,
    "proposal": OWN,
    "planning": PLANNING,
    "delegation": DELEGATION,
    "policy_not_blocked": policies.NotBlocked(),
    "policy_wished": policies.Wished(),
    "policy_agreed_type": policies.AgreedType((SELF_SERVICE,), 14),
    "policy_consented": Consented(
        SCOPE,
        (ConsentBasis.CONSENT, ConsentBasis.LEGITIMATE_INTEREST),
        jurisdictions=("EU", "PH"),
        absolute=True,
    ),
    "policy_not_unwanted": policies.NotUnwanted(),
    "policy_no_open_concern": policies.NoOpenConcern(Scope(purposes=(Purpose.SURVEY,))),
    "policy_unanswered_pause": PAUSE,
    "policy_cap": CAP,
    "policy_quiet_hours": policies.QuietHours(time(20, 30), time(9), "evening", SCOPE),
    "policy_contact_hours": policies.ContactHours(
        (Hours(0, time(10), time(21)), Hours(5, time(12), time(0))), (date(2026, 12, 25),), "trading", SCOPE
    ),
    "scope": SCOPE,
    "entitlement": ENTITLEMENT,
    "instrument": EFFORT,
    "instrument_in_fractions": STARS,
    "service_level": SERVICE,
    "part": HEALTH.parts[1],
    "band": HEALTH.bands[1],
    "edge": AWARENESS_FIRST.edges[-2],
    "lifecycle": Lifecycle("mine", AWARENESS_FIRST.initial, AWARENESS_FIRST.order, AWARENESS_FIRST.edges),
    "memory": MEMORY,
    "folding_rules": evolve(
        STANDARD.with_pace(7).with_criteria(lapsed=LONG).folding,
        memory=MEMORY,
        instruments=FrozenMap({"stars": STARS}),
        service=SERVICE,
        window=Paces(3, at_least_days=30, at_most_days=90),
        cooling_off=Days(7),
    ),
    "advising_rules": AdvisingRules(
        activity=Overdue(),
        trust=TRUST,
        health=HEALTH,
        findings=FrozenMap({"few": FEW}),
        recommenders=(EndProposal(), AFTER),
        planning=PLANNING,
        delegation=DELEGATION,
        contact_rules=(CAP, PAUSE),
    ),
    "policy_set": STANDARD,
}
