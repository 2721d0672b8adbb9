"""Pages, data files and their checks: everything a reader can open, made from the model alone."""
