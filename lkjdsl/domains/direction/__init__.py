"""The direction domain: how every step moves with one value of the data."""
