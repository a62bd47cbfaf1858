"""The operations of a script → instructions of LLVM, each the same operation of float64 as numpy's."""

from collections.abc import Callable
from typing import Any, Literal, assert_never

from attrs import define, field
from llvmlite import ir

from lkjdsl.domains.float_program.nodes import CellNode, ConstantNode, FloatNode, MarginNode, OperationNode, ReadNode
from lkjdsl.domains.float_program.state_codes import SHIFT

FLOAT, FLAG, CODE, SHORT, BYTE = ir.DoubleType(), ir.IntType(1), ir.IntType(32), ir.IntType(16), ir.IntType(8)
ARITHMETIC = {"+": "fadd", "-": "fsub", "*": "fmul", "/": "fdiv"}
INTRINSICS = {"rint": "llvm.nearbyint", "floor": "llvm.floor", "ceil": "llvm.ceil", "absolute": "llvm.fabs"}
MachineValue = Any
"""A value of LLVM, of one of the types above."""


@define(eq=False)
class Instructions:
    """
    What nodes are in one row, and where instructions are written.

    ``load`` gives what a column has in this row, None where there is none, or what another loop has left here;
    ``margins`` is where those of the decisions lie.
    """

    build: ir.IRBuilder
    load: Callable[[FloatNode], MachineValue | None]
    margins: MachineValue
    values: dict[FloatNode, MachineValue] = field(factory=dict)

    def value(self, node: FloatNode) -> MachineValue:
        """Return what *node* is; an operation has been worked out before, here or in another loop."""
        if node not in self.values:
            self.values[node] = self._loaded(node)
        return self.values[node]

    def number(self, value: MachineValue) -> MachineValue:
        """Return *value* as float64."""
        if value.type == FLOAT:
            return value
        return self.build.sitofp(value, FLOAT) if value.type.width > BYTE.width else self.build.uitofp(value, FLOAT)

    def flag(self, value: MachineValue) -> MachineValue:
        """Return whether *value* is anything but 0; NaN is."""
        if value.type == FLOAT:
            return self.build.fcmp_unordered("!=", value, FLOAT(0.0))
        return value if value.type == FLAG else self.build.icmp_unsigned("!=", value, value.type(0))

    def code(self, value: MachineValue) -> MachineValue:
        """Return a flag, a cell or a code as a code."""
        return value if value.type == CODE else self.build.zext(value, CODE)

    def stored(self, value: MachineValue, kind: Literal["doubt", "number", "code"]) -> MachineValue:
        """Return an output as it is stored: a code in 16 bits, which hold every code."""
        match kind:
            case "doubt":
                return self.build.zext(self.flag(value), BYTE)
            case "number":
                return self.number(value)
            case "code":
                return self.build.trunc(self.code(value), SHORT)
            case _:
                assert_never(kind)

    def _loaded(self, node: FloatNode) -> MachineValue:
        match node:
            case ConstantNode(value=bool() as flag):
                return FLAG(int(flag))
            case ConstantNode(value=int() as code):
                return CODE(code)
            case ConstantNode(value=number):
                return FLOAT(number)
            case ReadNode(column=column):
                number = self.number(self.load(node))
                cell = self.load(CellNode(column))
                return number if cell is None else self.build.select(self.flag(cell), FLOAT(float("nan")), number)
            case CellNode():
                cell = self.load(node)
                return CODE(0) if cell is None else self.code(cell)
            case MarginNode(index=index):
                place = self.build.gep(self.margins, [ir.IntType(64)(index)], inbounds=True, source_etype=FLOAT)
                return self.build.load(place, typ=FLOAT)
            case OperationNode():
                left = self.load(node)
                assert left is not None
                return self.flag(left) if left.type == BYTE else left
            case _:
                assert_never(node)

    def work_out(self, node: OperationNode) -> None:
        """Write the instructions of an operation."""
        operands = [self.value(operand) for operand in node.operands]
        match node.operation:
            case "+" | "-" | "*" | "/":
                result = getattr(self.build, ARITHMETIC[node.operation])(*map(self.number, operands))
            case "negate":
                result = self.build.fneg(self.number(operands[0]))
            case "absolute" | "floor" | "ceil" | "rint":
                result = self._intrinsic(INTRINSICS[node.operation], self.number(operands[0]))
            case "minimum" | "maximum":
                result = self._extreme("<" if node.operation == "minimum" else ">", node)
            case "<" | "<=" | ">" | ">=" | "==" | "!=":
                result = self._compared(node.operation, *operands)
            case "and" | "or":
                result = getattr(self.build, f"{node.operation}_")(*map(self.flag, operands))
            case "not":
                result = self.build.not_(self.flag(operands[0]))
            case "where":
                result = self._where(*operands)
            case "quotient":
                result = self._quotient(*operands)
            case "worst":
                result = self._worst(*map(self.code, operands))
            case "settle-even" | "settle-away":
                result = self._settled(*operands, to_even=node.operation == "settle-even")
            case _:
                assert_never(node.operation)
        self.values[node] = result

    def _alike(self, left: MachineValue, right: MachineValue) -> tuple[MachineValue, MachineValue]:
        """Return two values as the same type: that which holds both."""
        if left.type == right.type:
            return left, right
        if FLOAT in (left.type, right.type):
            return self.number(left), self.number(right)
        return self.code(left), self.code(right)

    def _compared(self, sign: str, left: MachineValue, right: MachineValue) -> MachineValue:
        left, right = self._alike(left, right)
        if left.type == FLOAT:
            compare = self.build.fcmp_unordered if sign == "!=" else self.build.fcmp_ordered
            return compare(sign, left, right)
        return self.build.icmp_unsigned(sign, left, right)

    def _where(self, condition: MachineValue, then: MachineValue, otherwise: MachineValue) -> MachineValue:
        return self.build.select(self.flag(condition), *self._alike(then, otherwise))

    def _quotient(
        self, left: MachineValue, right: MachineValue, of_nothing: MachineValue, of_something: MachineValue
    ) -> MachineValue:
        instead = self._where(self._compared("==", left, FLOAT(0.0)), of_nothing, of_something)
        ratio = self.build.fdiv(self.number(left), self.number(right))
        return self._where(self._compared("==", right, FLOAT(0.0)), instead, ratio)

    def _worst(self, value: MachineValue, other: MachineValue) -> MachineValue:
        rank, other_rank = (self.build.lshr(code, CODE(SHIFT)) for code in (value, other))
        return self.build.select(self.build.icmp_unsigned(">", other_rank, rank), other, value)

    def _extreme(self, sign: str, node: OperationNode) -> MachineValue:
        """Return the one of two numbers that is less or greater; where one is NaN, that is the result."""
        left, right = sorted(node.operands, key=_is_number, reverse=True)
        first, second = self.number(self.value(left)), self.number(self.value(right))
        wins = self.build.fcmp_ordered(sign, first, second)
        if not _is_number(left):  # it may be NaN too
            wins = self.build.or_(wins, self.build.fcmp_unordered("uno", first, first))
        return self.build.select(wins, first, second)

    def _intrinsic(self, name: str, value: MachineValue) -> MachineValue:
        return self.build.call(self.build.module.declare_intrinsic(name, [FLOAT]), [value])

    def _settled(self, y: MachineValue, near: MachineValue, tie: MachineValue, *, to_even: bool) -> MachineValue:
        """Return *near*, or the whole number beside a tie that the mode takes: the even one, or that away from 0."""
        below = self._intrinsic("llvm.floor", y)
        if to_even:
            half = self._intrinsic("llvm.floor", self.build.fmul(below, FLOAT(0.5)))
            up = self._compared("!=", self.build.fmul(half, FLOAT(2.0)), below)
        else:
            up = self._compared(">", y, FLOAT(0.0))
        return self.build.select(self.flag(tie), self.build.fadd(below, self.number(up)), near)


def _is_number(node: FloatNode) -> bool:
    """Return whether *node* is a number of the edition, or an error: never NaN."""
    return isinstance(node, MarginNode) or (isinstance(node, ConstantNode) and node.value == node.value)
