"""Between which numbers those of a long column of float64 lie, and whether all are whole: in one pass over them."""

import ctypes
import sys
from collections.abc import Callable
from functools import cache
from math import isfinite
from typing import Any

import numpy as np

from lkjdsl.tables.kernel.script import Floats

LONG = 50_000
"""Numbers of a column that make machine code worth its making, which is done once, where LLVM is loaded anyway."""


def extent(values: Floats) -> tuple[float, float, bool]:
    """Return the least and the greatest of *values*, and whether all are whole; not finite where one is not."""
    if len(values) >= LONG and "lkjdsl.tables.kernel.llvm_engine" in sys.modules:
        array = (ctypes.c_int64 * 3)()
        values = np.ascontiguousarray(values)
        _scan()(len(values), values.__array_interface__["data"][0], array)
        if array[0] >= 0:  # bits of numbers that are not negative are in the order of the numbers
            least, greatest = np.array(array[:2]).view(np.float64).tolist()
            return least, greatest, not array[2]
    low, high = float(values.min()), float(values.max())
    return low, high, isfinite(low) and isfinite(high) and bool((np.rint(values) == values).all())


@cache
def _scan() -> Callable[..., None]:
    from lkjdsl.tables.kernel.llvm_engine import engine

    made = engine(TEXT)
    function = ctypes.CFUNCTYPE(None, ctypes.c_int64, ctypes.c_void_p, ctypes.c_void_p)
    return _Held(made, function(made.get_function_address("scan")))


class _Held:
    """A function of an engine, which lives as long as it."""

    def __init__(self, engine: Any, function: Callable[..., None]) -> None:
        """Take both."""
        self.engine, self.function = engine, function

    def __call__(self, *arguments: Any) -> None:
        """Call the function."""
        self.function(*arguments)


TEXT = """
declare double @llvm.nearbyint.f64(double)
declare i64 @llvm.smin.i64(i64, i64)
declare i64 @llvm.smax.i64(i64, i64)
define void @scan(i64 %size, ptr noalias %values, ptr noalias %found) {
start:
  br label %body
body:
  %row = phi i64 [0, %start], [%following, %body]
  %low = phi i64 [9223372036854775807, %start], [%lower, %body]
  %high = phi i64 [-9223372036854775808, %start], [%higher, %body]
  %broken = phi i64 [0, %start], [%more, %body]
  %place = getelementptr inbounds i64, ptr %values, i64 %row
  %bits = load i64, ptr %place
  %lower = call i64 @llvm.smin.i64(i64 %low, i64 %bits)
  %higher = call i64 @llvm.smax.i64(i64 %high, i64 %bits)
  %number = bitcast i64 %bits to double
  %whole = call double @llvm.nearbyint.f64(double %number)
  %differs = fcmp une double %whole, %number
  %one = zext i1 %differs to i64
  %more = or i64 %broken, %one
  %following = add nuw nsw i64 %row, 1
  %again = icmp slt i64 %following, %size
  br i1 %again, label %body, label %end
end:
  store i64 %lower, ptr %found
  %second = getelementptr i64, ptr %found, i64 1
  store i64 %higher, ptr %second
  %third = getelementptr i64, ptr %found, i64 2
  store i64 %more, ptr %third
  ret void
}
"""
"""Least and greatest are those of the bits of the numbers, taken as whole numbers."""
