"""Definition → Program: the planner's vocabulary becomes steps over the primitive operators."""
