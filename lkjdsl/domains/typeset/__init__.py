"""The typeset domain: the formula that a step was written as."""
