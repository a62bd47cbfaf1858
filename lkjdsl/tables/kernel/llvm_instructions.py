"""The formulas of a script → instructions of LLVM, each the same operation of float64 as numpy's."""

import ast
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from attrs import define, field
from llvmlite import ir

from lkjdsl.domains.float_program.state_codes import SHIFT

FLOAT, FLAG, CODE, SHORT, BYTE = ir.DoubleType(), ir.IntType(1), ir.IntType(32), ir.IntType(16), ir.IntType(8)
SIGNS: Mapping[type[ast.cmpop], str] = {
    ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!=",
}  # fmt: skip
INTRINSICS = {"rint": "llvm.nearbyint", "floor": "llvm.floor", "ceil": "llvm.ceil", "absolute": "llvm.fabs"}
Value = Any
"""A value of LLVM, of one of the types above."""


@define(eq=False)
class Instructions:
    """
    What the names of one row stand for, and where instructions are written.

    ``read`` gives the number of a column in this row by its name; ``errors`` are where ``e`` and ``g`` lie.
    """

    build: ir.IRBuilder
    read: Callable[[str], Value | None]
    errors: Mapping[str, Value]
    names: dict[str, Value] = field(factory=lambda: {"nan": FLOAT(float("nan")), "inf": FLOAT(float("inf"))})

    def value(self, node: ast.expr) -> Value:
        """Return what a formula is."""
        match node:
            case ast.Constant(value=bool() as flag):
                return FLAG(int(flag))
            case ast.Constant(value=int() as number):
                return CODE(number)
            case ast.Constant(value=number):
                return FLOAT(number)
            case ast.Name(id=name):
                if name not in self.names:
                    self.names[name] = self._told(name)
                return self.names[name]
            case ast.Subscript(value=ast.Name(id=name), slice=ast.Constant(value=int() as at)):
                return self._error(name, at)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return self.build.fneg(self.number(self.value(operand)))
            case ast.BinOp(left=left, op=op, right=right):
                return self._binary(op, self.value(left), self.value(right))
            case ast.Compare(left=left, ops=[op], comparators=[right]):
                return self._compared(SIGNS[type(op)], self.value(left), self.value(right))
            case ast.Call(func=ast.Name(id=name), args=arguments):
                return self._called(name, arguments)
            case _:
                raise NotImplementedError(ast.dump(node))

    def number(self, value: Value) -> Value:
        """Return *value* as float64."""
        if value.type == FLOAT:
            return value
        return self.build.sitofp(value, FLOAT) if value.type.width > BYTE.width else self.build.uitofp(value, FLOAT)

    def flag(self, value: Value) -> Value:
        """Return whether *value* is anything but 0; NaN is."""
        if value.type == FLOAT:
            return self.build.fcmp_unordered("!=", value, FLOAT(0.0))
        return value if value.type == FLAG else self.build.icmp_unsigned("!=", value, value.type(0))

    def code(self, value: Value) -> Value:
        """Return a flag, a cell or a code as a code."""
        return value if value.type == CODE else self.build.zext(value, CODE)

    def short(self, value: Value) -> Value:
        """Return a code as it is stored: in 16 bits, which hold every code."""
        return self.build.trunc(self.code(value), SHORT)

    def _told(self, name: str) -> Value:
        """Return the number of a column, NaN where its cell says that there is none; a cell; or what was left here."""
        value = self.read(name)
        if name[0] == "m":
            return CODE(0) if value is None else self.code(value)
        assert value is not None
        if name[0] != "x":
            return self.flag(value) if value.type == BYTE else value
        number = self.number(value)
        cell = self.read(f"m{name[1:]}")
        return number if cell is None else self.build.select(self.flag(cell), FLOAT(float("nan")), number)

    def _error(self, name: str, at: int) -> Value:
        place = self.build.gep(self.errors[name], [ir.IntType(64)(at)], inbounds=True, source_etype=FLOAT)
        return self.build.load(place, typ=FLOAT)

    def _alike(self, left: Value, right: Value) -> tuple[Value, Value]:
        """Return two values as the same type: that which holds both."""
        if left.type == right.type:
            return left, right
        if FLOAT in (left.type, right.type):
            return self.number(left), self.number(right)
        return self.code(left), self.code(right)

    def _binary(self, op: ast.operator, left: Value, right: Value) -> Value:
        match op:
            case ast.BitAnd():
                return self.build.and_(self.flag(left), self.flag(right))
            case ast.BitOr():
                return self.build.or_(self.flag(left), self.flag(right))
            case _:
                write = {"Add": "fadd", "Sub": "fsub", "Mult": "fmul", "Div": "fdiv"}[type(op).__name__]
                return getattr(self.build, write)(self.number(left), self.number(right))

    def _compared(self, sign: str, left: Value, right: Value) -> Value:
        left, right = self._alike(left, right)
        if left.type == FLOAT:
            compare = self.build.fcmp_unordered if sign == "!=" else self.build.fcmp_ordered
            return compare(sign, left, right)
        return self.build.icmp_unsigned(sign, left, right)

    def _where(self, condition: Value, then: Value, otherwise: Value) -> Value:
        return self.build.select(self.flag(condition), *self._alike(then, otherwise))

    def _called(self, name: str, nodes: Sequence[ast.expr]) -> Value:
        if name == "weighted":
            weights, values = nodes
            assert isinstance(weights, ast.List)
            assert isinstance(values, ast.List)
            return self._weighted([self.value(one) for one in weights.elts], [self.value(one) for one in values.elts])
        arguments = [self.value(one) for one in nodes]
        build = self.build
        match name, arguments:
            case "float64", [one]:
                return self.number(one)
            case "no", [one]:
                return build.not_(self.flag(one))
            case "where", [condition, then, otherwise]:
                return self._where(condition, then, otherwise)
            case "minimum" | "maximum", [left, right]:
                left, right = self.number(left), self.number(right)
                if _is_number(nodes[1]):
                    left, right = right, left
                wins = build.fcmp_ordered("<" if name == "minimum" else ">", left, right)
                if not any(map(_is_number, nodes)):  # the left one may be NaN, and then it is the result
                    wins = build.or_(wins, build.fcmp_unordered("uno", left, left))
                return build.select(wins, left, right)
            case "quotient", [left, right, of_nothing, of_something]:
                left, right = self.number(left), self.number(right)
                instead = self._where(self._compared("==", left, FLOAT(0.0)), of_nothing, of_something)
                return self._where(self._compared("==", right, FLOAT(0.0)), instead, build.fdiv(left, right))
            case "settled", [y, near, tie, even]:
                return build.select(self.flag(tie), self._settled(y, even), near)
            case "worst", [one, other]:
                one, other = self.code(one), self.code(other)
                ranks = [build.lshr(code, CODE(SHIFT)) for code in (one, other)]
                return build.select(build.icmp_unsigned(">", ranks[1], ranks[0]), other, one)
            case _ if name in INTRINSICS:
                return self._intrinsic(INTRINSICS[name], self.number(arguments[0]))
            case _:
                raise NotImplementedError(name)

    def _intrinsic(self, name: str, value: Value) -> Value:
        return self.build.call(self.build.module.declare_intrinsic(name, [FLOAT]), [value])

    def _settled(self, y: Value, even: Value) -> Value:
        """Return the whole number beside a tie that the mode takes: the even one, or the one away from 0."""
        below = self._intrinsic("llvm.floor", y)
        half = self._intrinsic("llvm.floor", self.build.fmul(below, FLOAT(0.5)))
        odd = self._compared("!=", self.build.fmul(half, FLOAT(2.0)), below)
        up = self.build.select(even, odd, self._compared(">", y, FLOAT(0.0)))
        return self.build.fadd(below, self.number(up))

    def _weighted(self, weights: Sequence[Value], values: Sequence[Value]) -> Value:
        terms = [self.build.fmul(weight, self.number(value)) for weight, value in zip(weights, values, strict=True)]
        total = terms[0]
        for term in terms[1:]:
            total = self.build.fadd(total, term)
        return total


def _is_number(node: ast.expr) -> bool:
    """Return whether a formula is a number of the edition, or an error: never NaN."""
    match node:
        case ast.Constant() | ast.Subscript():
            return True
        case ast.Call(func=ast.Name(id="float64"), args=[argument]):
            return _is_number(argument)
        case _:
            return False
