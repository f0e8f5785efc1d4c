"""The ruled lines of a PDF's page, from its drawing: strokes, thin bars and the sides of filled boxes."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ingest.pdf.glyphs import affine

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

# More drawing than this is a map or a chart; looking at each stroke would take longer than reading the text.
_MOST_OBJECTS = 20_000
_MOST_POINTS = 40
_DEEPEST = 4
# Points: what is thinner is a line, what is shorter is a dash or a corner.
_THIN = 4.0
_SHORT = 4.0
_STRAIGHT = 1.0

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Rule:
    """One straight line of the drawing, in points of the page as displayed: at `at`, from `start` to `end`."""

    across: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Filled:
    """One filled box, in points of the page as displayed."""

    left: float
    top: float
    right: float
    bottom: float


def read_rules(page: PdfPage) -> tuple[list[Rule], list[Filled]]:
    """The lines and filled boxes drawn on the page; none where the drawing has too many objects."""
    from pypdfium2.raw import FPDFPage_CountObjects, FPDFPage_GetObject

    rules: list[Rule] = []
    boxes: list[Filled] = []
    budget = [_MOST_OBJECTS]
    objects = (FPDFPage_GetObject(page.raw, index) for index in range(FPDFPage_CountObjects(page.raw)))
    for drawn, matrix in _paths(objects, affine(page), budget, 0):
        _read_path(drawn, matrix, rules, boxes)
    return ([], []) if budget[0] < 0 else (rules, boxes)


def _paths(objects: Iterator[Any], outer: Matrix, budget: list[int], depth: int) -> Iterator[tuple[Any, Matrix]]:
    """Every path with its matrix to the page as displayed, those inside forms too."""
    from pypdfium2.raw import (
        FPDF_PAGEOBJ_FORM,
        FPDF_PAGEOBJ_PATH,
        FPDFFormObj_CountObjects,
        FPDFFormObj_GetObject,
        FPDFPageObj_GetType,
    )

    for one in objects:
        budget[0] -= 1
        if budget[0] < 0:
            return
        kind = FPDFPageObj_GetType(one)
        if kind == FPDF_PAGEOBJ_PATH:
            yield one, _joined(_matrix(one), outer)
        elif kind == FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            inner = (FPDFFormObj_GetObject(one, index) for index in range(FPDFFormObj_CountObjects(one)))
            yield from _paths(inner, _joined(_matrix(one), outer), budget, depth + 1)


def _matrix(one: Any) -> Matrix:
    from pypdfium2.raw import FS_MATRIX, FPDFPageObj_GetMatrix

    matrix = FS_MATRIX()
    if not FPDFPageObj_GetMatrix(one, ctypes.byref(matrix)):
        return 1.0, 0.0, 0.0, 1.0, 0.0, 0.0
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _joined(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    o, p, q, r, s, t = outer
    return a * o + b * q, a * p + b * r, c * o + d * q, c * p + d * r, e * o + f * q + s, e * p + f * r + t


def _read_path(one: Any, matrix: Matrix, rules: list[Rule], boxes: list[Filled]) -> None:
    from pypdfium2.raw import FPDFPath_GetDrawMode

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not FPDFPath_GetDrawMode(one, ctypes.byref(fill), ctypes.byref(stroke)) or not (fill.value or stroke.value):
        return
    for points, closed in _outlines(one, matrix):
        box = _box(points) if closed or fill.value else None
        if box is not None and min(box.right - box.left, box.bottom - box.top) <= _THIN:
            rules.append(_bar(box))
            continue
        if box is not None:
            if fill.value:
                boxes.append(box)
            rules.extend(_sides(box))
        elif stroke.value:
            rules.extend(filter(None, map(_rule, points, points[1:])))


def _outlines(one: Any, matrix: Matrix) -> Iterator[tuple[list[Point], bool]]:
    """The straight outlines of a path as points on the page as displayed; curves are no rules."""
    from pypdfium2.raw import (
        FPDF_SEGMENT_BEZIERTO,
        FPDF_SEGMENT_MOVETO,
        FPDFPath_CountSegments,
        FPDFPath_GetPathSegment,
        FPDFPathSegment_GetClose,
        FPDFPathSegment_GetPoint,
        FPDFPathSegment_GetType,
    )

    count = FPDFPath_CountSegments(one)
    if not 0 < count <= _MOST_POINTS * 10:
        return
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[Point] = []
    closed = curved = False
    for index in range(count):
        segment = FPDFPath_GetPathSegment(one, index)
        kind = FPDFPathSegment_GetType(segment)
        FPDFPathSegment_GetPoint(segment, x, y)
        if kind == FPDF_SEGMENT_MOVETO:
            if len(points) > 1 and not curved:
                yield points, closed
            points, closed, curved = [], False, False
        curved = curved or kind == FPDF_SEGMENT_BEZIERTO
        points.append((a * x.value + c * y.value + e, b * x.value + d * y.value + f))
        if FPDFPathSegment_GetClose(segment):
            closed = True
            points.append(points[0])
    if len(points) > 1 and not curved:
        yield points, closed


def _box(points: list[Point]) -> Filled | None:
    """The upright box that an outline of four corners is, or None."""
    corners = points[:-1] if points[0] == points[-1] else points
    if len(corners) not in (4, 5):
        return None
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    box = Filled(min(xs), min(ys), max(xs), max(ys))
    edge = all(min(x - box.left, box.right - x) < _STRAIGHT and min(y - box.top, box.bottom - y) < _STRAIGHT for x, y in corners)  # fmt: skip
    return box if edge else None


def _bar(box: Filled) -> Rule:
    if box.right - box.left >= box.bottom - box.top:
        return Rule(True, (box.top + box.bottom) / 2, box.left, box.right)
    return Rule(False, (box.left + box.right) / 2, box.top, box.bottom)


def _sides(box: Filled) -> Iterator[Rule]:
    yield Rule(True, box.top, box.left, box.right)
    yield Rule(True, box.bottom, box.left, box.right)
    yield Rule(False, box.left, box.top, box.bottom)
    yield Rule(False, box.right, box.top, box.bottom)


def _rule(first: Point, second: Point) -> Rule | None:
    (x0, y0), (x1, y1) = first, second
    if abs(y1 - y0) <= _STRAIGHT and abs(x1 - x0) > _SHORT:
        return Rule(True, (y0 + y1) / 2, min(x0, x1), max(x0, x1))
    if abs(x1 - x0) <= _STRAIGHT and abs(y1 - y0) > _SHORT:
        return Rule(False, (x0 + x1) / 2, min(y0, y1), max(y0, y1))
    return None
