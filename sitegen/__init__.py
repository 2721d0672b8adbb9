"""Show, side by side, how different outlets told the same event."""

__version__ = "0.1.0"
