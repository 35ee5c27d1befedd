"""Which contacts a rule is about. What is not known of a person may be so: it never takes a rule away."""

from attrs import frozen

from relcore.errors import FieldError
from relcore.model.recommendation import Recommendation
from relcore.model.validation import check_country, check_members, check_texts
from relcore.policies.situation import Situation
from relcore.vocabulary import Channel, Purpose

__all__ = ["Scope"]


@frozen(kw_only=True)
class Scope:
    """Contacts for some purposes, by some channels, to people in some countries. None is all of them.

    Args:
        purposes: what they are for.
        channels: by which channels.
        countries: the countries that the people live in, by their codes of ISO 3166-1 alpha-2. Of a person whose
            country is not known, every country is meant.
    """

    purposes: tuple[Purpose, ...] | None = None
    channels: tuple[Channel, ...] | None = None
    countries: tuple[str, ...] | None = None

    def __attrs_post_init__(self) -> None:
        if self.purposes is not None:
            check_members(self.purposes, Purpose, "Scope.purposes")
        if self.channels is not None:
            check_members(self.channels, Channel, "Scope.channels")
        if self.countries is not None:
            check_texts(self.countries, "Scope.countries")
            for index, country in enumerate(self.countries):
                check_country(country, f"Scope.countries[{index}]")
        for name in ("purposes", "channels", "countries"):
            if getattr(self, name) == ():
                remedy = "Leave it out for all of them, or leave the rule out."
                raise FieldError(f"Scope.{name}", (), "at least one", remedy)

    def covers(self, recommendation: Recommendation, situation: Situation) -> bool:
        """Whether a contact, by its first channel, is one of these."""
        return self.holds(recommendation.counts_as, recommendation.channels[0]) and self._lives_in(situation)

    def holds(self, purpose: str, channel: Channel) -> bool:
        """Whether a contact of this purpose and channel is one of these; of an unknown purpose it may be."""
        if self.channels is not None and channel not in self.channels:
            return False
        return self.purposes is None or purpose in self.purposes or purpose not in _PURPOSES

    def concerns(self, purpose: str, situation: Situation) -> bool:
        """Whether contacts of this purpose with the person are among these, whatever channels it names."""
        return (self.purposes is None or purpose in self.purposes) and self._lives_in(situation)

    def _lives_in(self, situation: Situation) -> bool:
        if self.countries is None or situation.person is None:
            return True
        country = situation.person.country
        return country is None or country in self.countries


_PURPOSES = frozenset(Purpose)
