"""A name has one meaning: classes of third parties stand in a registry, each under a name of its own."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

import pytest
from attrs import define, evolve, frozen

from relcore.errors import RegistryError
from relcore.model import BUILT_IN_CONTENTS, ContentRegistry
from relcore.serialization import BUILT_IN, Registry
from relcore.vocabulary import Department, Direction
from tests.unit.serialization.own_policies import OWN, Gap, Liked, Loyalty, Restful, Visit

SHAPES = ("metrics", "criteria", "recommenders", "contact_rules")


def of_every_shape(code: object, *, decorate: Any = frozen) -> Any:
    """A class that could stand in any shape."""
    methods = {name: lambda self: None for name in ("measure", "judge", "recommend")}
    return decorate(type("Own", (), {"code": code, **methods}))


def content(kind: str) -> Any:
    stated = {"kind": kind, "direction": Direction.INBOUND, "department": Department.SALES}
    return frozen(type("Mine", (), stated))


def test_classes_stand_under_their_codes() -> None:
    assert dict(OWN.metrics) == {"acme.loyalty": Loyalty, "acme.gap": Gap}
    assert dict(OWN.recommenders) == {"acme.visit": Visit}
    assert dict(OWN.contact_rules) == {"acme.restful": Restful}
    assert all(not getattr(BUILT_IN, shape) for shape in SHAPES)
    assert BUILT_IN.contents == BUILT_IN_CONTENTS


def test_equal_registries_are_one_value_whatever_they_were_made_of() -> None:
    first = Registry(metrics=(Loyalty,), contents=(content("acme.points"),))
    second = evolve(first)
    assert first == second
    assert hash(first) == hash(second)
    assert first != Registry(metrics=(Loyalty,))


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("code", [None, 3, "", "loyalty", ".loyalty", "acme.", "acme..loyalty"], ids=repr)
def test_a_code_is_a_name_in_a_namespace(shape: str, code: object) -> None:
    with pytest.raises(RegistryError, match=r"Own\.code is .*State it as a class variable"):
        Registry(**{shape: (of_every_shape(code),)})
    assert getattr(Registry(**{shape: (of_every_shape("acme.own.points"),)}), shape).keys() == {
        "acme.own.points"
    }


def test_a_code_is_stated_by_the_class_itself() -> None:
    @frozen
    class Heir(Loyalty):
        pass

    with pytest.raises(RegistryError, match=r"Heir\.code is None"):
        Registry(metrics=(Heir,))


@pytest.mark.parametrize("shape", SHAPES)
def test_what_has_no_fields_that_can_be_told_is_not_registered(shape: str) -> None:
    plain = of_every_shape("acme.own", decorate=lambda cls: cls)
    with pytest.raises(RegistryError, match=r"an attrs class or a dataclass.*Decorate it with attrs\.frozen"):
        Registry(**{shape: (plain,)})


def test_a_code_is_no_field() -> None:
    @dataclass
    class Odd:
        code: str = "acme.odd"

        def measure(self, situation: object) -> int:
            return 1

    with pytest.raises(RegistryError, match="whose code is no field"):
        Registry(metrics=(Odd,))


@pytest.mark.parametrize(
    ("shape", "cls", "method"),
    [
        ("metrics", Liked, "measure"),
        ("criteria", Loyalty, "judge"),
        ("recommenders", Restful, "recommend"),
        ("contact_rules", Visit, "judge"),
    ],
)
def test_a_class_is_what_it_is_registered_as(shape: str, cls: Any, method: str) -> None:
    with pytest.raises(RegistryError, match=f"expected a class with the method {method}"):
        Registry(**{shape: (cls,)})


@pytest.mark.parametrize("first", SHAPES)
@pytest.mark.parametrize("second", SHAPES)
def test_two_claims_to_one_code_are_an_error_also_across_shapes(first: str, second: str) -> None:
    one, other = of_every_shape("acme.own"), of_every_shape("acme.own")
    with pytest.raises(RegistryError, match="a name that Own has not claimed"):
        _ = Registry(**{first: (one,)}) | Registry(**{second: (other,)})
    claims = {first: (one, other)} if first == second else {first: (one,), second: (other,)}
    with pytest.raises(RegistryError, match="a name that Own has not claimed"):
        Registry(**claims)
    Registry(**{first: (one, one), second: (one,)})  # one claim, however often it is made


def test_a_kind_and_a_code_are_not_the_same_name() -> None:
    with pytest.raises(
        RegistryError, match=r"code is 'acme\.own'; expected a name that Mine has not claimed"
    ):
        Registry(contents=(content("acme.own"),), metrics=(of_every_shape("acme.own"),))


@pytest.mark.parametrize(
    "name", ["purchase_days.mine", "cap.daily", "all_of.x", "after.visit", "purchase.gift"]
)
def test_what_lies_within_a_name_of_relcores_is_claimed(name: str) -> None:
    with pytest.raises(RegistryError, match=f"code is {name!r}; expected a name that .* has not claimed"):
        Registry(recommenders=(of_every_shape(name),))
    with pytest.raises(RegistryError, match=f"kind is {name!r}; expected a name that .* has not claimed"):
        Registry(contents=(content(name),))


def test_a_kind_is_a_name_in_a_namespace() -> None:
    with pytest.raises(RegistryError, match=r"Mine\.kind is 'points'.*kind = 'acme\.points'"):
        Registry(contents=(content("points"),))
    with pytest.raises(RegistryError, match=r"Mine\.kind is 'points'"):
        Registry(contents=ContentRegistry((content("points"),)))
    assert "acme.points" in Registry(contents=(content("acme.points"),)).contents.classes


def test_no_class_of_ones_own_takes_the_place_of_one_of_relcores() -> None:
    with pytest.raises(
        RegistryError, match="kind is 'purchase'; expected a name that Purchase has not claimed"
    ):
        Registry(contents=ContentRegistry((content("purchase"),)))


def test_two_registries_combine() -> None:
    points, visits = content("acme.points"), content("other.visit")
    first = Registry(contents=(points,), metrics=(Loyalty,), criteria=(Liked,))
    second = Registry(
        contents=(visits,), metrics=(Loyalty, Gap), recommenders=(Visit,), contact_rules=(Restful,)
    )
    both = first | second
    assert both == Registry(
        contents=(points, visits),
        metrics=(Loyalty, Gap),
        criteria=(Liked,),
        recommenders=(Visit,),
        contact_rules=(Restful,),
    )
    assert both | BUILT_IN == both == BUILT_IN | both


def test_two_registries_that_claim_one_kind_do_not_combine() -> None:
    first, second = (Registry(contents=(content("acme.points"),)) for _ in range(2))
    with pytest.raises(RegistryError, match="a kind that Mine has not claimed"):
        _ = first | second


def test_a_class_that_can_be_changed_and_a_dataclass_register_as_well() -> None:
    @dataclass
    class Slow:
        code: ClassVar[str] = "acme.slow"
        days: int = field(default=3)

        def measure(self, situation: object) -> int:
            return self.days

    changing = of_every_shape("acme.own", decorate=define)
    assert Registry(metrics=(Slow, changing)).metrics == {"acme.slow": Slow, "acme.own": changing}
