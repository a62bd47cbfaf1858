"""A printed report, proofread against what its edition says: figures, formula lines, likely causes."""
