"""Pictures as text in memory: diagrams and pages. Nothing here opens a file; everything from data is escaped."""

from relcore.render.labels import PageLabels
from relcore.render.mermaid import lifecycle_diagram
from relcore.render.portfolio import SlippingRow, portfolio_page

__all__ = ["PageLabels", "SlippingRow", "lifecycle_diagram", "portfolio_page"]
