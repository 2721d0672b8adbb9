"""Which sentences of different articles say the same thing, and why; pure, no file access."""
