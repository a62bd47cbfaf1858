"""The interval domain: what every step may be, whatever the data."""
