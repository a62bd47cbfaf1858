"""What can be proved about an edition without data, and counterexamples to the rest."""
