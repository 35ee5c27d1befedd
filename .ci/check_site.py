"""Fails if a built page would fetch anything from elsewhere: ``python check_site.py site``."""

import re
import sys
from html.parser import HTMLParser
from pathlib import Path

FETCHES = {
    "audio": "src", "embed": "src", "iframe": "src", "img": "src", "link": "href", "object": "data",
    "script": "src", "source": "src", "video": "src",
}  # fmt: skip
FOREIGN = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)
FOREIGN_IN_STYLE = re.compile(r"(?:url\(\s*|@import\s+)[\"']?\s*(?:https?:)?//", re.IGNORECASE)


class Page(HTMLParser):
    """Collects what the tags of a page fetch from another host."""

    def __init__(self) -> None:
        super().__init__()
        self.foreign: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if FETCHES.get(tag) == name and value and FOREIGN.match(value):
                self.foreign.append(f"<{tag} {name}={value}>")


def foreign(path: Path) -> list[str]:
    text = path.read_text("utf-8")
    if path.suffix == ".css":
        return FOREIGN_IN_STYLE.findall(text)
    page = Page()
    page.feed(text)
    return page.foreign + FOREIGN_IN_STYLE.findall(text)


def main(site: Path) -> int:
    paths = sorted([*site.rglob("*.html"), *site.rglob("*.css")])
    faults = [f"{path.relative_to(site)}: {what}" for path in paths for what in foreign(path)]
    print("\n".join(faults) or f"{len(paths)} pages and styles fetch nothing from elsewhere")
    return 1 if faults or not paths else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
