"""Whatever came from data is text, and stays text: no name can become a tag, an attribute or a picture."""

from html import escape

__all__ = ["text"]

# What XML 1.0 can't hold, and half a character: a picture with them in it would be no picture.
_UNPRINTABLE = dict.fromkeys(
    [*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0), 0xFFFE, 0xFFFF], "\ufffd"
)


def text(value: str) -> str:
    """A text as it may stand in an element or in a quoted attribute of HTML or SVG.

    >>> text("<script>alert('hi')</script>")
    '&lt;script&gt;alert(&#x27;hi&#x27;)&lt;/script&gt;'
    """
    whole = value.translate(_UNPRINTABLE)
    return escape("".join("\ufffd" if "\ud800" <= mark <= "\udfff" else mark for mark in whole), quote=True)
