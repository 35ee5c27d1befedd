"""What is said of a contact: that it may be made or not, what speaks against it, what was lifted, and from when on."""

from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

from relcore import Customer, Person
from relcore.errors import FieldError
from relcore.model import Decision, Reason
from relcore.policies.contact import ALLOWED
from relcore.vocabulary import Channel, Comparison, ContactBlock, Verdict, Wish
from relcore.wording import describe, sentence, term
from relcore.wording.figures import moment
from relcore.wording.languages import words_of
from tests.unit.wording.contacts import (
    ACME,
    ANA,
    MANILA,
    NIGHT,
    NOON,
    called,
    decisions,
    linted,
    of_third_parties,
    reviewed,
)

EN = words_of("en")
EQUAL_TO, LESS_THAN = Comparison.EQUAL_TO, Comparison.LESS_THAN


def said(of: str) -> str:
    """What a reader in Manila is told of a contact with Ana, who lives there too."""
    return describe(decisions()[of], zone=MANILA, customer=called())


SAID = {
    "quiet hours": "May not be done now by phone: it is 22:10 where Ana lives, and nobody is contacted there before"
    " 08:00. It may be done from 25 November 2026 at 08:00.",
    "outside the week": "May not be done now by phone: it is 22:10 where Ana lives, outside the hours and days for"
    " contact. It may be done from 25 November 2026 at 09:00.",
    "too early": "May not be done now by phone: it only makes sense from 25 November 2026 at 12:00 on."
    " It may be done from 25 November 2026 at 12:00.",
    "over": "May not be done by phone: it only made sense until 24 November 2026 at 11:00.",
    "too far ahead": "May not be done by phone: no time until 25 November 2027 was found at which it may be done."
    " It only makes sense from 29 December 2027 at 12:00 on.",
    "cap": "May not be done now by email: 4 contacts within 7 days, and 4 is the most allowed."
    " It may be done from 25 November 2026 at 00:00.",
    "cap of a day": "May not be done now by phone: 1 contact within 1 day, and 1 is the most allowed."
    " It may be done from 25 November 2026 at 00:00.",
    "cap of hours": "May not be done now by phone: 1 contact within 36 hours, and 1 is the most allowed."
    " It may be done from 25 November 2026 at 12:00.",
    "cap beyond memory": "May not be done now by email: it is not known how many contacts there were within 365 days,"
    " and 9 is the most allowed. It may be done from 6 October 2027 at 12:00.",
    "cap of what is reserved": "May not be done now by email: 1 contact within 2 days, and 1 is the most allowed."
    " It may be done from 27 November 2026 at 12:00.",
    "unanswered": "May not be done now by email: 3 contacts have gone unanswered, and after 3 there is a pause."
    " It may be done from 12 February 2027 at 12:00.",
    "one unanswered": "May not be done by email: 1 contact has gone unanswered, and after 1 there is a pause.",
    "blocked: legal": "May not be done by email: a legal block forbids contact with Ana.",
    "blocked: fraud": "May not be done by email: contact with Ana is blocked because of fraud.",
    "blocked: ceased": "May not be done by email: it is on record that Ana is no longer there.",
    "blocked: do_not_contact": "May not be done by email: Ana is on the list of those who are not to be contacted.",
    "no wish": "May not be done by email: Ana does not want to be approached.",
    "unwanted: E-mail": "May not be done by email: what Ana does not want includes E-mail.",
    "unwanted: in_person": "May not be done by email: what Ana does not want includes in person.",
    "unwanted beyond memory": "May not be done by email: some of what Ana does not want is not known any more.",
    "no outreach agreed": "May not be done by email: no outreach was agreed, as the relationship is transactional.",
    "no outreach wanted": "May not be done by email: no outreach is wanted, as the type that Ana wants is"
    " self-service.",
    "open concern": "May not be done by email: 1 concern is open, and nothing is offered meanwhile.",
    "open concerns": "May not be done by email: 2 concerns are open, and nothing is offered meanwhile.",
    "nobody named": "May not be done by email: it is not known who would be contacted.",
    "no consent": "May not be done by email: Ana has not consented to marketing.",
    "no consent to service": "May not be done by email: Ana has not consented to contacts for service.",
    "no consent to relationship": "May not be done by email: Ana has not consented to contacts to look after the"
    " relationship.",
    "no consent to survey": "May not be done by email: Ana has not consented to surveys.",
    "no consent to marketing": "May not be done by email: Ana has not consented to marketing.",
    "withdrawn": "May not be done by email: Ana took back the consent to marketing.",
    "expired": "May not be done by email: the consent of Ana to marketing no longer holds.",
    "not yet": "May not be done now by email: the consent of Ana to marketing does not hold yet."
    " It may be done from 25 November 2026 at 12:00.",
    "allowed": "May be done by phone.",
    "internal": "May be done: it contacts nobody.",
}


@pytest.mark.parametrize("of", SAID)
def test_a_contact_is_told_with_what_speaks_against_it_and_when_it_may_be_made(of: str) -> None:
    assert said(of) == SAID[of]


def test_everything_that_speaks_against_it_is_told_and_what_decided_first() -> None:
    assert said("everything at once") == (
        "May not be done by email: Ana has not consented to marketing."
        " 1 concern is open, and nothing is offered meanwhile."
        " Nobody is contacted at 22:10 where Ana lives, and not before 08:00."
    )
    assert said("over before it may be done") == (
        "May not be done by phone: it only makes sense until 25 November 2026 at 00:10,"
        " and may not be done before 25 November 2026 at 08:00."
        " Nobody is contacted at 22:10 where Ana lives, and not before 08:00."
    )


def test_a_time_that_was_waited_for_is_not_told_as_the_time_that_it_is() -> None:
    """At noon the cap has room again in the night, and only then the night speaks against it."""
    assert said("cap and quiet hours") == (
        "May not be done now by email: nobody is contacted at 21:36 where Ana lives, and not before 08:00."
        " 4 contacts within 7 days, and 4 is the most allowed. It may be done from 25 November 2026 at 08:00."
    )
    assert "22:10 is outside the hours and days for contact where Ana lives" in said(
        "quiet hours and the week"
    )


def test_each_limit_is_told_with_the_time_that_it_is_counted_over() -> None:
    assert said("two caps") == (
        "May not be done now by email: 4 contacts within 7 days, and 2 is the most allowed."
        " 4 contacts within 7 days, and 4 is the most allowed. It may be done from 29 November 2026 at 12:00."
    )
    assert "1 contact within 2 days, and 1 is the most allowed" in said("three caps")


def limit(hours: float, found: int = 2) -> tuple[Reason, Reason]:
    return (
        Reason("contacts_within", False, found, LESS_THAN, 2, "contacts"),
        Reason("window", True, hours, EQUAL_TO, hours, "hours"),
    )


def test_a_limit_of_which_it_is_not_certain_what_it_is_counted_over_is_told_without() -> None:
    day, week = limit(24.0), limit(168.0, 3)
    bare = Reason("contacts_within", False, 9, LESS_THAN, 1, "contacts")
    told = describe(
        Decision(Verdict.DEFERRED, "cap.x", (*day, *week, bare), "", NOON, Channel.APP), zone=MANILA
    )
    assert told == (
        "May not be done now in the app: 2 contacts within 1 day, and 2 is the most allowed."
        " 3 contacts within 7 days, and 2 is the most allowed. 9 contacts, and 1 is the most allowed."
        " It may be done from 24 November 2026 at 12:00 (Manila time)."
    )


def test_what_was_lifted_is_told_with_who_and_why_and_what_would_have_spoken_against_it() -> None:
    assert said("lifted") == (
        "May be done by email."
        " Asha set aside the limit on contacts (weekly), for this reason: She asked to be kept posted."
        " Otherwise this would speak against it: 4 contacts within 7 days, and 4 is the most allowed."
    )
    assert said("lifted at night") == (
        "May not be done now by email: it is 22:10 where Ana lives, and nobody is contacted there before 08:00."
        " Asha set aside the limit on contacts (weekly), for this reason: She asked to be kept posted."
        " Otherwise this would speak against it: 4 contacts within 7 days, and 4 is the most allowed."
        " Asha set aside the pause after contacts without an answer, for this reason: She asked to be kept posted."
        " Otherwise this would speak against it: 4 contacts have gone unanswered, and after 3 there is a pause."
        " It may be done from 25 November 2026 at 08:00."
    )
    assert "Asha set aside the rule that nothing is offered while a concern is open" in said(
        "lifted for an offer"
    )


def test_a_rule_of_a_third_party_is_named_by_its_readable_code() -> None:
    told = {
        of: describe(decision, zone=MANILA, customer=called()) for of, decision in of_third_parties().items()
    }
    assert told == {
        "with a reason": "May not be done by phone, for acme quiet week. acme points: 3, at least 5 needed.",
        "without": "May not be done by phone, for acme silent.",
        "lifted": "May be done by phone. Asha set aside acme silent, for this reason: She asked to be kept posted.",
        "beside another": "May not be done by phone, for acme quiet week. acme points: 3, at least 5 needed."
        " Nobody is contacted at 22:10 where Ana lives, and not before 08:00.",
    }
    lifted = Reason("lifted.acme.quiet_week", True, "all is well", EQUAL_TO, "Asha", "override")
    assert sentence(lifted) == "Asha set aside acme quiet week, for this reason: all is well"


def test_a_person_who_is_not_known_is_called_the_person() -> None:
    for customer in (None, ACME):
        assert describe(decisions()["no wish"], customer=customer) == (
            "May not be done by email: the person does not want to be approached."
        )
    assert sentence(Reason("wish", False, Wish.NO, EQUAL_TO, Wish.YES, "wish")) == (
        "The person does not want to be approached"
    )


@pytest.mark.parametrize("name", ["van Dam", "Émile", "{person}", "O'Brien", "ANA"])
def test_a_name_stays_as_it_is_written(name: str) -> None:
    told = describe(decisions()["withdrawn"], customer=called(Person(id="c-1", name=name)))
    assert told == f"May not be done by email: {name} took back the consent to marketing."


def until(zone: tzinfo, customer: Customer | None = None) -> str:
    return describe(decisions()["quiet hours"], zone=zone, customer=customer).rpartition("from ")[2]


def test_times_are_said_where_the_person_lives_and_whose_they_are_where_the_reader_lives_elsewhere() -> None:
    assert until(MANILA, called()) == "25 November 2026 at 08:00."
    assert until(UTC, called()) == "25 November 2026 at 08:00 (Manila time)."
    assert until(ZoneInfo("Europe/Paris"), called()) == "25 November 2026 at 08:00 (Manila time)."


def test_where_it_is_not_known_where_the_person_lives_times_are_the_readers_and_named() -> None:
    for customer in (None, called(evolve(ANA, zone=None)), ACME):
        assert until(MANILA, customer) == "25 November 2026 at 08:00 (Manila time)."
        assert until(UTC, customer) == "25 November 2026 at 00:00 (UTC)."
    assert "where Ana lives" in describe(decisions()["nobody knows where"], customer=called())


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        (ZoneInfo("America/Argentina/Buenos_Aires"), "24 November 2026 at 01:00 (Buenos Aires time)"),
        (ZoneInfo("Etc/GMT+5"), "23 November 2026 at 23:00 (UTC-05:00)"),
        (ZoneInfo("UTC"), "24 November 2026 at 04:00 (UTC)"),
        (timezone(timedelta(hours=5, minutes=30)), "24 November 2026 at 09:30 (UTC+05:30)"),
        (timezone(timedelta(hours=5), "PKT_1"), "24 November 2026 at 09:00 (UTC+05:00)"),
    ],
)
def test_a_clock_is_named_after_its_place_or_else_by_how_far_it_is_from_utc(zone: tzinfo, said: str) -> None:
    assert moment(NOON, zone, EN, first=True, named=True) == said


def test_a_time_to_wait_for_is_never_said_to_be_earlier_than_it_is_nor_the_last_one_to_be_later() -> None:
    just_after = datetime(2026, 12, 31, 23, 59, 0, 1, tzinfo=UTC)
    assert moment(just_after, UTC, EN, first=True) == "1 January 2027 at 00:00"
    assert moment(just_after, UTC, EN, first=False) == "31 December 2026 at 23:59"
    on_time = datetime(2026, 12, 31, 23, 59, tzinfo=UTC)
    assert moment(on_time, UTC, EN, first=True) == moment(on_time, UTC, EN, first=False)
    decision = evolve(decisions()["quiet hours"], until=just_after)
    assert describe(decision).endswith("It may be done from 1 January 2027 at 00:00 (UTC).")


def test_of_an_hour_that_clocks_show_twice_the_second_is_told_apart() -> None:
    paris = ZoneInfo("Europe/Paris")
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert moment(first, paris, EN, first=True) == "25 October 2026 at 02:30"
    assert moment(first + timedelta(hours=1), paris, EN, first=True, named=True) == (
        "25 October 2026 at 02:30, when clocks show it for the second time (Paris time)"
    )


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (Reason("contacts_within", True, 0, LESS_THAN, 2, "contacts"), "No contact, and 2 is the most allowed"),
        (Reason("window", True, 168.0, EQUAL_TO, 168.0, "hours"), "Counted over 7 days"),
        (Reason("window", True, 24, EQUAL_TO, 24, "hours"), "Counted over 1 day"),
        (Reason("window", True, 36.0, EQUAL_TO, 36.0, "hours"), "Counted over 36 hours"),
        (Reason("window", True, 1.0, EQUAL_TO, 1.0, "hours"), "Counted over 1 hour"),
        (Reason("window", None, None, EQUAL_TO, None, "hours"), "It is not known over how long it is counted"),
        (
            Reason("unanswered_contacts", True, 0, LESS_THAN, 3, "contacts"),
            "No contact has gone unanswered, and after 3 there is a pause",
        ),
        (
            Reason("unanswered_contacts", None, None, LESS_THAN, 3, "contacts"),
            "It is not known how many contacts have gone unanswered, and after 3 there is a pause",
        ),
        (Reason("zone", True, 1, EQUAL_TO, "known", "zone"), "It is known where the person lives"),
        (Reason("addressee", True, 1, EQUAL_TO, "known", "person"), "It is known who would be contacted"),
        (
            Reason("contact_block", False, "acme_list", EQUAL_TO, None, "block"),
            "Contact with the person is blocked: acme list",
        ),
        (
            Reason("consent.marketing", False, "acme_pending", EQUAL_TO, "given", "consent"),
            "The person has not consented to marketing",
        ),
        (
            Reason("consent.acme_news", False, "withdrawn", EQUAL_TO, "given", "consent"),
            "The person took back the consent to acme news",
        ),
        (
            Reason("lifted.no_open_concern", True, "It is\n settled.", EQUAL_TO, "asha_r", "override"),
            "asha_r set aside the rule that nothing is offered while a concern is open, for this reason: It is settled",
        ),
        (Reason("not_before", False, NOON, Comparison.AT_LEAST, NOON + timedelta(hours=1, seconds=1), "instant"),
         "It only makes sense from 24 November 2026 at 05:01 on"),
    ],
)  # fmt: skip
def test_a_reason_of_a_contact_is_told_in_all_its_forms(reason: Reason, said: str) -> None:
    assert sentence(reason) == said


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("cap.weekly", "the limit on contacts (weekly)"),
        ("quiet_hours.acme_night", "the quiet hours (acme night)"),
        ("contact_hours.week", "the hours for contact (week)"),
        ("cap", "the limit on contacts"),
        ("contact_rules", "the rules of contact"),
        ("acme.cap", "acme cap"),
        (ContactBlock.DO_NOT_CONTACT, "not to be contacted"),
        (Verdict.DEFERRED, "deferred"),
    ],
)
def test_a_rule_of_contact_has_a_term_with_its_own_name(code: str, said: str) -> None:
    assert term(code) == said


def test_what_a_rule_answers_alone_is_told_without_a_channel() -> None:
    assert describe(ALLOWED) == "May be done."
    alone = Decision(Verdict.DEFERRED, f"{NIGHT.code}.{NIGHT.name}", (), "", NOON)
    assert describe(alone) == (
        "May not be done now, for the quiet hours (night). It may be done from 24 November 2026 at 04:00 (UTC)."
    )
    assert (
        describe(evolve(alone, verdict=Verdict.REFUSED, until=None))
        == "Refused, for the quiet hours (night)."
    )


def test_a_rule_that_counts_more_than_is_remembered_is_named_with_what_it_needs() -> None:
    assert describe(linted()) == (
        "Found: the limit on contacts (monthly). 8 attempts to reach each person are remembered, at least 9 needed."
    )


def test_only_what_is_allowed_is_said_to_contact_nobody() -> None:
    for verdict in (Verdict.DEFERRED, Verdict.REFUSED):
        assert "May be done" not in describe(Decision(verdict, "internal", (), ""))


def test_what_is_withheld_is_told_with_what_it_is_and_a_review_tells_all_of_it() -> None:
    told = reviewed()
    waiting, refused = told.withheld
    assert describe(refused, zone=MANILA, customer=called()) == (
        "Held back: offer. May not be done by email: Ana has not consented to marketing."
        " 1 concern is open, and nothing is offered meanwhile."
        " Nobody is contacted at 22:10 where Ana lives, and not before 08:00."
    )
    assert describe(waiting, zone=MANILA, customer=called()) == f"Held back: acme call. {SAID['quiet hours']}"
    lines = describe(told, zone=MANILA, customer=called()).splitlines()
    assert lines[-4:-1] == [
        "To do: acme task.",
        *(describe(one, zone=MANILA, customer=called()) for one in told.withheld),
    ]
    assert describe(told).splitlines()[-3:-1] == [describe(one) for one in told.withheld]


def test_what_is_withheld_is_told_in_languages_that_there_are_words_in() -> None:
    with pytest.raises(FieldError, match="language is 'xx'"):
        describe(reviewed().withheld[0], "xx")
