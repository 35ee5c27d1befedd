"""The words of a page that are no data. They are an argument, so that a page can be in any language."""

from attrs import frozen

__all__ = ["ENGLISH", "PageLabels"]


@frozen(kw_only=True)
class PageLabels:
    """The words of a portfolio page; English unless given.

    A placeholder in braces is filled in.

    Args:
        language: the code of ISO 639-1, for the browser's hyphenation and voice.
        as_of: before the date of the page.
        date: a day, with ``{day}``, ``{month}`` and ``{year}``.
        figures: what the key figures are, for those who can't see how they stand.
        funnel: the title of the funnel.
        funnel_note: what its bars count, with the ``{total}``.
        flow: the title of the flow.
        flow_note: what its columns count.
        flow_figures: the title of the table under the flow.
        actions: the title of the list of what is to be done.
        actions_note: what the list is.
        done: what is said where nothing is to be done.
        withheld: the title of the list of what may not be done now.
        withheld_note: what the list is.
        free: what is said where nothing is withheld.
        slipping: the title of the list of who is slipping.
        slipping_note: what the list is.
        nobody: what is said where nobody is slipping.
        nothing: what is said where there is nothing to draw.
        stage: a column.
        count: a column.
        share: a column.
        drawn: the column of the bars.
        month: a column.
        name: a column.
        value: a column.
        overdue: a column.
        why: a column.
        task: a column.
        points: a column.
        until: a column.
        rule: a column.
        times_held: a column.
        example: a column.
        times: so many times, with ``{number}``.
        notes: the title of the notes.
        months: the names of the months.
        months_short: their abbreviations.
    """

    language: str = "en"
    as_of: str = "As of {date}"
    date: str = "{day} {month} {year}"
    figures: str = "Key figures"
    funnel: str = "Where relationships stand"
    funnel_note: str = "{total} relationships, by stage"
    flow: str = "How they got there"
    flow_note: str = "Relationships in each stage, month by month"
    flow_figures: str = "The figures behind it"
    actions: str = "What to do today"
    actions_note: str = (
        "The most important first, by points: what it weighs, how soon it is due, how active they are"
    )
    done: str = "Nothing is to be done."
    withheld: str = "What is withheld"
    withheld_note: str = "Proposed, and not to be done now, by the rules of contact"
    free: str = "Nothing is withheld."
    slipping: str = "Who is slipping"
    slipping_note: str = "Silent for much longer than is usual for them; the most valuable first"
    nobody: str = "Nobody is slipping."
    nothing: str = "Nothing has happened yet."
    stage: str = "Stage"
    count: str = "Relationships"
    share: str = "Share"
    drawn: str = "Share as a bar"
    month: str = "Month"
    name: str = "Customer"
    value: str = "Value"
    overdue: str = "Overdue"
    why: str = "Why"
    task: str = "What, and why"
    points: str = "Points"
    until: str = "Until"
    rule: str = "Rule"
    times_held: str = "Count"
    example: str = "For example"
    times: str = "{number}×"
    notes: str = "Notes"
    months: tuple[str, ...] = (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    )
    months_short: tuple[str, ...] = (
        "Jan",
        "Feb",
        "Mar",
        "Apr",
        "May",
        "Jun",
        "Jul",
        "Aug",
        "Sep",
        "Oct",
        "Nov",
        "Dec",
    )


ENGLISH = PageLabels()
"""The words in English."""
