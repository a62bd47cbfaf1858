"""Values and problems → pages."""
