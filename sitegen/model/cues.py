"""What introduces a speaker: `said`, `according to`, `decried`. Deliberately contains no judgement of the verbs."""

from msgspec import Struct


class Cue(Struct, frozen=True, kw_only=True):
    """A verb or phrase by which an article introduces what somebody says, thinks or judges."""

    sentence: str
    """Sentence id."""
    start: int
    end: int
    text: str
    """`sentence.text[start:end]`, unchanged: the verb with its particle, without `has` and `not`."""
    verb: str
    """The base form, to group by: `say` for `said` and `says`, `call for`; a phrase such as `according to` as it is."""
    speaker: str | None
    """By the fullest name that the articles of the story give, else as written; None where nobody is named."""
    speaker_start: int
    """With `speaker_end` the words of the sentence that name the speaker: `he`, `the prime minister`."""
    speaker_end: int
