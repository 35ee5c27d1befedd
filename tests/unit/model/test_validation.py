"""One check for each sort of value, and one wording for each refusal."""

from datetime import UTC
from zoneinfo import ZoneInfo

import pytest

from relcore.errors import FieldError
from relcore.model.validation import check_member, check_optional_text, check_text, check_texts, check_zone
from relcore.vocabulary import Channel, Wish


class Text(str):
    """A string of another class."""

    __slots__ = ()


@pytest.mark.parametrize("value", ["", None, 3, b"i-1", Text("i-2")])
def test_a_text_is_a_plain_string_that_is_not_empty(value: object) -> None:
    check_text("id", "Note.text")
    with pytest.raises(FieldError, match=r"Note.text is .*expected a non-empty string"):
        check_text(value, "Note.text")


def test_an_optional_text_may_be_left_out_but_not_be_empty() -> None:
    check_optional_text(None, "Note.about")
    check_optional_text("i-1", "Note.about")
    with pytest.raises(FieldError, match=r"Note.about is ''"):
        check_optional_text("", "Note.about")


def test_a_string_is_no_tuple_of_strings() -> None:
    check_texts((), "Ended.cites")
    check_texts(("a", "b"), "Ended.cites")
    with pytest.raises(
        FieldError, match=r"Ended.cites is 'ab'; expected a tuple of strings. Write \('a', 'b'\)"
    ):
        check_texts("ab", "Ended.cites")


def test_the_refused_member_of_a_tuple_is_named_by_its_place() -> None:
    with pytest.raises(FieldError, match=r"Ended.cites\[1\] is 7"):
        check_texts(("a", 7), "Ended.cites")


@pytest.mark.parametrize("value", ["web", "WEB", None, Wish.YES])
def test_a_member_of_a_closed_set_is_no_bare_code(value: object) -> None:
    check_member(Channel.WEB, Channel, "Interaction.channel")
    with pytest.raises(
        FieldError, match=r"expected a Channel. Write Channel.<NAME>; the codes are in_person, ph"
    ):
        check_member(value, Channel, "Interaction.channel")


def test_a_zone_is_an_object_and_not_its_name() -> None:
    check_zone(UTC, "Person.zone")
    check_zone(ZoneInfo("Asia/Manila"), "Person.zone")
    with pytest.raises(FieldError, match=r"Person.zone is 'Asia/Manila'.*zoneinfo.ZoneInfo\('Asia/Manila'\)"):
        check_zone("Asia/Manila", "Person.zone")
