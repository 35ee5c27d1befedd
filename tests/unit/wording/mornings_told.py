"""What is told on these mornings: by the morning and the kind of what is to be done, as Lin's colleagues read it."""

__all__ = ["TOLD"]

TOLD = {
    ("a sale", "follow_up"): [
        "To do by phone, due by 6 March 2026: thank Lin for the purchase, and ask whether all is well. "
        "Bought on 3 March 2026, and still to be followed up. Along with that: pass on to Lin something "
        "about roasting. Lin cares for this: roasting. ada does it, who has the relationship.",
    ],
    ("a sale that was thanked for", "follow_up"): [
        "To do by phone, due by 6 March 2026: ask Lin whether all is well with the purchase; thanks were "
        "given already. Bought on 3 March 2026, and still to be followed up. Along with that: pass on to "
        "Lin something about roasting. Lin cares for this: roasting. ada does it, who has the "
        "relationship.",
    ],
    ("a sale that was measured", "follow_up"): [
        "To do by phone, due by 6 March 2026: thank Lin for the purchase; how satisfied they are is known "
        "already. Bought on 3 March 2026, and still to be followed up. Along with that: pass on to Lin "
        "something about roasting. Lin cares for this: roasting. ada does it, who has the relationship.",
    ],
    ("a parcel that came", "follow_up"): [
        "To do by phone, due by 10 March 2026: thank Lin for the purchase, and ask whether all is well. "
        "Received on 5 March 2026, and still to be followed up. Along with that: pass on to Lin something "
        "about roasting. Lin cares for this: roasting. ada does it, who has the relationship.",
    ],
    ("work that was done", "tell_work"): [
        "To do by email, due by 11 March 2026: tell Lin what was done for them. The work was done on 3 "
        "March 2026. Along with that: pass on to Lin something about roasting. Lin cares for this: "
        "roasting. ada does it, who has the relationship.",
    ],
    ("a closed concern", "case_survey"): [
        "To do by email, due by 9 March 2026: ask Lin how well the concern was dealt with (delivery). The "
        "concern was closed on 3 March 2026. ada does it, who has the relationship.",
    ],
    ("a visit", "acme.ask_back"): [
        "To do by email, due by 5 March 2026: acme ask back. This happened: acme shop visit. ada does it, "
        "who has the relationship.",
    ],
    ("a promise", "keep_promise"): [
        "To do, due by 20 March 2026: keep what was promised. Promised on 9 March 2026, to be kept until "
        "20 March 2026. Half of the latest deliveries took 6 days or longer, and so there is less time "
        "than it seems. ada does it, who has the relationship.",
    ],
    ("a promise for the same day", "keep_promise"): [
        "To do, due by 9 March 2026: keep what was promised. Promised on 9 March 2026 at 17:00, to be "
        "kept until 9 March 2026 at 21:48. ada does it, who has the relationship.",
    ],
    ("a promise that was late when it was made", "keep_promise"): [
        "To do, due by 8 March 2026: keep what was promised. Promised on 9 March 2026, when the time to "
        "keep it had passed: 8 March 2026. ada does it, who has the relationship.",
    ],
    ("a broken promise", "make_good"): [
        "To do, due by 5 March 2026: make good the broken promise. It was promised until 5 March 2026, "
        "and was not kept by then. ada does it, who has the relationship.",
    ],
    ("a question", "answer"): [
        "To do by phone, due by 4 March 2026: answer Lin's question. Asked on 3 March 2026, and not "
        "answered yet. ada does it, who has the relationship.",
    ],
    ("an old question", "answer"): [
        "To do by phone, due by 4 March 2026: answer Lin's question. Asked on 3 March 2026, and not "
        "answered yet. The answer was due by 4 March 2026. ada does it, who has the relationship.",
    ],
    ("a question of somebody who must not be told", "answer"): [
        "To do, due by 4 March 2026: answer Lin's question. Asked on 3 March 2026, and not answered yet. "
        "The answer was due by 4 March 2026. A legal block forbids contact with Lin. ada does it, who has "
        "the relationship.",
    ],
    ("a grave concern that came again", "resolve_concern"): [
        "To do, due by 6 March 2026: resolve the concern (delivery). A grave concern is open. It repeats "
        "1 concern that was closed before. It was to be resolved by 6 March 2026. ben does it, who has it "
        "already: has the skill at level 3, and level 3 is needed.",
    ],
    ("a concern that nobody can resolve", "route_concern"): [
        "To do, due by 6 March 2026: find somebody who can resolve the concern (delivery). 1 open concern "
        "is with nobody who can resolve it. A grave concern is open. It was to be resolved by 6 March "
        "2026. It is for a supervisor.",
    ],
    ("a concern of no category", "resolve_concern"): [
        "To do, due by 12 March 2026: resolve the concern. A minor concern is open. ada does it, who has "
        "the relationship.",
    ],
    ("a need", "acknowledge_need"): [
        "To do: take notice of Lin's need (quiet grinders). A need was stated that is for marketing, and "
        "nobody there took notice. It is for marketing.",
        "To do: take notice of Lin's need (quiet grinders). A need was stated that is for sales, and "
        "nobody there took notice. ada does it, who has the relationship.",
    ],
    ("a change and a chance", "notice_change"): [
        "To do: take notice of what changed with Lin. It changed on 2 March 2026, and nobody took notice "
        "yet. ada does it, who has the relationship.",
    ],
    ("a change and a chance", "sales_alert"): [
        "To do: take up the opportunity with Lin. It came up on 3 March 2026, and sales took no notice "
        "yet. It is a key customer. ada does it, who has the relationship.",
    ],
    ("an owner who left", "assign_owner"): [
        "To do: find somebody to look after the relationship. It was with ada, who has left. It is for a "
        "supervisor.",
    ],
    ("no owner", "assign_owner"): [
        "To do: find somebody to look after the relationship. A representative was agreed, and there is "
        "none. It is for a supervisor.",
    ],
    ("many letters to one of several", "live_contact"): [
        "To do by phone: speak with Jo, and say beforehand when. The time to announce is 11 March 2026 at "
        "10:00. 3 contacts since the last conversation were impersonal, and after 3 it is time to speak. "
        "ada does it, who has the relationship.",
    ],
    ("people long unheard", "key_contact"): [
        "To do by phone, due by 14 June 2026: get in touch with Jo. 90 days have passed since the last "
        "contact with Jo. ada does it, who has the relationship.",
    ],
    ("nobody to speak to", "find_key_contact"): [
        "To do: find out who speaks for Acme. Nobody is known who speaks for the customer. ada does it, "
        "who has the relationship.",
    ],
    ("somebody who left", "win_back"): [
        "To do by email: ask Lin to come back. It ended for this reason: needs changed. Not asked back so "
        "far, and 2 attempts are the most. ada does it, who has the relationship.",
    ],
    ("somebody who was asked back", "win_back"): [
        "To do by email: ask Lin to come back. It ended for this reason: needs changed. Asked back once "
        "so far, and 2 attempts are the most. ada does it, who has the relationship.",
    ],
    ("a birthday", "card"): [
        "To do by post, due by 31 March 2026: send Lin a card. The occasion is Lin's birthday. It falls "
        "on 31 March 2026. That makes 40 years. ada does it, who has the relationship.",
    ],
    ("a leap day", "card"): [
        "To do by post, due by 28 February 2027: send Lin a card. The occasion is Lin's name day. The day "
        "itself is 29 February, and it is kept on 28 February 2027. ada does it, who has the "
        "relationship.",
    ],
    ("a gift that goes with a purchase", "gift"): [
        "To do by post, due by 31 March 2026: send Lin a card. The occasion is Lin's birthday. It falls "
        "on 31 March 2026. That makes 40 years. Along with that: give Lin something small (coffee cup). "
        "The gift goes with what was bought last: coffee. It costs 12 EUR, and 25 EUR is the most that a "
        "gift may cost. ada does it, who has the relationship.",
    ],
    ("a gift that goes with a business", "gift"): [
        "To do by post, due by 31 March 2026: send Lin a card. The occasion is Lin's birthday. It falls "
        "on 31 March 2026. That makes 40 years. Along with that: give Lin something small (apron). The "
        "gift goes with the customer's line of business: bakery. It costs 20 EUR, and 25 EUR is the most "
        "that a gift may cost. ada does it, who has the relationship.",
    ],
    ("a gift that goes with the company", "gift"): [
        "To do by post, due by 31 March 2026: send Lin a card. The occasion is Lin's birthday. It falls "
        "on 31 March 2026. That makes 40 years. Along with that: give Lin something small (calendar). The "
        "gift goes with the company itself. It costs 5 EUR, and 25 EUR is the most that a gift may cost. "
        "ada does it, who has the relationship.",
    ],
    ("nothing but what sells", "other_product"): [
        "To do by email: offer Lin another product (oat milk). It goes with what was bought before: "
        "coffee. Not bought so far: oat milk. ada does it, who has the relationship.",
    ],
    ("somebody who wants less", "change_type"): [
        "To do: agree on personal assistance in place of long-term. The two sides have dealt with each "
        "other over 21 days since the opening, at least 180 days needed. What the customer wants: "
        "personal assistance. ada does it, who has the relationship.",
    ],
    ("a leap day", "end_for_no_growth"): [
        "To do: consider an end for lack of growth, which only a person can decide. From one full period "
        "to the next, purchases changed by -80.00, and growth would be more than 0.00. ada does it, who "
        "has the relationship.",
    ],
    ("somebody whom it sets off", "resolve_concern"): [
        "To do, due by 12 March 2026: resolve the concern (delivery). A minor concern is open. ben does "
        "it: has the skill at level 3, and level 3 is needed. Not ada, who has the relationship: has "
        "never shown the skill, and level 3 is needed; set off by this: delivery.",
    ],
    ("somebody has to learn", "resolve_concern"): [
        "To do, due by 6 March 2026: resolve the concern (delivery). A grave concern is open. It was to "
        "be resolved by 6 March 2026. ada does it, who has the relationship: has never shown the skill, "
        "and level 3 is needed. This has to be learnt: delivery.",
    ],
    ("somebody has to learn", "train_agent"): [
        "To do: train ada in delivery. The relationship is with ada, who is not suited. Has never shown "
        "the skill, and level 3 is needed. This has to be learnt: delivery. It is for a supervisor.",
    ],
    ("somebody could learn", "resolve_concern"): [
        "To do, due by 6 March 2026: resolve the concern (delivery). A grave concern is open. It was to "
        "be resolved by 6 March 2026. It is for a supervisor: nobody is suited. With training cid could "
        "do it: has never shown the skill, and level 3 is needed.",
    ],
    ("nobody can", "resolve_concern"): [
        "To do, due by 6 March 2026: resolve the concern (delivery). A grave concern is open. It was to "
        "be resolved by 6 March 2026. It is for a supervisor: nobody is suited.",
    ],
    ("nobody can", "information"): [
        "To do by email: pass on to Lin something about roasting. Lin cares for this: roasting. It is for "
        "a supervisor: nobody is suited.",
    ],
    ("the stronger", "resolve_concern"): [
        "To do, due by 12 March 2026: resolve the concern (delivery). A minor concern is open. eve does "
        "it: has the skill at level 5, and level 3 is needed; it is not known how much is on hand; has "
        "the skill at level 5, and the next best has it at 4. Not ada, who has the relationship: no "
        "longer with the company.",
    ],
    ("who wrote last", "resolve_concern"): [
        "To do, due by 12 March 2026: resolve the concern (delivery). A minor concern is open. eve does "
        "it: has the skill at level 3, and level 3 is needed; 2 tasks on hand, and nobody else has less; "
        "has the skill at level 3, and the next best has it at 3; the last to have dealt with the "
        "customer, on 3 March 2026. Not ada, who has the relationship: no longer with the company.",
    ],
    ("who has less to do", "resolve_concern"): [
        "To do, due by 12 March 2026: resolve the concern (delivery). A minor concern is open. ben does "
        "it: has the skill at level 3, and level 3 is needed; 1 task on hand, and nobody else has less. "
        "Not ada, who has the relationship: no longer with the company.",
    ],
    ("of whom it is known", "resolve_concern"): [
        "To do, due by 12 March 2026: resolve the concern (delivery). A minor concern is open. ben does "
        "it: has the skill at level 3, and level 3 is needed; 1 task on hand, and of the others it is not "
        "known. Not ada, who has the relationship: no longer with the company.",
    ],
    ("a weekend", "follow_up"): [
        "To do by phone, due by 6 March 2026: thank Lin for the purchase, and ask whether all is well. "
        "Bought on 3 March 2026, and still to be followed up. Along with that: pass on to Lin something "
        "about roasting. Lin cares for this: roasting. ben does it: 1 task on hand, and nobody else has "
        "less. Not ada, who has the relationship: not at work on 8 March 2026.",
    ],
    ("another department", "acknowledge_need"): [
        "To do: take notice of Lin's need (tea). A need was stated that is for customer service, and "
        "nobody there took notice. ben does it: 1 task on hand, and nobody else has less. Not ada, who "
        "has the relationship: works in sales, and this is for customer service.",
    ],
    ("a department that nobody knows", "acknowledge_need"): [
        "To do: take notice of Lin's need (tea). A need was stated that is for sales, and nobody there "
        "took notice. It is for sales.",
    ],
    ("a team that is not known", "follow_up"): [
        "To do by phone, due by 6 March 2026: thank Lin for the purchase, and ask whether all is well. "
        "Bought on 3 March 2026, and still to be followed up. ada does it.",
    ],
    ("nobody at all", "follow_up"): [
        "To do by phone, due by 6 March 2026: thank Lin for the purchase, and ask whether all is well. "
        "Bought on 3 March 2026, and still to be followed up.",
    ],
}
