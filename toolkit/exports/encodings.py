r"""The encoding of a text file.

Rules: a byte-order mark decides; else strict UTF-8; else UTF-16 where every second byte
is NUL; else a legacy encoding. Among legacy encodings cp1252 is meant unless
`charset_normalizer` finds another script, or a Central European language, or letters
stand where only DOS (cp850) and old Macs (mac_roman) have any. A UTF-8 file
with a few broken bytes stays UTF-8, and those bytes become U+FFFD.

>>> detect_encoding("Zürich".encode()), detect_encoding("Zürich".encode("cp1252"))
('utf-8', 'cp1252')
>>> choose_encoding("Zürich, Genève, Köln ".encode() + b"\xff")
('utf-8', 'replace')
"""

from __future__ import annotations

import codecs
import re

from toolkit.errors import OptionError
from toolkit.exports.words import word_set

PLAIN = frozenset({"utf-8", "utf-8-sig", "ascii"})  # read as they are

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# encodings of other scripts, which cp1252 would turn into accents and signs
_OTHER_SCRIPTS = word_set(
    """
    big5 big5hkscs cp932 cp936 cp949 cp950 euc_jis_2004 euc_jisx0213 euc_jp euc_kr
    gb18030 gb2312 gbk hz johab shift_jis shift_jis_2004 shift_jisx0213 cp1251 cp866
    koi8_r koi8_u iso8859_5 mac_cyrillic cp1253 iso8859_7 cp1255
    iso8859_8 cp1256 iso8859_6 tis_620
    """
)
_CENTRAL = frozenset({"cp1250", "iso8859_2"})
_CENTRAL_LANGUAGES = frozenset(
    {"Polish", "Czech", "Hungarian", "Slovak", "Slovene", "Croatian", "Romanian"}
)
_MULTIBYTE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_HIGH_BYTES = re.compile(rb"[\x80-\xff]")
_LETTERS = re.compile(rb"[A-Za-z]")
_HIGH_LINE = re.compile(rb"[^\r\n]*[\x80-\xff][^\r\n]*")
_SAMPLE = 1 << 16
# letters of DOS and Mac within words, where cp1252 has signs and capitals
_OLD_LETTER = re.compile(rb"(?<=[A-Za-z])[\x81-\x90\x98\x99\x9b\x9d\x9f]")
_NEW_LETTER = re.compile(rb"[\xc0-\xff]")
_OLD = ("cp850", "mac_roman")
_MIN_OLD = 3  # letters; fewer are names with a rare one
_USUAL = frozenset("éèêàâçäöüßñáíóúôîëïåøæ")  # letters of Western Europe


def detect_encoding(head: bytes) -> str:
    """Name the encoding of a file by its first bytes."""
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    start = head[:4096]
    if len(start) > 3 and start.count(0) * 3 > len(start):
        little = start[1::2].count(0) > start[::2].count(0)
        return "utf-16-le" if little else "utf-16-be"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return choose_encoding(head)[0]
    return "utf-8"


def known_encoding(name: str | None) -> str | None:
    """Check the name of an encoding; None stays None, to be detected.

    >>> known_encoding("latin-1"), known_encoding(None)
    ('latin-1', None)
    """
    if name is None or _is_text_encoding(name):
        return name
    raise OptionError(
        expected="an encoding that Python knows, such as utf-8, cp1252 or utf-16",
        got=repr(name),
        where="encoding",
    )


def _is_text_encoding(name: str) -> bool:
    try:
        "a".encode(name)
    except (LookupError, ValueError):
        return False
    return True


def choose_encoding(data: bytes) -> tuple[str, str]:
    """Name the encoding of bytes that are not all UTF-8, and how to treat errors."""
    whole = len(_MULTIBYTE.findall(data))
    broken = len(_HIGH_BYTES.findall(_MULTIBYTE.sub(b"", data)))
    if whole >= 3 * broken:
        return "utf-8", "replace"
    return _legacy_encoding(data), "replace"


def _legacy_encoding(data: bytes) -> str:
    import charset_normalizer  # most files do without

    lines = b"\n".join(_HIGH_LINE.findall(data, 0, 64 * _SAMPLE))[:_SAMPLE]
    best = charset_normalizer.from_bytes(lines).best()
    if old := _old_encoding(lines):
        return old
    if best is None:
        return "cp1252"
    if best.encoding in _CENTRAL and best.language in _CENTRAL_LANGUAGES:
        is_same = lines.decode(best.encoding) == lines.decode("cp1252", "replace")
        return "cp1252" if is_same else best.encoding
    high = len(_HIGH_BYTES.findall(lines))
    letters = high + len(_LETTERS.findall(lines))
    is_script = best.encoding in _OTHER_SCRIPTS and high > max(20, letters // 3)
    return best.encoding if is_script else "cp1252"


def _old_encoding(lines: bytes) -> str | None:
    """Tell the encodings of DOS and of old Macs, or None.

    >>> _old_encoding("Müller, Jörg, Käthe, Hôtel, Généve".encode("mac_roman"))
    'mac_roman'
    >>> _old_encoding("Müller, Jörg, Käthe".encode("cp1252")) is None
    True
    """
    n_old = len(_OLD_LETTER.findall(lines))
    if n_old < max(_MIN_OLD, 2 * len(_NEW_LETTER.findall(lines))):
        return None
    texts = {name: lines.decode(name) for name in _OLD}
    return max(_OLD, key=lambda name: sum(c in _USUAL for c in texts[name]))
