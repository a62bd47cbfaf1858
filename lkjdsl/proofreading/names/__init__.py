"""What an edition calls its quantities, and where a report speaks of which: names, codes, topics."""
