"""
A finished report, proofread: every number in it that is certainly wrong, with its place and its cause.

```
document ─ sites ─▶ numbers ─┬─ checks (of the report with itself) ──┐
                             └─ matching (names → paths) ─ audit ────┴─ diagnosis ─▶ findings
```

The rooms, each of which asks only those before it: ``printed`` (numbers, tables, checks, findings), ``names`` (of the
edition, and where a report speaks of which), ``sentences`` and ``relations`` (sentences and tables against themselves),
``tables`` and ``prose`` (numbers → paths), ``results`` (what words say of results). Beside them: the audit, the blame,
and what is given back.

A check is a relation between printed numbers that holds or fails; the diagnosis asks which number is the fault of
those that fail. What a number is the value of is decided by words, never by the number:
the values of others tell what a column or a list is of, and its own only takes back that it is wrong, or shows a slip.
"""
