"""A line plot on two logarithmic scales, as SVG: a straight line at 45° is linear growth."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

Points = Sequence[tuple[float, float]]

WIDTH, HEIGHT = 640, 400
LEFT, RIGHT, TOP, BOTTOM = 70, 150, 40, 50
COLOURS = ("#1b5e8c", "#b3541e", "#3a7d44", "#7a4fa3", "#8a6d00", "#555555")
STYLE = "text{font:12px sans-serif;fill:#222}path{fill:none;stroke-width:2}.grid{stroke:#ddd;stroke-width:1}"


def svg(title: str, unit: str, lines: Mapping[str, Points]) -> str:
    """The plot; values of 0 are left out, as a logarithm needs more. The x axis counts pages."""
    shown = {name: [point for point in points if point[1] > 0] for name, points in lines.items()}
    points = [point for found in shown.values() for point in found]
    if not points:
        raise ValueError("nothing to plot")
    across, up = _decades([x for x, _ in points]), _decades([y for _, y in points])
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">']
    parts += [f"<title>{escape(title)}</title>", f"<style>{STYLE}</style>"]
    parts += [f'<text x="{LEFT}" y="20">{escape(f"{title} ({unit}), by pages")}</text>', *_grid(across, up)]
    for number, (name, found) in enumerate(shown.items()):
        if found:
            parts += _line(name, found, COLOURS[number % len(COLOURS)], across, up)
    return "\n".join([*parts, "</svg>"]) + "\n"


def _decades(values: Sequence[float]) -> tuple[int, int]:
    """Powers of ten around all values."""
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return low, max(high, low + 1)


def _x(value: float, across: tuple[int, int]) -> float:
    return LEFT + (math.log10(value) - across[0]) / (across[1] - across[0]) * (WIDTH - LEFT - RIGHT)


def _y(value: float, up: tuple[int, int]) -> float:
    return HEIGHT - BOTTOM - (math.log10(value) - up[0]) / (up[1] - up[0]) * (HEIGHT - TOP - BOTTOM)


def _grid(across: tuple[int, int], up: tuple[int, int]) -> list[str]:
    parts = []
    for power in range(across[0], across[1] + 1):
        x = _x(10.0**power, across)
        parts.append(f'<path class="grid" d="M{x:.1f} {TOP}V{HEIGHT - BOTTOM}"/>')
        parts.append(f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle">{10.0**power:,.10g}</text>')
    for power in range(up[0], up[1] + 1):
        y = _y(10.0**power, up)
        parts.append(f'<path class="grid" d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{10.0**power:,.10g}</text>')
    return parts


def _line(name: str, points: Points, colour: str, across: tuple[int, int], up: tuple[int, int]) -> list[str]:
    places = [(_x(x, across), _y(y, up)) for x, y in points]
    path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
    dots = [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in places]
    x, y = places[-1]
    label = f'<text x="{x + 8:.1f}" y="{y + 4:.1f}" style="fill:{colour}">{escape(name)}</text>'
    return [f'<path d="{path}" stroke="{colour}"/>', *dots, label]
