# fmt: off
"""Computes every step of a trace (lkjdsl.trace/1) anew in a hundred lines, without lkjdsl; roots to 50 digits."""
import operator
from decimal import Context, Decimal
from fractions import Fraction
from functools import cache, reduce
from itertools import pairwise
from math import ceil, floor
from statistics import median
from typing import Any

FIFTY, MANY = (Context(prec=digits, Emax=100_000, Emin=-100_000) for digits in (50, 400))
RULES = {"exclude": "excluded", "unavailable": "unavailable", "error": "invalid"}
State: Any = type("State", (str,), {})
number: Any = cache(lambda text: Fraction(*(int(Decimal(part)) for part in text.split("/"))))  # the longest take long

def read(told: Any) -> Any:
    if isinstance(told, dict):
        return State(told["state"]) if "state" in told else told.get("text", read(told.get("approximate", "0")))
    return number(told) if isinstance(told, str) else told

def ruled(rule: str) -> Any:
    return State(RULES[rule]) if rule in RULES else read(rule)

def worst(values: Any) -> Any:
    return max((v for v in values if type(v) is State), key=[*map(State, RULES.values())].index, default=None)

def decimal(n: Any, context: Context = MANY) -> Decimal:
    return context.plus(n) if isinstance(n, Decimal) else context.divide(Decimal(n.numerator), Decimal(n.denominator))

def power(n: Any, exponent: Any) -> Any:
    return n**exponent if exponent.denominator == 1 and n else MANY.power(decimal(n), decimal(exponent))

def product(pairs: Any) -> Any:
    logarithms = [MANY.multiply(decimal(share), MANY.ln(decimal(n))) for n, share in pairs]
    return MANY.exp(reduce(MANY.add, logarithms)) if all(n for n, _ in pairs) else State("invalid")

def rounded(n: Any, digits: int, rounding: str) -> Any:
    whole, rest = divmod(n * Fraction(10) ** digits, 1)
    ways = {"floor": False, "ceiling": True, "up": n > 0, "down": n < 0, "even": whole % 2 == 1}
    up = rest * 2 > 1 if "half-" in rounding and rest * 2 != 1 else rest > 0 and ways[rounding.removeprefix("half-")]
    return (whole + up) / Fraction(10) ** digits

def interpolated(x: Any, *points: Any) -> Any:
    knots = list(pairwise(zip(points[0::2], points[1::2], strict=True)))
    found = (b if x <= a else b + (d - b) * (x - a) / (c - a) for (a, b), (c, d) in knots if x <= c)
    return State("invalid") if any(a >= c for (a, _), (c, _) in knots) else next(found, points[-1])

def banded(n: Any, bands: Any, printed: Any) -> Any:
    n = rounded(n, **printed) if printed else n
    return next((b["label"] for b in bands if (n, not b["open"]) > (Fraction(b["start"]), False)), State("unavailable"))

def pooled(name: str, values: Any, weights: Any, minimum: Any, redistribute: Any = None) -> Any:
    pairs = list(zip(values, map(Fraction, weights or ["1"] * len(values)), strict=True))
    left = [pair for pair in pairs if type(pair[0]) is not State or pair[0] != "excluded"]
    part, whole = (sum(share for _, share in one) for one in (left, pairs))
    if not left or worst(value for value, _ in left):
        return worst(values) or (Fraction(0) if name in ("sum", "count") else State("unavailable"))
    short = minimum is not None and (len(left) if isinstance(minimum, int) else part / whole) < Fraction(minimum)
    more, part = (Fraction(whole - part, len(left)), whole) if redistribute else (0, part)
    return State("unavailable") if short else POOLED[name]([(n, (share + more) / part) for n, share in left if share])

ALIKE: Any = {"min": min, "max": max, "sum": sum, "median": median, "count": lambda p: sum(n is not False for n in p)}
POOLED: dict[str, Any] = {name: lambda p, of=of: of(n for n, _ in p) for name, of in ALIKE.items()}
POOLED |= dict.fromkeys(("mean", "weighted-mean"), lambda p: sum(n * share for n, share in p))
POOLED |= {"geometric-mean": product, "harmonic-mean": lambda p: 1 / sum(share / n for n, share in p)}
STRICT: dict[str, Any] = {"subtract": operator.sub, "multiply": operator.mul, "negate": operator.neg, "absolute": abs}
STRICT |= {"less": operator.lt, "at-most": operator.le, "greater": operator.gt, "at-least": operator.ge, "floor": floor}
STRICT |= {"equal": operator.eq, "different": operator.ne, "and": operator.and_, "or": operator.or_, "round": rounded}
STRICT |= {"add": lambda *n: sum(n), "not": operator.not_, "cap": min, "bound-below": max, "interpolate": interpolated}
STRICT |= {"ln": lambda n: MANY.ln(decimal(n)), "exp": lambda n: MANY.exp(decimal(n)), "ceil": ceil, "band": banded}
STRICT |= {"sqrt": lambda n: power(n, Fraction(1, 2)), "clamp": lambda n, a, b: min(max(n, a), b), "power": power}
STRICT["divide"] = lambda a, b, over_zero, zero_over_zero: a / b if b else ruled(over_zero if a else zero_over_zero)

LENIENT: dict[str, Any] = {"available": lambda n: n if n == State("invalid") else type(n) is not State}
LENIENT["coalesce"] = lambda *n: next((one for one in n if type(one) is not State or one == "invalid"), n[-1])
LENIENT |= dict.fromkeys(("choose", "applies"), lambda c, *n: c if type(c) is State else [*n, State("excluded")][not c])

def computed(name: str, setting: Any, given: Any) -> Any:
    if "told" in setting:
        return (given or [ruled(setting["missing"])])[0] if setting["told"] is None else read(setting["told"])
    if name in LENIENT:
        return LENIENT[name](*given)
    return pooled(name, given, **setting) if name in POOLED else worst(given) or STRICT[name](*given, **setting)

def replay(steps: Any) -> list[Any]:
    values: list[Any] = []
    for step in steps:
        told, given = read(step["value"]), [values[one] for one in step.get("arguments", ())]
        try:
            found = computed(step["operator"], step.get("setting", {}), given)
        except ArithmeticError:
            found = State("invalid")
        long = type(found) is Fraction and max(map(int.bit_length, found.as_integer_ratio())) > 332_193
        found = State("invalid") if long or (isinstance(found, Decimal) and not found.is_finite()) else found
        if type(told) is Fraction and (isinstance(found, Decimal) or "approximate" in str(step["value"])):
            found = told if decimal(found, FIFTY) == decimal(told, FIFTY) else found
        assert (found, type(found) is State) == (told, type(told) is State), (step, found)
        values.append(told)
    return values
