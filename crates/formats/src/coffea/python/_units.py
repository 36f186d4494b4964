"""Units between which numbers are converted; all others must be the record's own."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Optional

_PREFIXES = {"": 0, "n": -9, "u": -6, "µ": -6, "m": -3, "c": -2, "k": 3, "M": 6, "G": 9, "T": 12}
_BASES = ("eV", "m", "s", "rad")
_UNIT = re.compile(rf"([{''.join(_PREFIXES)}]?)({'|'.join(_BASES)})(?:\^?(-?[1-9]))?")


def factor(has: str, wanted: str) -> Optional[float]:
    """What numbers in the unit `has` are to be multiplied by; `None` where nobody knows."""
    if has == wanted:
        return 1.0
    one, other = _UNIT.fullmatch(has), _UNIT.fullmatch(wanted)
    if not one or not other or (one[2], one[3]) != (other[2], other[3]):
        return None
    power = int(one[3] or 1) * (_PREFIXES[one[1]] - _PREFIXES[other[1]])
    return float(Decimal(10) ** power)
