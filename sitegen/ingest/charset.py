"""The bytes of a web page -> its text, read with the encoding that they are in rather than the one they claim.

The order is: a byte order mark; UTF-16 and the like, where declared and true; UTF-8, where all bytes are it, since no
other encoding passes for it by chance; what the server or the page declares; what browsers take for a language that
declares nothing; a guess from the bytes. Deliberately contains no look at the markup beyond a declaration.
"""

import codecs
import re
from collections.abc import Iterator

from charset_normalizer import from_bytes

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HEAD = 4096
_META = re.compile(
    rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,100}encoding=["']([\w.-]{2,40})""",
    re.IGNORECASE,
)
_LANG = re.compile(rb"""<html[^>]{0,500}?\blang\s*=\s*["']?([a-z]{2,3})""", re.IGNORECASE)
_WHAT_BROWSERS_READ = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949", "big5": "big5hkscs",
}  # fmt: skip
"""Encodings that pages name when they mean the larger one; by Python's names (WHATWG, Encoding, section 4.2)."""
_UNLIKE_ASCII = re.compile(r"utf-(?:16|32)|iso2022|hz")
_BY_LANGUAGE = {
    "ar": "cp1256", "fa": "cp1256", "be": "cp1251", "bg": "cp1251", "ru": "cp1251", "uk": "cp1251", "mk": "cp1251",
    "sr": "cp1251", "cs": "iso8859-2", "hu": "iso8859-2", "pl": "iso8859-2", "sl": "iso8859-2", "sk": "cp1250",
    "hr": "cp1250", "el": "iso8859-7", "he": "cp1255", "tr": "cp1254", "ja": "cp932", "ko": "cp949", "zh": "gb18030",
    "th": "cp874", "vi": "cp1258", "et": "cp1257", "lt": "cp1257", "lv": "cp1257",
}  # fmt: skip
"""What browsers take where a page in a language declares nothing (WHATWG, HTML, section 13.2.3.2)."""
_GUESSES = "cp1251 cp1253 cp1255 cp1256 koi8_r gb18030 big5 cp932 euc_jp cp949".split()
_MANY_HIGH_BYTES = 0.5
"""Where more of the letters lie beyond ASCII, it is another script than the Latin one."""
_MARKUP = re.compile(rb"<(script|style)\b.*?</\1\s*>|<[^<>]*>", re.IGNORECASE | re.DOTALL)
_LETTER = re.compile(rb"[A-Za-z]")


def decode_page(data: bytes, declared: str | None = None) -> str:
    """The text of a page; `declared` is the encoding that the server named.

    Never fails: bytes that no likely encoding can read stand as U+FFFD. NUL characters are dropped, as in browsers.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _readable(data[len(mark) :].decode(name, errors="replace"))
    for name in _candidates(data, declared):
        try:
            return _readable(data.decode(name))
        except (UnicodeError, LookupError):
            continue
    return _readable(data.decode("cp1252", errors="replace"))


def needs_declaration(data: bytes, declared: str | None) -> bool:
    """Whether a page reads otherwise once nobody tells what the server declared."""
    return decode_page(data, declared) != decode_page(data)


def _candidates(data: bytes, declared: str | None) -> Iterator[str]:
    """Names of encodings, the likeliest first."""
    found = _META.search(data[:_HEAD])
    in_page = (found[1] or found[2]).decode("ascii") if found else None
    names = [name for name in map(_known, (declared, in_page)) if name]
    # A declaration that could be read was not written in UTF-16.
    yield from (name for name in names if _UNLIKE_ASCII.match(name) and not (found and name.startswith("utf-")))
    if data[:2] in {b"<\0", b"\0<"}:
        yield "utf-16-le" if data[:1] == b"<" else "utf-16-be"
    yield "utf-8"
    yield from names
    language = _LANG.search(data[:_HEAD])
    if language and (name := _BY_LANGUAGE.get(language[1].decode("ascii").lower())):
        yield name
    shown = _MARKUP.sub(b"", data)
    n_high = sum(byte >= 0x80 for byte in shown)  # noqa: PLR2004 - the first beyond ASCII
    n_letters = n_high + len(_LETTER.findall(shown))
    if n_high > _MANY_HIGH_BYTES * n_letters and (best := from_bytes(data, cp_isolation=_GUESSES).best()):
        yield best.encoding
    yield "cp1252"


def _known(label: str | None) -> str | None:
    """Python's name of an encoding as pages mean it; None for one that is not known or holds no text."""
    try:
        info = codecs.lookup((label or "").strip().lower())
    except (LookupError, ValueError):
        return None
    if not getattr(info, "_is_text_encoding", True) or info.name in {"utf-7", "idna", "punycode", "unicode_escape"}:
        return None
    return _WHAT_BROWSERS_READ.get(info.name, info.name)


def _readable(text: str) -> str:
    return text.replace("\0", "")
