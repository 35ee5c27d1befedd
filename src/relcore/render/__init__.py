"""Pictures as text in memory: diagrams and pages. Nothing here opens a file; everything from data is escaped."""

from relcore.render.labels import PageLabels
from relcore.render.mermaid import lifecycle_diagram
from relcore.render.portfolio import ActionRow, SlippingRow, WithheldRow, portfolio_page

__all__ = [
    "ActionRow",
    "PageLabels",
    "SlippingRow",
    "WithheldRow",
    "lifecycle_diagram",
    "portfolio_page",
]
