"""Which characters some bytes are: the declared charset where it can be true, else the likeliest.

Labels mean what browsers take them for (WHATWG Encoding Standard, section 4.2): latin-1 and us-ascii
are windows-1252, gb2312 is gb18030. A label that its bytes contradict is not believed.
"""

import codecs
import re

# Python's codec: the labels for it, in lower case, letters and digits only. Only these are ever
# looked up: a label is hostile input, and Python also has codecs named `zlib` and `punycode`.
_LABELS = {
    "ascii": "ascii usascii ansix341968 iso646us us unknown unknown8bit xunknown default none binary 7bit 8bit",
    "cp1252": "latin1 iso88591 iso885911987 isolatin1 l1 cp819 ibm819 windows1252 cp1252 xcp1252 win1252 ansi",
    "utf-8": "utf8 utf8mb4 unicode11utf8 xutf8 utf",
    "utf-7": "utf7 unicode11utf7",
    "utf-16-le": "utf16 utf16le unicode ucs2 csunicode iso10646ucs2",
    "utf-16-be": "utf16be unicodefffe",
    "gb18030": "gb2312 gb18030 gbk xgbk cp936 ms936 gb231280 chinese csgb2312 euccn",
    "hz": "hz hzgb2312",
    "big5hkscs": "big5 big5hkscs cnbig5 xxbig5 csbig5 cp950",
    "iso2022_jp_ext": "iso2022jp csiso2022jp iso2022jp1 iso2022jpext",
    "iso2022_jp_2": "iso2022jp2",
    "iso2022_kr": "iso2022kr csiso2022kr",
    "cp932": "shiftjis sjis xsjis mskanji windows31j cp932 csshiftjis",
    "euc_jp": "eucjp xeucjp ujis cseucpkdfmtjapanese",
    "cp949": "euckr ksc5601 ksc56011987 ksc56011989 cp949 windows949 uhc korean cseuckr",
    "koi8-r": "koi8r koi8 koi cskoi8r",
    "koi8-u": "koi8u koi8ru",
    "cp1251": "windows1251 cp1251 xcp1251 win1251",
    "cp866": "cp866 ibm866 866 csibm866",
    "iso8859-5": "iso88595 cyrillic csisolatincyrillic",
    "mac-cyrillic": "xmaccyrillic maccyrillic xmacukrainian",
    "mac-roman": "macintosh mac xmacroman macroman",
    "iso8859-2": "iso88592 latin2 l2",
    "iso8859-3": "iso88593 latin3",
    "iso8859-4": "iso88594 latin4 l4",
    "iso8859-6": "iso88596 arabic",
    "iso8859-7": "iso88597 greek greek8",
    "iso8859-8": "iso88598 iso88598i iso88598e hebrew",
    "cp1254": "iso88599 latin5 l5 windows1254 cp1254",
    "iso8859-10": "iso885910 latin6",
    "iso8859-13": "iso885913 latin7",
    "iso8859-14": "iso885914 latin8",
    "iso8859-15": "iso885915 latin9 latin0",
    "iso8859-16": "iso885916 latin10",
    "cp1250": "windows1250 cp1250 xcp1250",
    "cp1253": "windows1253 cp1253",
    "cp1255": "windows1255 cp1255",
    "cp1256": "windows1256 cp1256",
    "cp1257": "windows1257 cp1257",
    "cp1258": "windows1258 cp1258",
    "cp874": "windows874 cp874 tis620 iso885911",
    "cp437": "cp437 ibm437",
    "cp850": "cp850 ibm850",
}
_CODECS = {label: codec for codec, labels in _LABELS.items() for label in labels.split()}

# In the first two, bytes under 0x80 are not always ASCII; all these say by themselves when the bytes are not theirs.
_ESCAPING = frozenset(("iso2022_jp_ext", "iso2022_jp_2", "iso2022_kr"))
_SHIFTING = _ESCAPING | {"utf-7", "utf-16-le", "utf-16-be", "hz"}
_SELF_CHECKING = _SHIFTING | {"utf-8", "gb18030", "big5hkscs", "cp932", "euc_jp", "cp949"}
_UNLABELLED = (None, "ascii")

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))

# Where an HTML page says its charset; HTML Standard 13.2.3.2 looks at the first kilobyte, pages are laxer.
_DECLARED = re.compile(rb"""(?:charset|encoding)\s{0,9}=\s{0,9}["']?\s{0,9}([A-Za-z0-9][A-Za-z0-9_.:-]{1,40})""", re.I)
_DECLARED_WITHIN = 4096

_WORDS = re.compile(rb"[\x80-\xff]{3,}")
_HIGH = re.compile(rb"[\x80-\xff]+")
_CYRILLIC = ("cp1251", "koi8-r")
_COMMON_RUSSIAN = frozenset("оеаинтсрвл")  # two thirds of the letters of any Russian text
_ENOUGH_LETTERS = 6
_ENOUGH_FOR_UTF8 = 8


def _read_byte_as_cp1252(error: UnicodeError) -> tuple[str, int]:
    """Handler of decoding errors: one byte that is not UTF-8 is windows-1252, or U+FFFD."""
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.start + 1].decode("cp1252", "replace"), error.start + 1


codecs.register_error("jrld.cp1252", _read_byte_as_cp1252)


def decode(payload: bytes, charset: str | None) -> tuple[str, tuple[str, ...]]:
    """The text of `payload`, whatever its label says, and what had to be guessed, in words.

    Never raises. What no charset explains becomes U+FFFD. The text is not yet clean (see `clean`).
    """
    for bom, codec in _BOMS:
        if payload.startswith(bom):
            return _decoded(payload[len(bom) :], codec, codec, charset)
    declared = _find_codec(payload, charset)
    if payload.isascii() and declared not in _SHIFTING:
        return payload.decode("ascii"), ()
    return _decoded(payload, _choose_codec(payload, declared), declared, charset)


def find_declared_charset(page: bytes) -> str | None:
    """The charset that an HTML page declares near its start (`<meta charset>`, XML declaration)."""
    found = _DECLARED.search(page[:_DECLARED_WITHIN])
    return found[1].decode("ascii") if found else None


def _find_codec(payload: bytes, charset: str | None) -> str | None:
    label = re.sub(r"[^a-z0-9]", "", (charset or "")[:60].lower())
    codec = _CODECS.get(label)
    if codec in ("utf-16-le", "utf-16-be") and b"\0" not in payload:
        return None  # a page that can be read so far is not UTF-16 (HTML Standard 13.2.3.3)
    return codec


def _choose_codec(payload: bytes, declared: str | None) -> str:
    """The codec to read `payload` with: the declared one unless the bytes contradict it."""
    if declared in _SELF_CHECKING and _is_valid(payload, declared):
        return declared
    if declared in _ESCAPING and b"\x1b" in payload:
        return declared  # damaged, but nothing else is written so
    latin = declared == "cp1252" or declared in _UNLABELLED
    surely_utf8 = latin or declared in _SELF_CHECKING or _count_high(payload) >= _ENOUGH_FOR_UTF8
    if surely_utf8 and (_is_valid(payload, "utf-8") or _is_mostly_utf8(payload)):
        return "utf-8"
    if latin or declared in ("utf-8", "koi8-r", "koi8-u", "cp1251"):
        cyrillic = _find_cyrillic(payload, declared)
        if cyrillic:
            return cyrillic
    return "cp1252" if declared is None or latin else declared


def _is_valid(payload: bytes, codec: str) -> bool:
    try:
        payload.decode(codec)
    except UnicodeError:
        return False
    return True


def _count_high(payload: bytes) -> int:
    return sum(len(run[0]) for run in _HIGH.finditer(payload))


def _find_cyrillic(payload: bytes, declared: str | None) -> str | None:
    """cp1251 or KOI8-R, when the bytes are surely Russian in that charset and in no other.

    Russian puts nearly all its high bytes into words of three and more (French, German and smart quotes
    do not), and ten letters make up two thirds of it; in the wrong one of the two it looks like noise.
    """
    words = b"".join(_WORDS.findall(payload))
    if len(words) < _ENOUGH_LETTERS or len(words) < 0.6 * _count_high(payload):
        return None
    share = {codec: _share_of_common_letters(words.decode(codec, "replace")) for codec in _CYRILLIC}
    best = max(_CYRILLIC, key=lambda codec: share[codec])
    if share[best] < 0.5 or declared == best or (declared == "koi8-u" and best == "koi8-r"):
        return None
    worst = min(share.values())
    return best if worst < 0.4 or share[best] - worst > 0.3 else None  # in a few words chance can do much


def _share_of_common_letters(text: str) -> float:
    return sum(letter in _COMMON_RUSSIAN for letter in text.lower()) / len(text)


def _is_mostly_utf8(payload: bytes) -> bool:
    text = payload.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return sum(len(run) for run in re.findall(r"[^\x00-\x7f\ufffd]+", text)) > broken


def _decoded(payload: bytes, codec: str, declared: str | None, label: str | None) -> tuple[str, tuple[str, ...]]:
    """`payload` by `codec`, with the defects: another charset than declared, characters lost."""
    broken_utf8 = codec == "utf-8" and not _is_valid(payload, codec)
    text = payload.decode(codec, "jrld.cp1252" if broken_utf8 else "replace")
    shown = f"labelled {re.sub(r'[^!-~]', '?', label[:40])}" if label else "no charset given"
    defects = []
    if broken_utf8:
        defects.append(f"charset: {shown}, not valid: other bytes read as windows-1252")
    elif codec != declared:
        defects.append(f"charset: {shown}, read as {codec}")
    lost = text.count("\ufffd")
    if lost:
        defects.append(f"charset: {lost} characters cannot be decoded by {codec}")
    return text, tuple(defects)
