"""Program and data → values."""
