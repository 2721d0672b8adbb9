"""From the files of `content/` to values: settings, outlets, stories, articles, an editor's decisions.

`load.load_site` is the way in. Nothing here raises for content: every function returns what it could build and notes
each Problem at its line, so that an author with six mistakes sees six messages in one run.
"""
