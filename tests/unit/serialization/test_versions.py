"""A document states its schema and version; earlier ones are brought up, newer major ones are refused."""

from typing import Any

import pytest

from relcore.errors import DocumentFault
from relcore.serialization.versions import VERSION, Upcast, Version, stated, upcast


def renamed(old: str, new: str) -> Any:
    def change(document: dict[str, Any]) -> dict[str, Any]:
        document[new] = document.pop(old)
        return document

    return change


FIRST, SECOND, THIRD = Version(1, 0), Version(2, 0), Version(3, 0)
STEPS = (
    Upcast("relcore.customer", FIRST, SECOND, renamed("called", "title")),
    Upcast("relcore.customer", SECOND, THIRD, renamed("title", "name")),
    Upcast("relcore.decision", FIRST, THIRD, renamed("answer", "verdict")),
)


@pytest.mark.parametrize(
    ("written", "name", "version"),
    [
        ("relcore.customer/1.0", "relcore.customer", Version(1, 0)),
        ("relcore.policy_set/12.345", "relcore.policy_set", Version(12, 345)),
        ("acme/0.0", "acme", Version(0, 0)),
    ],
)
def test_a_schema_states_its_name_and_version(written: str, name: str, version: Version) -> None:
    assert stated(written) == (name, version)
    assert f"{name}/{version}" == written


@pytest.mark.parametrize(
    "written",
    [
        None,
        1.0,
        "",
        "relcore.customer",
        "relcore.customer/1",
        "relcore.customer/1.0.0",
        "relcore.customer/01.0",
        "relcore.customer/1.-1",
        "relcore.customer/1.0 ",
        "relcore.customer/1.0\n",
        "relcore.customer/１.0",
        "relcore..customer/1.0",
        "Relcore/1.0",
        "relcore.customer/1." + "9" * 5_000,
        ["relcore.customer/1.0"],
    ],
)
def test_what_states_no_schema_is_told_from_what_does(written: object) -> None:
    assert stated(written) is None


def test_versions_are_ordered_by_number() -> None:
    assert Version(1, 9) < Version(1, 10) < Version(2, 0)


@pytest.mark.parametrize(
    ("version", "document"),
    [(FIRST, {"called": "Ana"}), (SECOND, {"title": "Ana"}), (THIRD, {"name": "Ana"})],
)
def test_an_earlier_document_goes_through_every_step_from_where_it_is(
    version: Version, document: dict[str, Any]
) -> None:
    assert upcast(dict(document), "relcore.customer", version, STEPS, THIRD) == {"name": "Ana"}


def test_a_step_of_another_schema_changes_nothing() -> None:
    assert upcast({"answer": 1, "called": 2}, "relcore.decision", FIRST, STEPS, THIRD) == {
        "verdict": 1,
        "called": 2,
    }


def test_of_one_major_version_no_step_is_needed() -> None:
    assert upcast({"name": "Ana"}, "relcore.customer", Version(3, 0), STEPS, Version(3, 7)) == {"name": "Ana"}


def test_a_newer_major_version_is_refused_with_the_remedy() -> None:
    with pytest.raises(DocumentFault) as caught:
        upcast({}, "relcore.customer", Version(VERSION.major + 1, 0))
    assert caught.value.field == "$.schema"
    assert caught.value.value == f"relcore.customer/{VERSION.major + 1}.0"
    assert caught.value.remedy == "Upgrade relcore: a newer one wrote it."


def test_an_earlier_version_from_which_no_step_leads_is_refused() -> None:
    with pytest.raises(DocumentFault, match="No version of relcore ever wrote it"):
        upcast({}, "relcore.review", FIRST, STEPS, THIRD)
