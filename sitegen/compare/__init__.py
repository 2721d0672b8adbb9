"""What is found in one story once its sentences are matched: details, figures, quotes, wording, pairs."""
