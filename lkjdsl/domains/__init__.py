"""What the core program means, one file for each meaning."""
