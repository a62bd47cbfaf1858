"""One law for each operator in each domain; tests/README.md says how a domain is added."""
