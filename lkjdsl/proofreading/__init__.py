"""
A finished report, proofread: every number in it that is certainly wrong, with its place and its cause.

```
document ─ sites ─▶ numbers ─┬─ checks (of the report with itself) ──┐
                             └─ matching (names → paths) ─ audit ────┴─ diagnosis ─▶ findings
```

A check is a relation between printed numbers that holds or fails; the diagnosis asks which number is the fault of
those that fail. What a number is the value of is decided by words alone, never by the number.
"""
