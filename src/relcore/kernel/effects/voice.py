"""What the customer let us know is kept: readings by known instruments, statements by topic, shares."""

from attrs import evolve

from relcore.kernel.counting import running_window
from relcore.kernel.effects.concerns import keep_concern
from relcore.kernel.fold import Fold, mismatch
from relcore.kernel.making import make_knowledge, make_purchase, make_reading, make_said
from relcore.model.contents import Content, Introduction, SatisfactionReading, ShareOfWallet, Statement
from relcore.model.decision import Reason
from relcore.model.frozen_map import FrozenMap
from relcore.model.interaction import Interaction
from relcore.model.items import OpenItem
from relcore.model.knowledge import KnownShare, Reading, Said
from relcore.policies import Instrument
from relcore.vocabulary import Aspect, Comparison, Party, Phase, Role, StatementTopic

__all__ = ["hear", "introduce", "know_share", "read_satisfaction"]


def read_satisfaction(fold: Fold, interaction: Interaction[Content], content: SatisfactionReading) -> None:
    """Keep a reading: the customer's own counts, a guess of the company's is kept apart. A low one opens a concern."""
    instrument = fold.rules.instruments.get(content.instrument)
    if instrument is None:
        known = ", ".join(sorted(fold.rules.instruments)) or "none"
        fold.refuse(
            content.kind,
            mismatch("instrument_known", content.instrument, known, "instrument", interaction.id),
        )
        return
    if not instrument.fits(content.score):
        fold.refuse(content.kind, _off_scale(instrument, interaction, content))
        return
    own = content.given_by is Party.CUSTOMER
    points, low = instrument.points(content.score), instrument.is_low(content.score)
    reading = make_reading(
        interaction.id,
        interaction.at,
        content.instrument,
        content.score,
        points,
        content.phase,
        low,
        content.about,
    )
    draft, knowledge = fold.draft, fold.draft.knowledge
    if not own:
        proxies = (*knowledge.proxies, reading)[-fold.memory.proxies :]
        draft.knowledge = evolve(knowledge, proxies=proxies)
        return
    readings = (*knowledge.readings, reading)[-fold.memory.readings :]
    draft.knowledge = make_knowledge(
        readings, knowledge.proxies, knowledge.said, knowledge.share, knowledge.source
    )
    window = running_window(fold, interaction.at)
    window.points += points
    window.readings += 1
    if content.phase is Phase.AFTER_RECEIPT:
        _measure(fold, reading)
    if low:
        _complain(fold, interaction, content, instrument)


def _off_scale(
    instrument: Instrument, interaction: Interaction[Content], content: SatisfactionReading
) -> Reason:
    least, most = min(instrument.worst, instrument.best), max(instrument.worst, instrument.best)
    comparison, bound = (Comparison.AT_LEAST, least) if content.score < least else (Comparison.AT_MOST, most)
    if least <= content.score <= most:
        comparison, bound = Comparison.EQUAL_TO, int(content.score)
    return Reason("score_on_scale", False, content.score, comparison, bound, "marks", (interaction.id,))


def _measure(fold: Fold, reading: Reading) -> None:
    """A reading after receipt measures the purchase that it is about; else the latest one."""
    purchases = fold.draft.recent_purchases
    for index in range(len(purchases) - 1, -1, -1):
        purchase = purchases[index]
        if purchase.id == reading.about or (reading.about is None and not purchase.cancelled):
            break
    else:
        return
    if purchase.measured_by is None:
        measured = make_purchase(
            purchase.id,
            purchase.on,
            purchase.amount,
            purchase.episode,
            purchase.category,
            purchase.motive,
            purchase.counted,
            reading.id,
        )
        fold.draft.recent_purchases = (*purchases[:index], measured, *purchases[index + 1 :])


def _complain(
    fold: Fold, interaction: Interaction[Content], content: SatisfactionReading, instrument: Instrument
) -> None:
    keep_concern(fold, interaction, instrument.severity, None)
    comparison = Comparison.AT_MOST if instrument.best > instrument.worst else Comparison.AT_LEAST
    reason = Reason(
        "low_reading", True, content.score, comparison, instrument.low, "marks", (interaction.id,)
    )
    fold.change(
        Aspect.ITEM,
        None,
        "open",
        at=interaction.at,
        cause=interaction.id,
        policy="low_reading",
        reasons=(reason,),
        subject=interaction.id,
    )


def hear(fold: Fold, interaction: Interaction[Content], content: Statement) -> None:
    """Keep a statement with its source; a need stays open until each department that was named has taken notice."""
    knowledge = fold.draft.knowledge
    said = make_said(interaction.id, content.text, content.theme, interaction.by)
    before = (*knowledge.said.get(content.topic, ()), said)
    latest = before[-fold.memory.statements :]
    if len(before) > len(latest) and content.topic is StatementTopic.UNWANTED:
        _forget_unwanted(fold, before[: -len(latest)], latest)
    topics = knowledge.said.owned.copy()
    topics[content.topic.value] = latest
    fold.draft.knowledge = make_knowledge(
        knowledge.readings, knowledge.proxies, FrozenMap.owning(topics), knowledge.share, knowledge.source
    )
    if content.departments:
        fold.own_items()[interaction.id] = OpenItem(
            id=interaction.id,
            kind=str(content.topic),
            opened_at=interaction.at,
            by=Party.CUSTOMER,
            category=content.theme,
            departments=content.departments,
        )


def _forget_unwanted(fold: Fold, gone: tuple[Said, ...], kept: tuple[Said, ...]) -> None:
    """What a customer does not want and nobody remembers must not be done by mistake: it is said to be forgotten."""
    remembered = {(one.subject, one.by) for one in kept}
    if any((one.subject, one.by) not in remembered for one in gone):
        fold.forget("unwanted")


def know_share(fold: Fold, interaction: Interaction[Content], content: ShareOfWallet) -> None:
    """The latest statement counts."""
    share = KnownShare(interaction.id, content.percent)
    fold.draft.knowledge = evolve(fold.draft.knowledge, share=share)


def introduce(fold: Fold, interaction: Interaction[Content], content: Introduction) -> None:
    """The introduction that brought the prospect is the source; a later one, or a customer's, is not."""
    if fold.draft.role is Role.PROSPECT and fold.draft.knowledge.source is None:
        fold.draft.knowledge = evolve(fold.draft.knowledge, source=interaction.id)
