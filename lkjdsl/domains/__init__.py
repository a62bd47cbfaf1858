"""What the core program means, a folder for each meaning."""
