"""The float-error domain: how far float64 may be from the exact value of every step."""
