"""What an edition means, once it is known to be right."""
