"""A scanned page set upright: which way its lines run, by how much they slope, and where each box was before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kb.domain import Box

if TYPE_CHECKING:
    from PIL.Image import Image

# Degrees: what a feeder leaves askew. A slope below the smallest is left, as turning blurs.
_MOST = 6.0
_LEAST = 0.25
# Lines are as plain at this size as at any other.
_SMALL = 900
_MOST_DOTS = 60_000
# The profile across lines of text is many times as jagged as along them.
_PLAIN = 1.6


@dataclass(frozen=True, slots=True)
class Straightened:
    """An image turned by quarter turns and a slope, and the matrix back to pixels of the image it was made from."""

    image: Image
    width: int
    height: int
    back: tuple[float, float, float, float, float, float]

    def box(self, left: float, top: float, right: float, bottom: float) -> Box:
        """A box in pixels of the straightened image, in fractions of the image it was made from."""
        a, b, c, d, e, f = self.back
        corners = [(a * x + b * y + c, d * x + e * y + f) for x in (left, right) for y in (top, bottom)]
        across = [min(max(x / self.width, 0.0), 1.0) for x, _ in corners]
        down = [min(max(y / self.height, 0.0), 1.0) for _, y in corners]
        return Box(min(across), min(down), max(across), max(down))


def straightened(image: Image, turn: int) -> Straightened:
    """The image turned counterclockwise by `turn` degrees (quarters) and then by what its lines slope."""
    import math

    from PIL import Image as images

    quarter = image.rotate(turn, expand=True) if turn else image
    slope = skew(quarter)
    width, height = image.size
    # From pixels of the quarter turn to those of the image: rotate() turns counterclockwise.
    back = {
        0: (1.0, 0.0, 0.0, 0.0, 1.0, 0.0),
        90: (0.0, -1.0, float(width), 1.0, 0.0, 0.0),
        180: (-1.0, 0.0, float(width), 0.0, -1.0, float(height)),
        270: (0.0, 1.0, 0.0, -1.0, 0.0, float(height)),
    }[turn]
    if abs(slope) < _LEAST:
        return Straightened(quarter, width, height, back)
    turned = quarter.rotate(slope, images.Resampling.BICUBIC, fillcolor=255)
    cos, sin = math.cos(math.radians(slope)), math.sin(math.radians(slope))
    x, y = quarter.width / 2, quarter.height / 2
    # Pillow turns around the centre: a pixel of the result comes from there in the quarter turn.
    inner = (cos, -sin, x - cos * x + sin * y, sin, cos, y - sin * x - cos * y)
    return Straightened(turned, width, height, _joined(inner, back))


def _joined(inner: tuple[float, ...], outer: tuple[float, ...]) -> tuple[float, float, float, float, float, float]:
    a, b, c, d, e, f = inner
    o, p, q, r, s, t = outer
    return o * a + p * d, o * b + p * e, o * c + p * f + q, r * a + s * d, r * b + s * e, r * c + s * f + t


def is_sideways(image: Image) -> bool:
    """Whether the lines of text run from top to bottom: the ink is jagged across the page and even down it."""
    (ys, xs), _ = _ink(image)
    if len(ys) < 50:
        return False
    return _plainest(xs, ys)[1] > _PLAIN * _plainest(ys, xs)[1]


def skew(image: Image) -> float:
    """The degrees by which turning the image counterclockwise sets its lines level."""
    import numpy as np

    (ys, xs), _ = _ink(image)
    if len(ys) < 50:
        return 0.0

    coarse, _ = _plainest(ys, xs)
    fine = max(np.arange(coarse - 0.5, coarse + 0.51, 0.1), key=lambda angle: _sloped(ys, xs, angle))
    # A page of pictures is as jagged at any angle.
    return float(fine) if _sloped(ys, xs, fine) > 1.1 * _sloped(ys, xs, 0.0) else 0.0


def _plainest(along: Any, across: Any) -> tuple[float, float]:
    """The slope in degrees at which the lines are plainest, and how plain they are then."""
    import numpy as np

    return max(
        ((float(angle), _sloped(along, across, angle)) for angle in np.arange(-_MOST, _MOST + 0.1, 0.5)),
        key=lambda each: each[1],
    )


def _sloped(along: Any, across: Any, angle: float) -> float:
    import numpy as np

    return _jaggedness(np.rint(along - across * np.tan(np.radians(angle))))


def ink_share(image: Image) -> float:
    """The share, 0 to 1, of the image's area that is drawn on: darker than the paper."""
    return _ink(image)[1]


def _ink(image: Image) -> tuple[tuple[Any, Any], float]:
    """Rows and columns of the dark dots of a small copy, at most `_MOST_DOTS`, and the share of dark dots in all."""
    import numpy as np

    scale = max(1, max(image.size) // _SMALL)
    small = np.asarray(image.reduce(scale), dtype=np.int16)
    paper = int(np.percentile(small, 90))
    dark = small < paper - 48
    ys, xs = np.nonzero(dark)
    step = max(1, len(ys) // _MOST_DOTS)
    return (ys[::step].astype(np.float64), xs[::step].astype(np.float64)), float(dark.mean())


def _jaggedness(places: Any) -> float:
    """How much the count of dots changes from one line of dots to the next."""
    import numpy as np

    counts = np.bincount((places - places.min()).astype(np.int64)).astype(np.float64)
    return float((np.diff(counts) ** 2).sum())
