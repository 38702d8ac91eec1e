"""Plots as SVG, written by hand: readable on light and on dark pages, and without anything to install."""

import math
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 720, 400
LEFT, RIGHT, TOP, BOTTOM = 76, 180, 68, 56

COLOURS = (("#0969da", "#4493f8"), ("#bc4c00", "#f0883e"), ("#1a7f37", "#3fb950"))  # on a light page, on a dark one


def colours(which):
    return "\n".join(f"  .s{n} .line {{ stroke: {both[which]} }} .s{n} .mark, .s{n} .name {{ fill: {both[which]} }}"
                     for n, both in enumerate(COLOURS))


# Each page has its own ground, so that a theme that the plot does not know of cannot make it unreadable. No variables: not
# every program that draws SVG knows them.
STYLE = f"""
  .ground {{ fill: #ffffff }} .grid {{ stroke: #d8dee4 }} text {{ fill: #1f2328; font: 13px sans-serif }}
  .title {{ font-weight: bold; font-size: 15px }} .faint {{ fill: #59636e }} .name {{ font-weight: bold }}
  .line {{ stroke-width: 2.5; fill: none }}
{colours(0)}
  @media (prefers-color-scheme: dark) {{
  .ground {{ fill: #0d1117 }} .grid {{ stroke: #30363d }} text {{ fill: #e6edf3 }} .faint {{ fill: #9198a1 }}
{colours(1)}
  }}
"""


def document(title, height, body):
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
            f'role="img">\n<title>{escape(title)}</title>\n<style>{STYLE}</style>\n'
            f'<rect class="ground" width="{WIDTH}" height="{height}"/>\n'
            f'{text(16, 26, title, "title")}\n{body}</svg>\n')


def text(x, y, words, kind="", anchor="start"):
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(str(words))}</text>'


def line(x1, y1, x2, y2, kind):
    return f'<line class="{kind}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'


def short(value):
    """At most three digits: 450k, 1.2M, 0.35."""
    for limit, suffix in ((1e6, "M"), (1e3, "k")):
        if abs(value) >= limit:
            return f"{value / limit:.3g}{suffix}"
    return f"{value:.3g}"


class Scale:
    """From values to places: from 0, or logarithmic, from twice below the least to twice above the greatest."""

    def __init__(self, values, start, end, logarithmic):
        self.start, self.end, self.logarithmic = start, end, logarithmic
        if logarithmic:
            self.low, self.high = math.log10(min(values) / 2), math.log10(max(values) * 2)
            powers = range(math.floor(self.low), math.ceil(self.high) + 1)
            ticks = [factor * 10.0**power for power in powers for factor in (1, 2, 5)]
            self.ticks = [tick for tick in ticks if self.low <= math.log10(tick) <= self.high]
        else:
            step = nice(max(values) / 4)
            count = math.ceil(max(values) / step)
            self.low, self.high = 0, count * step
            self.ticks = [i * step for i in range(count + 1)]

    def place(self, value):
        value = math.log10(value) if self.logarithmic else value
        return self.start + (self.end - self.start) * (value - self.low) / (self.high - self.low)


def nice(step):
    """The next of 1, 2, 5, 10, 20, …"""
    power = 10 ** math.floor(math.log10(step))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= step)


def spread(places, least):
    """Moves labels apart that would lie on each other; in the order they came in."""
    order = sorted(range(len(places)), key=lambda i: places[i])
    moved = list(places)
    for before, after in zip(order, order[1:]):
        moved[after] = max(moved[after], moved[before] + least)
    return moved


def lines(title, x_name, y_name, places, series, logarithmic=False):
    """A line for each of `series`, a dict of values by place; places are spaced evenly, and named below."""
    bottom = HEIGHT - BOTTOM
    scale = Scale([v for values in series.values() for v in values.values()], bottom, TOP, logarithmic)
    step = (WIDTH - LEFT - RIGHT) / max(1, len(places) - 1)
    parts = [text(16, 46, y_name, "faint")]
    for tick in scale.ticks:
        y = scale.place(tick)
        parts += [line(LEFT, y, WIDTH - RIGHT, y, "grid"), text(LEFT - 8, y + 4, short(tick), "faint", "end")]
    for i, place in enumerate(places):
        parts.append(text(LEFT + i * step, bottom + 22, place, anchor="middle"))
    parts.append(text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 12, x_name, "faint", "middle"))
    ends = []
    for number, (name, values) in enumerate(series.items()):
        points = [(LEFT + i * step, scale.place(values[place])) for i, place in enumerate(places) if place in values]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        parts.append(f'<g class="s{number}"><polyline class="line" points="{path}"/>')
        parts += [f'<circle class="mark" cx="{x:.1f}" cy="{y:.1f}" r="4"/>' for x, y in points]
        parts.append("</g>")
        last = [values[place] for place in places if place in values][-1]
        ends.append((number, f"{name} {short(last)}", points[-1]))
    for (number, name, (x, _)), y in zip(ends, spread([end[2][1] for end in ends], 17)):
        parts.append(f'<g class="s{number}">{text(x + 10, y + 4, name, "name")}</g>')
    return document(title, HEIGHT, "\n".join(parts) + "\n")


def ranges(title, x_name, rows, kinds):
    """For each row a line from its median to its 99th percentile for each of `kinds`, on a logarithmic scale."""
    height = TOP + 30 + len(rows) * 34 + 40
    left = 190
    scale = Scale([v for _, pairs in rows for pair in pairs if pair for v in pair], left, WIDTH - 30, True)
    parts = []
    for tick in scale.ticks:
        x = scale.place(tick)
        parts += [line(x, TOP + 12, x, height - 46, "grid"), text(x, height - 28, f"{tick:g}", "faint", "middle")]
    parts.append(text((left + WIDTH) / 2, height - 10, x_name, "faint", "middle"))
    for number, kind in enumerate(kinds):
        parts.append(f'<g class="s{number}">{text(left + number * 190, 46, kind, "name")}</g>')
    for i, (name, pairs) in enumerate(rows):
        y = TOP + 30 + i * 34
        parts.append(text(left - 12, y + 4, name, anchor="end"))
        for number, pair in enumerate(pairs):
            if pair:
                low, high = (scale.place(value) for value in pair)
                at = y - 6 + 12 * number
                parts.append(f'<g class="s{number}">{line(low, at, high, at, "line")}'
                             f'<circle class="mark" cx="{low:.1f}" cy="{at:.1f}" r="4"/>'
                             f'<rect class="mark" x="{high - 2:.1f}" y="{at - 5:.1f}" width="4" height="10"/></g>')
    return document(title, height, "\n".join(parts) + "\n")
