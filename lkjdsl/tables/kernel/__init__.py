"""What runs over whole columns: a script of float64, by numpy or as machine code."""
