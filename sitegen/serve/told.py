"""What the terminal is told of a preview, in a line or two. Deliberately contains no colour and no stream."""

from sitegen.serve.builds import Outcome
from sitegen.serve.listen import Listener


def opening(listener: Listener, base: str, wanted: int) -> str:
    """Where the site is, first of all, and how to end."""
    lines = [f"Preview at {listener.url}{base} (Ctrl-C ends it)."]
    if wanted and listener.port != wanted:
        lines.append(f"Port {wanted} is taken, so this is port {listener.port}.")
    return "\n".join(lines)


def exposure(listener: Listener) -> str:
    """A warning where others can see the preview; empty where they cannot."""
    if listener.is_local:
        return ""
    return (
        f"Warning: {listener.address} is not private. Whoever reaches this machine over the network can read the"
        " preview, drafts of your decisions included. Without --host it is for this machine alone."
    )


def result(outcome: Outcome, seconds: float) -> str:
    """What came of a build; problems of the content are told by whoever shows problems."""
    if outcome.bug:
        return f"This is a bug in sitegen, not in your content. The last good site is still served.\n{outcome.bug}"
    if outcome.failure:
        return f"{outcome.failure}\nThe last good site is still served."
    if not outcome.report:
        return "Not built; the last good site is still served."
    changed = len(outcome.report.changed)
    what = f"{changed} file{'' if changed == 1 else 's'} changed" if changed else "nothing changed"
    return f"Built in {seconds:.1f} s: {what}."
