"""What sentences say in words of the results of an edition: what moved, was reached, is rated how."""
