"""A zone travels by its name: ``"UTC"``, a key of the IANA database, or a fixed offset such as ``"+05:30"``.

A zone without a name cannot travel. There is one UTC: ``ZoneInfo("UTC")`` comes back as ``timezone.utc``, the
object that the model knows. Only keys of the shape that the database itself uses are ever looked up, so that
no document can name a file.
"""

import re
from datetime import UTC, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from relcore.errors import FieldError
from relcore.serialization.spelling import nearest

__all__ = ["read_zone", "write_zone"]

_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_+-]{0,31}(?:/[A-Za-z0-9_+-]{1,31}){0,2}", re.ASCII).fullmatch
_OFFSET = re.compile(r"([+-])([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?", re.ASCII).fullmatch
_LONGEST = 80  # no key is half as long: what is longer is no key mistyped, and is not sought among hundreds
_NOT_THE_SAME_EVERYWHERE = frozenset({"localtime", "posixrules", "Factory"})
_OTHER_CLOCKS = ("posix/", "right/")
_EXPECTED = 'a time zone: "UTC", an IANA key such as "Asia/Manila", or an offset such as "+05:30"'


@lru_cache(maxsize=1)
def _known_keys() -> tuple[str, ...]:
    return tuple(sorted(available_timezones()))


@lru_cache(maxsize=256)
def _nearest_key(written: str) -> str | None:
    return nearest(written, _known_keys())


def _zone_of_key(key: str) -> tzinfo | None:
    if not _KEY(key) or key in _NOT_THE_SAME_EVERYWHERE or key.startswith(_OTHER_CLOCKS):
        return None
    try:
        return ZoneInfo(key)
    except (LookupError, ValueError, OSError):  # no such key; no zone under it; a folder of zones
        return None


def read_zone(value: object, _: object = tzinfo) -> tzinfo:
    """The zone of a name.

    >>> read_zone("+05:30").utcoffset(None)
    datetime.timedelta(seconds=19800)

    Raises:
        FieldError: no zone has that name.
    """
    if value == "UTC":
        return UTC
    if type(value) is str:
        zone = _zone_of_key(value)
        if zone is not None:
            return zone
        offset = _OFFSET(value)
        if offset is not None:
            sign, hours, minutes, seconds = offset.groups(default="0")
            ahead = timedelta(hours=int(hours), minutes=int(minutes), seconds=int(seconds))
            return timezone(ahead if sign == "+" else -ahead)
    near = _nearest_key(value) if type(value) is str and len(value) <= _LONGEST else None
    remedy = (
        f"Did you mean {near!r}?" if near else "Where the system has no zones, install the package tzdata."
    )
    raise FieldError("", value, _EXPECTED, remedy)


def write_zone(zone: tzinfo) -> str:
    """The name of a zone.

    >>> write_zone(timezone(timedelta(hours=5, minutes=30)))
    '+05:30'

    Raises:
        FieldError: the zone has no name under which it could be found again.
    """
    if zone is UTC:
        return "UTC"
    if isinstance(zone, ZoneInfo) and type(zone.key) is str and (zone.key == "UTC" or _zone_of_key(zone.key)):
        return zone.key
    if type(zone) is timezone:
        offset = zone.utcoffset(None)
        seconds, rest = divmod(abs(offset), timedelta(seconds=1))
        if not rest:
            sign = "-" if offset < timedelta(0) else "+"
            shown = f"{sign}{seconds // 3600:02}:{seconds // 60 % 60:02}"
            return "UTC" if not seconds else f"{shown}:{seconds % 60:02}" if seconds % 60 else shown
    remedy = "Use zoneinfo.ZoneInfo('Asia/Manila'), timezone.utc, or a timezone of whole seconds."
    raise FieldError("", zone, "a time zone with a name", remedy)
