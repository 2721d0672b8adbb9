"""Sentences, words and normal forms of plain text; no file access, no knowledge of stories or sites."""
