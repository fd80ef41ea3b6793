"""Figures in prose: whether a text shows a recorded value. Apart from the rules, since whoever resolves links asks."""

from __future__ import annotations

import re

from .lexicon import valued

_SCALES = valued("figures", "scales")
_NUMBER = re.compile(rf"([0-9]+(?:\.[0-9]+)?) ?({'|'.join(_SCALES)})?")


def shows(text: str, value: str) -> bool:
    """Whether a text shows exactly one number and it is ``value``: 6,000 · 6000 · 170 million · 1.7亿."""
    plain = re.sub(r"(?<=[0-9])[,，](?=[0-9]{3})", "", text)
    numbers = _NUMBER.findall(plain)
    if len(numbers) != 1:
        return False
    digits, unit = numbers[0]
    return bool(abs(float(digits) * 10.0 ** _SCALES.get(unit, 0) - float(value)) < 1e-6)
