"""Classes of third parties get definitions of their own, and a type without a schema is named, never skipped."""

from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import Annotated, Any, ClassVar, NewType

import pytest
from attrs import evolve, field, frozen, make_class

from relcore import model
from relcore.errors import FieldError, RegistryError
from relcore.model import FrozenMap
from relcore.model.validation import check_country, check_currency, check_text, check_texts
from relcore.policies import Metric, at_least
from relcore.policy_set import STANDARD
from relcore.serialization import Registry
from relcore.serialization.schemas import json_schema, places
from relcore.vocabulary import Channel, Department, Direction
from tests.unit.serialization.content_examples import UNKNOWN, Points, interaction_of
from tests.unit.serialization.schema_faults import accepts, enveloped, paths

Number = NewType("Number", int)


@frozen
class Purchase:
    """A purchase, as somebody else has it.

    Args:
        points: how many points.
    """

    kind: ClassVar[str] = "acme.purchase"
    direction: ClassVar[Direction] = Direction.INTERNAL
    department: ClassVar[Department] = Department.MARKETING

    points: Number
    note: Annotated[str, "shown"] = ""
    anything: Any = None
    many: list[int] = field(factory=list)
    unknown: model.UnknownContent | None = None
    next: "Purchase | None" = None


@dataclass(frozen=True)
class Card:
    """A card, whose class variables say that they are some."""

    kind: ClassVar[str] = "acme.card"
    direction: ClassVar = Direction.INBOUND
    department: ClassVar[Department] = Department.SALES

    number: str
    mixed: tuple = ()  # type: ignore[type-arg]


@dataclass(frozen=True)
class Visit:
    """A visit."""

    kind = "acme.visit"
    direction = Direction.INBOUND
    department = Department.SALES

    place: str
    minutes: int = 5
    with_whom: tuple[str, ...] = dataclass_field(default_factory=tuple)
    channels: FrozenMap[Channel, int] = FrozenMap()


@frozen
class Loyalty:
    """How loyal somebody is.

    Args:
        months: over how many months.
    """

    code: ClassVar[str] = "acme.loyalty"

    months: float
    of: Metric | None = None

    def measure(self, situation: Any) -> int | None:
        return None


@frozen
class Weather:
    code: ClassVar[str] = "acme.weather"

    def judge(self, situation: Any) -> Any:
        return None


@frozen
class Umbrella:
    code: ClassVar[str] = "acme.umbrella"

    def recommend(self, situation: Any) -> Any:
        return ()


@frozen
class Dry:
    code: ClassVar[str] = "acme.dry"
    most: int = 3

    def judge(self, recommendation: Any, situation: Any) -> Any:
        return None


REGISTRY = Registry(
    contents=(Points, Purchase, Visit),
    metrics=(Loyalty,),
    criteria=(Weather,),
    recommenders=(Umbrella,),
    contact_rules=(Dry,),
)


def test_contents_of_third_parties_have_definitions_and_are_valid() -> None:
    inner = Purchase(Number(1), unknown=model.UnknownContent("acme.other", "{}"))
    for content in (
        Points(3, by_channel=FrozenMap({Channel.SMS: 1})),
        Purchase(Number(2), next=inner),
        Visit("fair"),
    ):
        interaction = evolve(interaction_of(content), content=content)
        assert paths(enveloped(interaction, REGISTRY), "relcore.interaction", REGISTRY) == set()


def test_a_content_of_third_parties_is_held_to_its_own_fields() -> None:
    document = enveloped(interaction_of(Visit("fair")), REGISTRY)
    for name, wrong in (("place", 3), ("minutes", "3"), ("with_whom", "Ana"), ("channels", {"fax": 1})):
        broken = {**document, "content": {**document["content"], name: wrong}}
        assert not accepts(broken, "relcore.interaction", REGISTRY), name
    del document["content"]["place"]
    assert paths(document, "relcore.interaction", REGISTRY) == {"$.content.place"}


def test_without_the_registry_its_contents_are_unknown_ones() -> None:
    document = enveloped(interaction_of(Visit("fair")), REGISTRY)
    document["content"] = {"kind": "acme.visit", "whatever": [1]}
    assert accepts(document, "relcore.interaction")
    assert not accepts(document, "relcore.interaction", REGISTRY)
    del document["direction"], document["department"]
    assert paths(document, "relcore.interaction") == {"$.direction", "$.department"}


@pytest.mark.parametrize("kind", ["purchase.vip", "note.", ""])
def test_no_unknown_kind_lies_within_a_kind_of_relcore(kind: str) -> None:
    document = {**enveloped(interaction_of(UNKNOWN)), "content": {"kind": kind}}
    assert not accepts(document, "relcore.interaction")


def test_variables_of_a_dataclass_are_no_fields() -> None:
    definitions = json_schema("relcore.interaction", registry=Registry(contents=(Card,)))["$defs"]
    assert list(definitions["Card"]["properties"]) == ["kind", "number", "mixed"]
    assert definitions["Card"]["properties"]["mixed"] == {"type": "array", "items": {}, "default": []}


def test_two_classes_of_one_name_have_two_definitions() -> None:
    definitions = json_schema("relcore.interaction", registry=REGISTRY)["$defs"]
    assert definitions["Purchase"]["properties"]["kind"] == {"const": "purchase"}
    assert definitions["acme.purchase"]["properties"]["kind"] == {"const": "acme.purchase"}
    assert definitions["acme.purchase"]["description"] == "A purchase, as somebody else has it."


def test_policies_of_third_parties_can_stand_where_those_of_relcore_can() -> None:
    advising = STANDARD.advising
    policies = STANDARD.with_folding(cooling_off=STANDARD.folding.cooling_off).with_advising(
        activity=Loyalty(12, of=Loyalty(0.5)),
        findings={"wet": Weather() & at_least(Loyalty(1), 2)},
        recommenders=(*advising.recommenders, Umbrella()),
        contact_rules=(*advising.contact_rules, Dry()),
    )
    document = enveloped(policies, REGISTRY)
    assert paths(document, "relcore.policy_set", REGISTRY) == set()
    assert not accepts(document, "relcore.policy_set")
    document["advising"]["activity"]["months"] = "twelve"
    assert paths(document, "relcore.policy_set", REGISTRY) == {"$.advising.activity.months"}


def test_a_class_without_a_docstring_is_not_described() -> None:
    definitions = json_schema("relcore.policy_set", registry=REGISTRY)["$defs"]
    assert "description" not in definitions["Dry"]
    assert definitions["Dry"]["properties"]["most"] == {"type": "integer", "default": 3}


@frozen
class Checked:
    """A content that says what it takes."""

    kind: ClassVar[str] = "acme.checked"
    direction: ClassVar[Direction] = Direction.INTERNAL
    department: ClassVar[Department] = Department.SALES

    text: str
    currency: str
    country: str
    share: float
    half: float
    tags: tuple[str, ...] = ()
    most: int = 10
    least: int = 1
    even: int = 2

    def __attrs_post_init__(self) -> None:
        check_text(self.text, "Checked.text")
        check_currency(self.currency, "Checked.currency")
        check_country(self.country, "Checked.country")
        check_texts(self.tags, "Checked.tags")
        for name, fits in (
            ("share", lambda value: 0 < value < 1),
            ("half", lambda value: 0.5 <= value <= 7.5),
            ("least", lambda value: value >= 1),
            ("most", lambda value: self.least <= value <= 20),
            ("even", lambda value: value in (300, 2)),
        ):
            value: Any = getattr(self, name)
            if type(value) not in (int, float) or not fits(value):
                raise FieldError(f"Checked.{name}", value, f"the right {name}", "Correct it.")


CHECKED = Registry(contents=(Checked,))


def test_what_a_class_checks_by_itself_is_a_bound() -> None:
    properties = json_schema("relcore.interaction", registry=CHECKED)["$defs"]["Checked"]["properties"]
    assert properties["text"] == {"type": "string", "minLength": 1}
    assert properties["currency"]["enum"][:2] == ["AED", "AFN"]
    assert properties["country"] == {"type": "string", "pattern": "^[A-Z][A-Z]$"}
    assert properties["tags"]["items"] == {"type": "string", "minLength": 1}
    assert properties["least"] == {"type": "integer", "minimum": 1, "default": 1}


def test_a_bound_between_two_whole_numbers_is_never_too_tight() -> None:
    properties = json_schema("relcore.interaction", registry=CHECKED)["$defs"]["Checked"]["properties"]
    assert properties["half"] == {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 8}


def test_what_depends_on_another_field_is_no_bound() -> None:
    properties = json_schema("relcore.interaction", registry=CHECKED)["$defs"]["Checked"]["properties"]
    assert properties["most"] == {"type": "integer", "default": 10}
    definitions = json_schema("relcore.policy_set")["$defs"]
    for name, key in (
        ("After", "waits_hours"),
        ("KeyContact", "expires_days"),
        ("Reliability", "prior_kept"),
    ):
        assert not {"minimum", "maximum"} & set(definitions[name]["properties"][key]), (name, key)


@frozen
class Fussy:
    """What takes nothing that anybody would try, and says so in a way of its own."""

    kind: ClassVar[str] = "acme.fussy"
    direction: ClassVar[Direction] = Direction.INTERNAL
    department: ClassVar[Department] = Department.SALES

    number: int = 5
    refusal: ClassVar[Exception] = ValueError("no")

    def __attrs_post_init__(self) -> None:
        if self.number != 5 or self.refusal.args[0] == "Fussy.number":
            raise self.refusal


@pytest.mark.parametrize(
    "refusal",
    [
        FieldError("Fussy.number", 5, "another number", "Guess."),
        FieldError("Fussy.other", 5, "another number", "Guess."),
        ValueError("no"),
    ],
    ids=str,
)
def test_a_class_that_cannot_be_asked_has_no_bounds(
    refusal: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Fussy, "refusal", refusal)
    places._sample.cache_clear()
    schema = json_schema("relcore.interaction", registry=Registry(contents=(Fussy,)))
    assert schema["$defs"]["Fussy"]["properties"]["number"] == {"type": "integer", "default": 5}


@frozen
class Broken:
    """What raises something of its own, whatever it is given."""

    kind: ClassVar[str] = "acme.broken"
    direction: ClassVar[Direction] = Direction.INTERNAL
    department: ClassVar[Department] = Department.SALES

    number: int

    def __attrs_post_init__(self) -> None:
        raise ValueError(self.number)


@frozen
class Needy:
    """What needs something of every sort to be made."""

    kind: ClassVar[str] = "acme.needy"
    direction: ClassVar[Direction] = Direction.INTERNAL
    department: ClassVar[Department] = Department.SALES

    pair: tuple[int, str]
    levels: dict[str, int]
    side: Direction
    amount: model.Money
    content: model.Content
    odd: set[int]
    broken: Broken
    number: int

    def __attrs_post_init__(self) -> None:
        if self.side is Direction.INBOUND:
            raise FieldError("Needy.side", self.side, "another one", "Correct it.")
        if type(self.number) is not int or not 2 <= self.number + self.pair[0] <= 10:
            raise FieldError("Needy.number", self.number, "the right number", "Correct it.")


def test_whatever_a_class_needs_it_is_made_to_be_asked() -> None:
    ask = places.asking(Needy, "number")
    assert (ask(places.UNFIT), ask(0), ask(1), ask(9), ask(10)) == (
        "the right number",
        "the right number",
        None,
        None,
        "the right number",
    )


def test_of_a_class_that_cannot_be_made_nothing_is_asked() -> None:
    ask = places.asking(Broken, "number")
    assert (ask(places.UNFIT), ask("x")) == (None, None)
    schema = json_schema("relcore.interaction", registry=Registry(contents=(Broken,)))
    assert schema["$defs"]["Broken"]["properties"]["number"] == {"type": "integer"}


@frozen
class Lost:
    """A field of a type that nobody knows."""

    kind: ClassVar[str] = "acme.lost"
    direction: ClassVar[Direction] = Direction.INTERNAL
    department: ClassVar[Department] = Department.SALES

    where: "Nowhere"  # type: ignore[name-defined]  # noqa: F821


def test_a_type_that_its_module_does_not_know_is_named() -> None:
    with pytest.raises(RegistryError, match=r"Lost is 'Nowhere'"):
        json_schema("relcore.interaction", registry=Registry(contents=(Lost,)))


@frozen
class OfNobody:
    """A content that is not registered."""

    kind: ClassVar[str] = "acme.nobody"
    direction: ClassVar[Direction] = Direction.INTERNAL
    department: ClassVar[Department] = Department.SALES


WITHOUT_A_SCHEMA = [set[int], bytes, complex, Callable[[], int], int | str, dict[int, str], OfNobody]


@pytest.mark.parametrize("wrong", WITHOUT_A_SCHEMA, ids=str)
def test_a_type_without_a_schema_is_named(wrong: Any) -> None:
    cls: Any = make_class("Strange", {"odd": field(type=wrong)}, frozen=True)
    cls.kind, cls.direction, cls.department = "acme.strange", Direction.INTERNAL, Department.SALES
    with pytest.raises(RegistryError, match=r"Strange\.odd"):
        json_schema("relcore.interaction", registry=Registry(contents=(cls,)))
