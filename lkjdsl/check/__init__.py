"""Document → Definition: names resolved, units and ranges known, all problems in one run."""
