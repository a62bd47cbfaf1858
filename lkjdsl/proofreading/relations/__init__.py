"""Tables against themselves: totals, means, columns that are worked out from others, ranks."""
