"""What a report prints: its numbers with their marks and places, its tables as numbers, and what is found of them."""
