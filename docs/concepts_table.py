"""The concepts that relcore carries: one row each, with the rule that a test can hold it to.

A test says which concept it asserts by ``@pytest.mark.concept("D1")``. Numbers in the rules are defaults, and so
parameters of a policy. An element is named as a user finds it in relcore, or as the default policies name a rule;
a concept without elements has nothing in the library to carry it yet.
"""

from typing import Final, NamedTuple

__all__ = ["CONCEPTS", "SECTIONS", "Concept"]


class Concept(NamedTuple):
    """One thing that relcore is to carry.

    Args:
        id: what a test cites; its first letter is the section.
        concept: what it is, as a short phrase.
        rule: what must hold, as a sentence that can be checked.
        elements: what carries it in the library.
        documentation_only: whether it asks something of people, which no library can enforce.
    """

    id: str
    concept: str
    rule: str
    elements: tuple[str, ...] = ()
    documentation_only: bool = False

    @property
    def section(self) -> str:
        """The letter of the section that it stands in."""
        return self.id[0]


SECTIONS: Final = {
    "A": "What a relationship is",
    "B": "The seven types",
    "C": "The five stages",
    "D": "Improving a relationship",
    "E": "Administrative activities",
    "F": "Skills",
    "G": "Strategy",
}

_CHECKLIST: Final = "A point of the [adoption checklist](../guide/adoption.md#{part})."

CONCEPTS: Final = (
    Concept("A1", "An ongoing connection, through which a company and its customers communicate and deal",
            "Every interaction names one relationship and one of the four departments: marketing, sales, technical "
            "support, customer service.",
            ("Interaction.relationship_id", "Interaction.department")),
    Concept("A2", "Measured by satisfaction, through the buying cycle and after receipt",
            "A purchase that no reading after receipt follows in time shows as unmeasured; unmeasured is never read "
            "as neutral.",
            ("SatisfactionReading", "PurchaseMemory.measured_by", "Unmeasured")),
    Concept("A3", "Serving existing customers, however small, keeps a business growing",
            "Lowering a customer's value never takes away a follow-up that is due.",
            ("FOLLOW_UP", "Planning", "AdvisingRules.findings")),
    Concept("A4", "Why customers buy and enter a relationship, beside what, when and where",
            "A motive that was not said stays unknown and is never a default; how many are known is a metric.",
            ("Purchase.motive", "StatementTopic.MOTIVE", "MotiveCompleteness")),
    Concept("A5", "Account managers learn of changes in their customers, and records stay current",
            "One change makes one notice to the owner; a notice that nobody acknowledges becomes a finding.",
            ("CustomerChanged", "Acknowledged", "UnacknowledgedChanges", "Notices")),
    Concept("A6", "Regular and potential customers alike",
            "Becoming a customer keeps the id and the history.",
            ("Role", "Relationship.role")),
    Concept("A7", "The customer is the judge of quality",
            "Only the customer's own readings move satisfaction; an employee's guess is kept apart.",
            ("SatisfactionReading.given_by", "Knowledge.proxies")),
    Concept("A8", "Defining the relationship aligns the tools with the strategy",
            "The type is mandatory: none is assumed silently, and one that is unknown is reported.",
            ("RelationshipType", "Relationship.type")),

    Concept("B1", "Transactional: a sale, and no relationship beyond it",
            "No owner and nothing proactive, not even a follow-up; only replies and the transaction itself.",
            ("RelationshipType.TRANSACTIONAL", "AgreedType", "Outreach", "Owned")),
    Concept("B2", "Long-term: deep, and kept up again and again",
            "At least 3 interactions on different days, over at least 180 days.",
            ("RelationshipType.LONG_TERM", "InteractionDays", "InteractionSpan")),
    Concept("B3", "Personal assistance: people help people, during the sale and after it",
            "A human channel is open both during the sale and after the purchase; any agent may answer.",
            ("RelationshipType.PERSONAL_ASSISTANCE", "HumanChannels")),
    Concept("B4", "Dedicated assistance: one representative for one customer, the closest type",
            "At each instant exactly one representative is active; a handover closes and opens at one instant.",
            ("RelationshipType.DEDICATED_ASSISTANCE", "OwnerChanged", "ActiveOwner", "Succession", "Delegation")),
    Concept("B5", "Self-service: no direct relationship, and every means to help oneself",
            "No person of the company starts a contact; a need that no help resource covers is a finding.",
            ("RelationshipType.SELF_SERVICE", "AgreedType", "Outreach", "UncoveredNeeds")),
    Concept("B6", "Automated service: self-service that recognises the individual",
            "The customer is identified; anonymous automation is a violation.",
            ("RelationshipType.AUTOMATED", "Customer.identified", "Unidentified")),
    Concept("B7", "Community: customers and prospects help each other, and the company learns",
            "Interactions between members are legal, and prospects take part; what is learnt bears its source.",
            ("RelationshipType.COMMUNITY", "Direction.BETWEEN_CUSTOMERS", "Said.by")),

    Concept("C0", "Relationships evolve from stage to stage",
            "The stage is the fold of the history; the times in stages add up to the age; no stage leads to itself; "
            "a backward move carries a reason.",
            ("Stage", "Lifecycle")),
    Concept("C1", "Exploration: the customer tests the supplier, or looks into the product",
            "Starts at the first contact; a failed trial can end it, a passed one is evidence for awareness.",
            ("Stage.EXPLORATION", "Trial")),
    Concept("C2", "Awareness: the customer understands the value",
            "Needs evidence that the value was understood.",
            ("Stage.AWARENESS", "value_understood")),
    Concept("C3", "Expansion: trust is won, the customer comes to rely on the supplier, business grows",
            "Needs trust (no breach that was not made good, no grave concern open) and growth (a repeated purchase, "
            "one in a new category, or an open opportunity); dependence is reported and, where known, required.",
            ("Stage.EXPANSION", "trust_and_growth", "Dependence")),
    Concept("C4", "Commitment: the supplier adapts to the customer's business rules, and strives to excel",
            "Needs an adaptation by the supplier, and a pledge or proven durability and consistency; without an "
            "adaptation nobody is committed, and the explanation says so.",
            ("Stage.COMMITMENT", "commitment", "WorkDone.adapts", "Pledge")),
    Concept("C5", "Dissolution: demand changes or the customer looks for better, and it ends",
            "The reason and who ended it are mandatory; it is final for this episode; a win-back opens the next "
            "episode of the same relationship.",
            ("Stage.DISSOLUTION", "Ended", "Suspended", "won_back", "WinBack")),
    Concept("C5a", "Ended by the customer, who is dissatisfied with the service",
            "Cites a low reading, a broken promise or a concern.",
            ("EndReason.DISSATISFIED", "Ended.cites")),
    Concept("C5b", "Ended by the customer, for a better brand or product",
            "The statement is evidence; naming the competitor is optional.",
            ("EndReason.BETTER_ELSEWHERE", "Ended.competitor")),
    Concept("C5c", "Ended by the customer, whose needs have changed",
            "Stated, never inferred.",
            ("EndReason.NEEDS_CHANGED",)),
    Concept("C5d", "Ended by the supplier, since the customer has no part in the growth of sales",
            "Computed: of two adjacent full windows the later has no more volume, and the purchases are listed. "
            "Proposed to a person, never done by itself.",
            ("EndReason.NO_GROWTH", "VolumeChange", "EndProposal")),
    Concept("C5e", "Ended by the supplier because of fraud",
            "Who committed it is never inferred.",
            ("EndReason.FRAUD",)),
    Concept("C5f", "Ended by a failed trial",
            "From exploration only.",
            ("EndReason.TRIAL_FAILED", "trial_failed")),
    Concept("C5g", "Lapsed into silence",
            "By a deadline of the state, and by nobody.",
            ("EndReason.LAPSED", "lapsed")),
    Concept("C5h", "The customer has died or closed down",
            "Stated; nothing proactive follows, ever.",
            ("EndReason.CEASED", "NotBlocked")),

    Concept("D1", "Follow up right after the sale: thank the customer, and check that they are satisfied",
            "Each sale yields exactly one follow-up, due 1 to 2 business days after sale or delivery; only thanks "
            "and check together settle it; types without outreach have none.",
            ("FOLLOW_UP", "After", "Recommendation.part")),
    Concept("D2", "Let customers know what is done for them",
            "Done work that the customer has not been told of for some days is proposed; the message cites the work.",
            ("WorkDone", "TELL_WORK")),
    Concept("D3", "Write personal notes, to former customers too",
            "After meeting at an event a note is due, in dissolution as well unless contact is not wanted; a "
            "commitment in it becomes a promise.",
            ("Conversation.event", "PERSONAL_NOTE", "Note.promises")),
    Concept("D4", "Keep it personal: who is hard to reach by voicemail and email hears when you will call or come by",
            "After 3 outbound contacts without a live one, a live contact is proposed, at a concrete time.",
            ("Conversation.held", "LiveContact", "Recommendation.appointment")),
    Concept("D5", "Remember the birthdays and anniversaries of established customers",
            "In established stages only, and once a year; 29 February has a stated rule, always computed from the "
            "original day.",
            ("Occasion", "Occasions", "LeapDay")),
    Concept("D5b", "Gifts need not be dear, but have a tie",
            "A gift names its tie: to the company, the customer's business or the latest purchase; it costs no more "
            "than the cap.",
            ("Gifts", "GiftIdea", "GiftTie")),
    Concept("D6", "Pass on what the customer may care for",
            "The topic meets an interest of the customer, and was not sent before.",
            ("Person.interests", "Article", "Information")),

    Concept("E1", "Understand concerns, by surveys and evaluations of satisfaction",
            "A low reading opens exactly one concern, linked to it.",
            ("Instrument.low", "OpenItem")),
    Concept("E1b", "Answer questions, by phone, by email or in person",
            "A question is open until an answer is linked to it; the time to answer is a metric.",
            ("Question", "Answered", "AnswerHours")),
    Concept("E1c", "Meet clients, to build existing accounts",
            "Only meetings that were held count.",
            ("Conversation.held", "HeldConversations")),
    Concept("E2", "Stay in touch with the departments, so that needs are met",
            "A need is open until each department that it names has acknowledged it.",
            ("Statement.departments", "Acknowledged", "OpenNeeds", "NeedsOpen")),
    Concept("E2b", "Bring a complaint to somebody who can resolve it",
            "The assignee's capabilities cover its category; where nobody's do, it shows as unroutable.",
            ("Escalated.assignee", "Agent.capabilities", "Unroutable", "ConcernsOpen")),
    Concept("E2c", "Alert sales to opportunities in key customers",
            "For key customers only, and once for each opportunity.",
            ("Opportunity", "Customer.is_key", "UnalertedOpportunities", "Notices")),
    Concept("E2d", "Convey general comments, for better products and services",
            "A comment is no complaint; comments are gathered by theme, with their sources.",
            ("StatementTopic.COMMENT", "Statement.theme", "Said", "themes")),
    Concept("E3", "Escalate and resolve the concerns that customers raise",
            "A concern is open, escalated or resolved; its time limits follow its severity, in business hours.",
            ("Concern", "Escalated", "ServiceLevel", "BusinessCalendar")),
    Concept("E3b", "Where there is no easy answer: find what went wrong, how to fix it and how to prevent it",
            "A grave, escalated or recurring concern cannot close without cause, fix and prevention; an easy one "
            "closes with its answer; recurrence is detected.",
            ("Resolved", "Reopened", "ClosedConcern")),
    Concept("E4", "Build and keep relationships with key people inside client companies",
            "An account has a current key contact; a stale one is proposed for contact.",
            ("Customer.persons", "Relationship.heard_from", "KeyContact")),
    Concept("E4b", "Tell customers about other products",
            "Only about what they do not own, with consent to marketing, and while no concern is open.",
            ("Offers", "Product", "Consented", "NoOpenConcern")),
    Concept("E4c", "Call existing customers, to see that they are satisfied",
            "Proposed again and again, at an interval that is a parameter.",
            ("SatisfactionCall",)),
    Concept("E4d", "Network in the community, to find prospects",
            "The source of a prospect is the introduction that brought it.",
            ("Introduction", "Knowledge.source", "introducers")),
    Concept("E4e", "Contribute to marketing campaigns",
            "A contribution is recorded, and told by agent; what brought a prospect is its source, a campaign too.",
            ("campaigns", "Introduction.introducer")),

    Concept("F1", "Winning a customer costs about five times as much as keeping one, who also buys more readily",
            "The cost ratio and the odds of a sale (5 to 20% to a prospect, 60 to 70% to a customer) are explicit "
            "parameters of the value policy, shown with their source and never hidden."),
    Concept("F2", "Employees, partners and suppliers are relationships too",
            "The same history gives the same result in any role.",
            ("Role",)),
    Concept("F3", "Know what customers need, prefer and do not want; ask them",
            "What a customer does not want blocks the action, with the reason.",
            ("Person.unwanted", "StatementTopic.UNWANTED", "NotUnwanted")),
    Concept("F4", "Every transaction is a new relationship, every abandoned cart a failure to advance one",
            "A first transaction opens a relationship; an abandoned cart is never evidence for advancing, and "
            "proposes a follow-up.",
            ("Opening", "AbandonedCart", "CART_FOLLOW_UP")),
    Concept("F5", "People are individuals, with names and interests in common",
            "Common interests come with their evidence.",
            ("Agent.interests", "common_interests")),
    Concept("F6", "Take notes after each conversation",
            "A live conversation that no note follows within 24 hours proposes one.",
            ("Note.about", "Unnoted", "WRITE_NOTE")),
    Concept("F7", "Nothing weakens a relationship faster than a broken promise; late is nearly as bad as never",
            "Kept only if delivered on or before the due date, in the promisee's time zone; late costs at least 0.9 "
            "of never.",
            ("Promise", "Delivered", "PromiseRecord", "Reliability")),
    Concept("F7b", "If unsure, say so, and promise a later day",
            "A promise is renegotiated only before its due date has passed; the old date is kept.",
            ("Renegotiated", "OpenItem.original_due")),
    Concept("F7c", "Promise less, deliver more",
            "An early delivery is marked; a due date that is suggested is never earlier than the median estimate.",
            ("PromiseRecord.early", "suggest_due")),
    Concept("F8", "Know your strengths, your weaknesses and what sets you off; delegate, and learn",
            "Where the owner's skill is too low, or the case touches a trigger of the owner's, it goes to the best "
            "of those who suit it better; where there is nobody, training is proposed.",
            ("Agent.skills", "Agent.triggers", "Delegation", "Assignment")),

    Concept("G1", "Strategy and process, which software only supports",
            "Policies are data outside the entities, and no entity imports a policy.",
            ("PolicySet",)),
    Concept("G2", "Find the most valuable customers and those like them; raise loyalty, and cut the cost of serving",
            "Value and segments are computed as of a date, and ties are deterministic; offers match needs; the cost "
            "to serve is recorded; likeness is by declared metrics.",
            ("Offers", "Product.meets")),
    Concept("G3", "Strategy first: segments and goals",
            "A policy set without segments or without a goal is a finding of its lint."),
    Concept("G4", "An organisation centred on its customers comes first",
            _CHECKLIST.format(part="an-organisation-around-its-customers"), documentation_only=True),
    Concept("G5", "Not led by vendors or by IT alone",
            _CHECKLIST.format(part="led-by-those-who-know-the-customers"), documentation_only=True),
    Concept("G6", "Technology that fits: begin low, and let each step reinforce the next",
            "Recommendations state their level of technology; a policy set that proposes high technology and "
            "nothing low is a finding of its lint. The rest is in the "
            "[adoption checklist](../guide/adoption.md#begin-low).",
            ("Technology", "Recommendation.technology", "lint")),
    Concept("G7", "Do not stalk: know the channel and the type of relationship that each one wants",
            "Where the wish is no, nothing proactive, ever; 3 outbound contacts without an answer make a pause; of "
            "the type offered and the type wanted the lesser rules; replies are always allowed.",
            ("Person.wish", "Person.channels", "Person.wanted_type", "Wished", "AgreedType", "UnansweredPause")),
    Concept("G8", "Research what customers want",
            _CHECKLIST.format(part="ask-the-customers"), documentation_only=True),
)  # fmt: skip
