"""The preview: build, watch, serve, and tell the open pages. Imported when `sitegen serve` runs, and never before."""
