"""The page stands alone, shows what it was given, and lets nothing from data out of its place."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relcore.errors import FieldError
from relcore.render import ActionRow, PageLabels, SlippingRow, WithheldRow, portfolio_page

STAGES = ("Exploration", "Awareness", "Expansion", "Commitment", "Dissolution")
LONG = "Donaudampfschifffahrtsgesellschaft" * 20


def months(count: int, first: int = 1) -> list[date]:
    return [date(1997 + (first - 1 + n) // 12, (first - 1 + n) % 12 + 1, 28) for n in range(count)]


def page(**changed: Any) -> str:
    given: dict[str, Any] = {
        "title": "A shop",
        "subtitle": "its customers",
        "as_of": date(1998, 6, 30),
        "figures": [("purchases", "69,659")],
        "funnel": list(zip(STAGES, (0, 0, 8035, 0, 15535), strict=True)),
        "months": months(3),
        "flow": {"Awareness": [5, 3, 0], "Expansion": [0, 2, 4], "Dissolution": [0, 0, 1]},
        "slipping": [SlippingRow("Asha", "25.00 EUR", "Expansion", "Silent for 74 days", 7.4)],
        "actions": [ActionRow("Bela", "Thank them. Bought on Monday.", 1_080, "1 July")],
        "withheld": [WithheldRow("win back", "consented", 1_065, "No consent.")],
        "notes": ["a note"],
    }
    return portfolio_page(**{**given, **changed})


class Parsed(HTMLParser):
    """The tags and the texts of a page, and whether each tag was closed."""

    VOID = frozenset({"meta"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def shape(text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(tag, tuple(attrs)) for tag, attrs in Parsed(text).tags]


def pictures(text: str) -> list[ElementTree.Element]:
    return [ElementTree.fromstring(svg) for svg in re.findall(r"<svg.*?</svg>", text, re.DOTALL)]


def test_the_page_fetches_nothing_and_runs_nothing() -> None:
    text = page()
    for outside in (
        "http:",
        "https:",
        "//",
        "src=",
        "href=",
        "url(",
        "@import",
        "@font-face",
        "<script",
        "<link",
        "<img",
    ):
        assert outside not in text, outside
    assert not [attrs for _, attrs in Parsed(text).tags if any(name.startswith("on") for name in attrs)]
    assert "default-src 'none'" in text


def test_every_tag_is_closed_and_every_picture_is_well_formed() -> None:
    text = page()
    assert Parsed(text).open == []
    assert len(pictures(text)) >= len(STAGES) + 2


def test_a_picture_is_named_for_those_who_cannot_see_it_or_hidden_from_them() -> None:
    text = page()
    ids = {value for _, attrs in Parsed(text).tags for name, value in attrs.items() if name == "id"}
    for svg in pictures(text):
        if svg.get("aria-hidden") != "true":
            assert svg.get("role") == "img"
            assert set((svg.get("aria-labelledby") or "?").split()) <= ids
            assert svg.find("title") is not None
    flow = next(svg for svg in pictures(text) if svg.find("desc") is not None)
    assert flow.findtext("desc") == (
        "January 1997: Awareness 5, Expansion 0, Dissolution 0; March 1997: Awareness 0, Expansion 4, Dissolution 1"
    )


def test_ids_are_given_once() -> None:
    found = re.findall(r' id="([^"]+)"', page())
    assert len(found) == len(set(found))


def test_tables_have_captions_and_headers_with_their_scope() -> None:
    text = page()
    assert text.count("<table") == text.count("<caption") == 5
    heads = [attrs.get("scope") for tag, attrs in Parsed(text).tags if tag == "th"]
    assert set(heads) == {"row", "col"}


def test_what_was_given_is_shown() -> None:
    texts = " ".join(Parsed(page()).texts)
    for shown in (
        "A shop",
        "its customers",
        "30 June 1998",
        "69,659",
        "8,035",
        "34.1%",
        "65.9%",
        "Asha",
        "25.00 EUR",
        "7.4×",
        "Silent for 74 days",
        "Bela",
        "Thank them. Bought on Monday.",
        "1,080",
        "1 July",
        "win back",
        "consented",
        "1,065",
        "No consent.",
        "a note",
    ):
        assert shown in texts, shown


def test_a_bar_is_as_long_as_its_share() -> None:
    bars = pictures(page(funnel=[("A", 1), ("B", 3)], months=[], flow={}, slipping=[]))
    widths = [[float(rect.get("width") or 0) for rect in svg.findall("rect")] for svg in bars]
    assert widths == [[100, 25], [100, 75]]


def columns(text: str) -> list[list[tuple[str | None, float, float]]]:
    flow = next(svg for svg in pictures(text) if svg.find("desc") is not None)
    groups = [group for group in flow.iter("g") if group.find("title") is not None]
    return [
        [
            (rect.get("class"), float(rect.get("y") or 0), float(rect.get("height") or 0))
            for rect in group.findall("rect")
        ]
        for group in groups
    ]


def test_a_column_is_stacked_from_the_first_stage_up_and_to_scale() -> None:
    first, second, third = columns(page())
    assert first == [("s2", 0.0, 100.0)]
    assert second == [("s2", 40.0, 60.0), ("s3", 0.0, 39.5)]
    assert third == [("s3", 20.0, 80.0), ("s5", 0.0, 19.5)]


def test_the_order_of_the_flow_does_not_matter_that_of_the_funnel_does() -> None:
    flow: Mapping[str, Sequence[int]] = {
        "Dissolution": [0, 0, 1],
        "Expansion": [0, 2, 4],
        "Awareness": [5, 3, 0],
    }
    assert page(flow=flow) == page()
    assert page(funnel=list(zip(reversed(STAGES), (0, 0, 8035, 0, 15535), strict=True))) != page()


def test_the_same_arguments_give_the_same_page() -> None:
    assert page() == page()


HOSTILE = st.one_of(
    st.sampled_from([
        "<script>alert(1)</script>", "\"><svg onload=alert(1)>", "' onmouseover='x", "</title></style><b>", "&lt;b&gt;",
        "]]>", "<!--", "-->", "\x00\x0b\x1f", "\ud800", "\ufffe", "\u202etxt", "{total}", "%s", LONG, "",
    ]),
    st.text(st.characters(codec=None), max_size=12),
)  # fmt: skip


@given(names=st.lists(HOSTILE, min_size=5, max_size=5, unique=True), said=HOSTILE)
@settings(max_examples=40)
def test_no_text_from_data_changes_the_shape_of_the_page(names: list[str], said: str) -> None:
    def made(stages: Sequence[str], word: str) -> str:
        return page(
            title=word or "x",
            subtitle=word or "x",
            figures=[(word, word)],
            funnel=[(stage, 3) for stage in stages],
            flow={stage: [1, 2, 3] for stage in stages},
            slipping=[SlippingRow(word, word, stages[0], word, 2.0)],
            actions=[ActionRow(word, word, 1, word)],
            withheld=[WithheldRow(word, word, 1, word)],
            notes=[word],
        )

    text = made(names, said)
    assert shape(text) == shape(made(STAGES, "calm"))
    assert Parsed(text).open == []
    assert len(pictures(text)) == len(pictures(made(STAGES, "calm")))
    assert text.encode("utf-8")


def test_an_oddly_named_customer_is_shown_by_that_name() -> None:
    odd = "<script>alert('hi')</script>"
    text = page(slipping=[SlippingRow(odd, "1", "Expansion", odd, 1.0)])
    assert "<script" not in text
    assert Parsed(text).texts.count(odd) == 2


def test_what_is_to_be_done_stands_in_the_order_in_which_it_is_given() -> None:
    rows = [ActionRow(name, f"Call {name}.", 3, "-") for name in ("Cy", "Ana", "Bo")]
    texts = Parsed(page(actions=rows)).texts
    said = [text for text in texts if text.startswith("Call ")]
    assert said == ["Call Cy.", "Call Ana.", "Call Bo."]


def test_where_nothing_is_to_be_done_or_withheld_the_page_says_so() -> None:
    text = page(actions=[], withheld=[])
    assert "Nothing is to be done." in text
    assert "Nothing is withheld." in text
    assert text.count("<table") == 3


def test_lists_that_are_not_given_are_left_out() -> None:
    text = page(actions=None, withheld=None)
    assert "What to do today" not in text
    assert "What is withheld" not in text
    assert Parsed(text).open == []


def test_nothing_at_all_is_a_page_that_says_so() -> None:
    text = page(figures=[], funnel=[], months=[], flow={}, slipping=[], notes=[], subtitle="")
    assert Parsed(text).open == []
    assert text.count("Nothing has happened yet.") == 2
    assert "Nobody is slipping." in text
    assert pictures(text) == []


def test_a_funnel_of_zeros_has_no_shares_and_no_bars() -> None:
    text = page(
        funnel=[(stage, 0) for stage in STAGES], flow={stage: [0, 0, 0] for stage in STAGES}, slipping=[]
    )
    assert Parsed(text).texts.count("–") == len(STAGES)
    assert columns(text) == [[], [], []]
    assert all(len(svg.findall("rect")) == 1 for svg in pictures(text)[: len(STAGES)])


@pytest.mark.parametrize("count", [1, 2, 6, 7, 18, 19, 36, 37, 60, 240])
@pytest.mark.parametrize("first", [1, 6, 12])
def test_few_months_and_many_are_labelled_legibly(count: int, first: int) -> None:
    flow = {"Awareness": list(range(count)), "Dissolution": [1] * count}
    text = page(months=months(count, first), flow=flow)
    assert len(columns(text)) == count
    (shown,) = re.findall(r'<div class="months" aria-hidden="true">(.*?)</div>', text)
    places = [float(left) for left in re.findall(r"left:([\d.]+)%", shown)]
    assert 1 <= len(places) <= 7
    assert places == sorted(places)
    assert all(later - sooner > 8 for sooner, later in pairwise(places))
    years = re.findall(r'<span class="year">(\d+)</span>', shown)
    assert years
    assert len(years) == len(set(years))


@given(st.lists(st.integers(0, 30_000), min_size=5, max_size=5).filter(any))
def test_labels_at_the_end_of_the_flow_do_not_lie_on_each_other(counts: list[int]) -> None:
    flow = {stage: [count] for stage, count in zip(STAGES, counts, strict=True)}
    text = page(months=months(1), flow=flow)
    (ends,) = re.findall(r'<div class="ends" aria-hidden="true">(.*?)</div>', text)
    places = [float(top) for top in re.findall(r"top:([\d.]+)%", ends)]
    assert len(places) == sum(map(bool, counts))
    assert all(lower - upper > 14.9 for upper, lower in pairwise(places))
    assert all(7 <= place <= 93 for place in places)


def test_names_of_any_length_stay_whole_in_the_tables() -> None:
    stages = [LONG, *STAGES[1:]]
    text = page(funnel=[(stage, 1) for stage in stages], slipping=[SlippingRow(LONG, "1", LONG, LONG, 1.0)])
    assert Parsed(text).texts.count(LONG) >= 4


@pytest.mark.parametrize(
    ("overdue", "shown"),
    [
        (7.44, "7.4×"),
        (0.0, "0.0×"),
        (-1.0, "-1.0×"),
        (1234.5, "1,234×"),
        (float("nan"), "–"),
        (float("inf"), "–"),
    ],
)
def test_any_overdue_is_shown(overdue: float, shown: str) -> None:
    text = page(
        slipping=[SlippingRow("a", "1", "Gone", "", overdue), SlippingRow("b", "1", "Expansion", "", 2.0)]
    )
    assert shown in Parsed(text).texts
    widths = [float(w) for w in re.findall(r'class="over" width="([^"]+)"', text)]
    assert all(0 <= width <= 100 for width in widths)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"funnel": [("A", -1)]}, r"funnel\['A'\] is -1"),
        ({"funnel": [("A", 1.5)]}, r"funnel\['A'\] is 1.5"),
        ({"funnel": [("A", True)]}, r"funnel\['A'\] is True"),
        ({"funnel": [("A", 1), ("A", 2)]}, r"funnel is 'A'; expected each stage once"),
        ({"flow": {"Awareness": [1]}}, r"flow\['Awareness'\] is \[1\]; expected 3 counts"),
        ({"flow": {"Awareness": [1, 2, -3]}}, r"flow\['Awareness'\] is -3"),
    ],
)
def test_counts_that_cannot_be_are_refused_by_name(changed: dict[str, Any], field: str) -> None:
    with pytest.raises(FieldError, match=field):
        page(**changed)


def test_the_words_of_the_page_are_an_argument() -> None:
    text = page(labels=PageLabels(language="tl", funnel="Kinalalagyan", nobody="Wala"), slipping=[])
    assert '<html lang="tl">' in text
    assert "Kinalalagyan" in text
    assert "Wala" in text


def test_a_word_of_the_page_cannot_leave_its_attribute() -> None:
    odd = PageLabels(language='" onload="x', figures='"><b>', flow_figures="' onclick='x")
    assert shape(page(labels=odd)) == shape(page())
