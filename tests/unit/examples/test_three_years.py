"""The story goes where it says: each turning point happens, and is explained."""

import pytest

from examples.three_years import CHAPTERS, main, opened, told
from relcore import Stage, record
from relcore.model import Change
from relcore.vocabulary import Aspect


def changes() -> list[Change]:
    relationship = opened()
    found: list[Change] = []
    for chapter in CHAPTERS:
        for entry in chapter.entries:
            out = record(relationship, entry.interaction())
            relationship = out.relationship
            found += out.changes
    return found


def test_the_story_goes_to_commitment_back_to_it_and_after_an_end_into_a_second_episode() -> None:
    stages = [change.after for change in changes() if change.aspect is Aspect.STAGE]
    assert stages == [
        Stage.AWARENESS,
        Stage.EXPANSION,
        Stage.COMMITMENT,
        Stage.EXPANSION,
        Stage.COMMITMENT,
        Stage.DISSOLUTION,
        Stage.EXPLORATION,
        Stage.AWARENESS,
        Stage.EXPANSION,
    ]


def test_every_change_and_refusal_of_the_story_is_told_with_a_reason() -> None:
    answers = [answer for part in told() for _, said in part.steps for answer in said]
    assert len(answers) > len(CHAPTERS)
    assert all(answer.endswith(".") and ". " in answer for answer in answers)


def test_what_is_promised_for_wednesday_and_comes_on_thursday_is_late() -> None:
    items = [(change.subject, change.after) for change in changes() if change.aspect is Aspect.ITEM]
    assert ("wednesday", "late") in items
    assert ("call#1", "early") in items


def test_a_win_back_is_refused_until_the_ending_is_final_and_the_cause_dealt_with() -> None:
    (way_back,) = [part for part in told() if part.chapter.title == "The way back"]
    said = {entry.id: answers for entry, answers in way_back.steps}
    assert any("can still be taken back" in answer for answer in said["too-early"])
    assert any(answer.startswith("Refused") for answer in said["asked"])
    assert not any(answer.startswith("Refused") for answer in said["asked-again"])


def test_the_entries_stand_in_the_order_of_their_days() -> None:
    entries = [entry for chapter in CHAPTERS for entry in chapter.entries]
    orders = [entry.interaction().order for entry in entries]
    assert orders == sorted(orders)
    assert len({entry.id for entry in entries}) == len(entries)


def test_the_script_prints_every_chapter(capsys: pytest.CaptureFixture[str]) -> None:
    main()
    printed = capsys.readouterr().out
    for chapter in CHAPTERS:
        assert chapter.title in printed
