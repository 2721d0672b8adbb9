"""The way from a built folder to GitHub Pages: a commit on a branch, or a workflow that builds there."""
