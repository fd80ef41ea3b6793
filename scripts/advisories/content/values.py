"""Figures in prose: whether a text shows a recorded value. Apart from the rules, since whoever resolves links asks."""

from __future__ import annotations

import re

ZEROES = {"thousand": 3, "million": 6, "billion": 9, "千": 3, "万": 4, "亿": 8}


def shows(text: str, value: str) -> bool:
    """Whether a text shows exactly one number and it is ``value``: 6,000 · 6000 · 170 million · 1.7亿."""
    plain = re.sub(r"(?<=[0-9])[,，](?=[0-9]{3})", "", text)
    numbers = re.findall(r"([0-9]+(?:\.[0-9]+)?) ?(thousand|million|billion|千|万|亿)?", plain)
    if len(numbers) != 1:
        return False
    digits, unit = numbers[0]
    return bool(abs(float(digits) * 10.0 ** ZEROES.get(unit, 0) - float(value)) < 1e-6)
