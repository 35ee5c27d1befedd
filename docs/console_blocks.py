"""Colours blocks with prompts as what they are: a console session, not a program.

Pages write every block as ``python``, which is what the tests run; a reader sees prompts and answers in their
own colours, and copies neither (see assets/stylesheets/pages.css).
"""

import re
from typing import Any

SESSION = re.compile(r"^( *)```python\n(?=\1>>> )", re.MULTILINE)


def on_page_markdown(markdown: str, **kwargs: Any) -> str:
    """Called by mkdocs with the text of each page."""
    return SESSION.sub(r"\1```pycon\n", markdown)
