"""What comes out: columns, files, summaries, rankings, groups."""
