"""What becomes of what is open: each item is settled, goes on otherwise, or stays and the reason is said."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from attrs import evolve

from relcore.model import Interaction, OpenItem
from relcore.model import contents as c
from relcore.model.items import ClosedConcern
from relcore.vocabulary import Direction, Party, Severity
from tests.stateful.naive_history import Fate
from tests.stateful.naive_stages import NaiveStages


def side_of(interaction: Interaction[Any]) -> Party:
    """The side that acts."""
    inbound = interaction.direction in {Direction.INBOUND, Direction.BETWEEN_CUSTOMERS}
    return Party.CUSTOMER if inbound else Party.COMPANY


class NaiveItems(NaiveStages):
    """What is open."""

    def resume_clocks(self, interaction: Interaction[Any]) -> None:
        for _, item in sorted(self.items.items()):
            if item.left_seconds is not None:
                due = self.rules.office.after(interaction.at, timedelta(seconds=item.left_seconds))
                self._become(interaction, item, "open", due=due, left_seconds=None)

    def settle(self, interaction: Interaction[Any], content: Any) -> None:
        kinds = {
            "delivered": ("promise", "delivery"),
            "renegotiated": ("promise",),
            "answered": ("question", "concern"),
            "escalated": ("concern", "question", "promise", "opportunity", "need"),
            "acknowledged": ("concern", "question", "promise", "opportunity", "need", "customer_changed"),
            "awaiting_customer": ("concern", "question"),
            "resolved": (
                "promise",
                "concern",
                "question",
                "opportunity",
                "need",
                "customer_changed",
                "delivery",
            ),
        }.get(content.kind)
        item = self.items.get(content.item_id)
        if item is None:
            self.refuse(content.kind, "item_open")
        elif kinds is not None and item.kind not in kinds:
            self.refuse(content.kind, "item_kind")
        else:
            become: dict[str, Callable[[Interaction[Any], OpenItem], None]] = {
                "delivered": self._deliver,
                "renegotiated": self._renegotiate,
                "answered": self._answer,
                "awaiting_customer": self._pause,
                "resolved": self._resolve,
                "withdrawn": self._withdraw,
                "acknowledged": self._acknowledge,
                "escalated": self._escalate,
            }
            become[content.kind](interaction, item)

    def _become(self, interaction: Interaction[Any], item: OpenItem, after: str, **changed: Any) -> None:
        """The item is settled, or goes on otherwise; a concern that is settled may be reopened."""
        before = "open" if item.left_seconds is None else "waiting"
        if item.overdue_since is not None:
            before = "broken" if item.kind == "promise" else "overdue"
        aspect, before = ("ending", "notice") if item.kind == "ended" else ("item", before)
        self.change(aspect, before, after, interaction.at, interaction.id, interaction.content.kind, item.id)
        if changed:
            self.items[item.id] = evolve(item, **changed)
            return
        del self.items[item.id]
        if item.kind == "concern" and item.severity is not None:
            closed = ClosedConcern(
                item.id, item.opened_at, interaction.at, item.severity, item.category, item.cites
            )
            self.closings = [*self.closings, closed]

    def _deliver(self, interaction: Interaction[c.Delivered], item: OpenItem) -> None:
        if item.kind == "delivery":
            self._receive(interaction, item)
        else:
            self._become(interaction, item, self._fate(interaction, item))

    def _receive(self, interaction: Interaction[Any], item: OpenItem) -> None:
        self.receipts = {**self.receipts, interaction.id: item.id}
        self._become(interaction, item, "received")

    def call_off(self, interaction: Interaction[Any], purchase_id: str) -> None:
        """What was cancelled is delivered no more, if it has yet to be."""
        for item in self.open("delivery"):
            if item.id == purchase_id:
                self._become(interaction, item, "cancelled")

    def _fate(self, interaction: Interaction[Any], item: OpenItem) -> str:
        fate, at = "late", interaction.at
        if item.due is not None and at <= item.due:
            early = at.astimezone(self.zone).date() < item.due.astimezone(self.zone).date()
            fate = "early" if early else "kept"
        self.fates = [*self.fates, Fate(item, fate, at)]
        return fate

    def _renegotiate(self, interaction: Interaction[c.Renegotiated], item: OpenItem) -> None:
        in_time = item.due is not None and interaction.at <= item.due
        ahead = interaction.content.due >= interaction.at
        if in_time and ahead:
            original = item.due if item.original_due is None else item.original_due
            self._become(
                interaction, item, "renegotiated", due=interaction.content.due, original_due=original
            )
        else:
            codes = {"renegotiated_by": in_time, "new_due": ahead}
            self.refuse("renegotiated", *(code for code, holds in codes.items() if not holds))

    def _answer(self, interaction: Interaction[c.Answered], item: OpenItem) -> None:
        if item.kind == "concern":
            self._close(interaction, item, "answered")
            return
        self.answers = [*self.answers, (interaction.at - item.opened_at) // timedelta(seconds=1)]
        self._become(interaction, item, "answered")

    def _pause(self, interaction: Interaction[c.AwaitingCustomer], item: OpenItem) -> None:
        if item.due is None:
            self.refuse("awaiting_customer", "limit_running")
            return
        left = -(-self.rules.office.between(interaction.at, item.due) // timedelta(seconds=1))
        self._become(interaction, item, "waiting", due=None, left_seconds=left)

    def _resolve(self, interaction: Interaction[c.Resolved], item: OpenItem) -> None:
        if item.kind == "concern":
            self._close(interaction, item, "resolved")
            return
        if item.kind == "delivery":
            self._receive(interaction, item)
            return
        broken = item.kind == "promise" and item.overdue_since is not None
        if item.kind == "promise" and not broken:
            self._fate(interaction, item)
        self._become(interaction, item, "remedied" if broken else "resolved")

    def _close(self, interaction: Interaction[Any], item: OpenItem, after: str) -> None:
        """An easy concern closes with its answer; one that is not, with cause, fix and prevention."""
        hard = item.severity is Severity.GRAVE or item.assignee is not None or bool(item.cites)
        asked_for = ("cause", "fix", "prevention") if hard else ()
        missing = [f"{name}_found" for name in asked_for if getattr(interaction.content, name, None) is None]
        if missing:
            self.refuse(interaction.content.kind, *missing)
        else:
            self._become(interaction, item, after)

    def _withdraw(self, interaction: Interaction[c.Withdrawn], item: OpenItem) -> None:
        let_go_by = {Party.COMPANY, Party.CUSTOMER}
        if item.kind in {"concern", "question", "ended"} and item.by is not Party.NOBODY:
            let_go_by = {item.by}
        elif item.kind == "promise":
            let_go_by -= {item.by}
        if side_of(interaction) in let_go_by:
            self._become(interaction, item, "withdrawn")
        else:
            self.refuse("withdrawn", "withdrawn_by")

    def _acknowledge(self, interaction: Interaction[c.Acknowledged], item: OpenItem) -> None:
        department = interaction.content.acknowledging
        if department in item.acknowledged:
            return
        left = tuple(d for d in item.departments if d is not department)
        if item.kind == "customer_changed" or (item.kind == "need" and not left):
            self._become(interaction, item, "acknowledged")
        else:
            acknowledged = (*item.acknowledged, department)
            self._become(interaction, item, "acknowledged", departments=left, acknowledged=acknowledged)

    def _escalate(self, interaction: Interaction[c.Escalated], item: OpenItem) -> None:
        assignee = interaction.content.assignee
        if assignee != item.assignee:
            self._become(interaction, item, "escalated", assignee=assignee)
