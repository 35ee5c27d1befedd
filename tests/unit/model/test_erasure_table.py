"""Of every text that a value can hold it is said whether an erasure keeps it; whoever adds one is told so."""

import typing
from collections.abc import Iterator
from typing import Any, get_args, get_origin

import attrs
from attrs import frozen

from relcore.model import (
    BUILT_IN_CONTENTS,
    Change,
    Customer,
    Interaction,
    Recorded,
    Relationship,
    UnknownContent,
)
from relcore.model.erasure import TEXTS


def annotations(cls: type) -> dict[str, Any]:
    return {name: typing.get_type_hints(cls)[name] for name in attrs.fields_dict(cls)}


def parts(annotation: Any) -> Iterator[Any]:
    """Every class that an annotation names, whatever it stands in."""
    if get_origin(annotation) is None:
        yield annotation
    elif get_origin(annotation) is Interaction:
        yield Interaction
    else:
        for one in get_args(annotation):
            yield from parts(one)


def is_text(annotation: Any) -> bool:
    """Whether a text stands in such a field, by itself or among others; the keys of a map are ids and codes."""
    if getattr(get_origin(annotation), "__name__", "") == "FrozenMap":
        annotation = get_args(annotation)[1]
    return str in parts(annotation)


def reached() -> list[type]:
    """All classes of values that erasing can come upon."""
    found: list[type] = []
    todo: list[Any] = [
        Customer,
        Interaction,
        Relationship,
        Recorded,
        Change,
        *BUILT_IN_CONTENTS.classes.values(),
    ]
    todo.append(UnknownContent)
    while todo:
        cls = todo.pop()
        if attrs.has(cls) and cls not in found:
            found.append(cls)
            todo += [part for annotation in annotations(cls).values() for part in parts(annotation)]
    return found


def unclassified(classes: list[type]) -> list[str]:
    """What nobody has said of whether an erasure keeps it."""
    out = []
    for cls in classes:
        texts = {name for name, annotation in annotations(cls).items() if is_text(annotation)}
        if texts and cls not in TEXTS:
            out.append(f"{cls.__name__} has texts and is not in relcore.model.erasure.TEXTS")
        out += [
            f"{cls.__name__}.{name}: say in relcore.model.erasure.TEXTS whether an erasure keeps it"
            for name in sorted(texts - set(TEXTS.get(cls, texts)))
        ]
        out += [f"{cls.__name__}.{name} is no text" for name in sorted(set(TEXTS.get(cls, ())) - texts)]
    return out


CODES = {"Money"}  # its only text is the code of its currency


def test_of_every_text_it_is_said_whether_an_erasure_keeps_it() -> None:
    assert unclassified([cls for cls in reached() if cls.__name__ not in CODES]) == []


def test_the_table_names_no_class_that_does_not_exist() -> None:
    assert set(TEXTS) <= set(reached())


def test_a_class_of_texts_between_the_others_is_in_the_table() -> None:
    """A value in which others stand is gone through only if it is known."""
    for cls in reached():
        inner = {part for annotation in annotations(cls).values() for part in parts(annotation)}
        if inner & set(TEXTS):
            assert cls in TEXTS, cls


def test_a_text_that_was_forgotten_is_named() -> None:
    @frozen
    class Visit:
        kind = "visit"
        where: str | None = None
        who: tuple[str, ...] = ()
        minutes: int = 0

    assert unclassified([Visit]) == ["Visit has texts and is not in relcore.model.erasure.TEXTS"]
