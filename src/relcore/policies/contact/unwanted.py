"""What a customer does not want is not done, in the words in which the customer said so."""

from collections.abc import Iterator
from unicodedata import normalize

from attrs import frozen

from relcore.model.decision import Decision, Reason
from relcore.model.knowledge import Said
from relcore.model.recommendation import Recommendation
from relcore.model.relationship import Relationship
from relcore.policies.contact.attempts import is_own
from relcore.policies.contact.rule import ALLOWED, refused
from relcore.policies.situation import Situation
from relcore.vocabulary import Comparison, StatementTopic

__all__ = ["NotUnwanted", "plain"]


@frozen
class NotUnwanted:
    """A contact is not made whose kind, topic, purpose or channel the person does not want.

    Reads what the person does not want, and the latest statements of it by their theme, or else by their words;
    capital letters, spaces and strokes make no difference. Where memory let go of such a statement nothing is
    allowed. Emits ``unwanted``, with the statement as its evidence.
    """

    code = "not_unwanted"
    hard = True
    asks_of_replies = False

    def judge(self, recommendation: Recommendation, situation: Situation) -> Decision:
        """Allowed or refused."""
        what = {
            plain(word)
            for word in (
                recommendation.kind,
                recommendation.topic,
                recommendation.purpose,
                recommendation.counts_as,
                recommendation.channels[0],
            )
            if word is not None
        }
        for said, evidence in _unwanted(situation):
            if plain(said) in what:
                reason = Reason("unwanted", False, said, Comparison.EQUAL_TO, None, "topic", evidence)
                return refused(self, reason)
        if any("unwanted" in one.forgotten for one in (situation.relationship, *situation.others)):
            return refused(self, Reason("unwanted", None, None, Comparison.EQUAL_TO, None, "topic"))
        return ALLOWED


def _unwanted(situation: Situation) -> Iterator[tuple[str, tuple[str, ...]]]:
    if situation.person is not None:
        for said in situation.person.unwanted:
            yield said, ()
    for relationship in (situation.relationship, *situation.others):
        for statement in relationship.knowledge.said.get(StatementTopic.UNWANTED, ()):
            if relationship is situation.relationship or _may_be_of(statement, relationship, situation):
                yield statement.subject, (statement.id,)


def _may_be_of(statement: Said, relationship: Relationship, situation: Situation) -> bool:
    """Whether the person may have said it, in another relationship."""
    person = situation.person
    return person is None or statement.by in {None, person.id} or is_own(relationship, situation)


def plain(word: str) -> str:
    """The letters and figures alone: neither capitals nor spaces nor strokes make a difference."""
    return "".join(letter for letter in normalize("NFKC", word).casefold() if letter.isalnum())
