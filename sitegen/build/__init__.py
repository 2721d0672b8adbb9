"""From loaded content to written files: the order of work, the workers, the writing."""
