"""Files made to hang a reader or to fill its memory, each built by a function."""

from __future__ import annotations

import gzip
import zipfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

HEADER = b"Id,Name,Phone\n"
ROW = b"2,B,(212) 555-0101\n"
MB = 1_000_000

_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType='
    '"application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.'
    'openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.'
    'openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def _relations(kind: str, target: str) -> str:
    return (
        "<Relationships xmlns="
        '"http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        "</Relationships>"
    )


def _workbook(path: Path, sheet: Iterable[bytes]) -> None:
    """Write a workbook whose one sheet is this XML."""
    book = (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _relations("officeDocument", "xl/workbook.xml"))
        archive.writestr("xl/workbook.xml", book)
        relations = _relations("worksheet", "worksheets/sheet1.xml")
        archive.writestr("xl/_rels/workbook.xml.rels", relations)
        with archive.open("xl/worksheets/sheet1.xml", "w") as file:
            for piece in sheet:
                file.write(piece)


def _row(*cells: str) -> bytes:
    inner = "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in cells)
    return f"<row>{inner}</row>".encode()


_BEGIN = f'<worksheet xmlns="{_MAIN}"><sheetData>'.encode()
_END = b"</sheetData></worksheet>"
_HEAD = _row("Id", "Name", "Phone")


def _of(*pieces: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(b"".join(pieces))


def _gzip_bomb(path: Path) -> None:
    with gzip.open(path, "wb", compresslevel=1) as file:
        file.write(HEADER)
        for _ in range(400):
            file.write(b"x" * MB)


def _zip_bomb(path: Path) -> None:
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("a.csv", "w") as file,
    ):
        file.write(HEADER)
        for _ in range(400):
            file.write(b"x" * MB)


def _workbook_bomb(path: Path) -> None:
    _workbook(path, [_BEGIN, _HEAD, *[b" " * MB] * 300, _END])


def _entity_bomb(path: Path) -> None:
    """A billion laughs."""
    entities = "".join(
        f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9)
    )
    doctype = f'<!DOCTYPE x [<!ENTITY a "{"lol" * 10}">{entities}]>'.encode()
    _workbook(path, [doctype, _BEGIN, _HEAD, _row("1", "&j;", "2125550101"), _END])


def _foreign_entity(path: Path) -> None:
    """A cell that is another file of this machine."""
    other = path.parent / "other.txt"
    other.write_text("(212) 555-0177")
    doctype = f'<!DOCTYPE x [<!ENTITY a SYSTEM "{other.as_uri()}">]>'.encode()
    _workbook(path, [doctype, _BEGIN, _HEAD, _row("1", "A", "&a;"), _END])


# Runs of what a regular expression of ours or of phonenumbers looks for.
_RUNS = (
    *("(" * 240, "(" * 120 + ")" * 120, "1" * 240, "1 " * 120, "ext" * 80, "1," * 120),
    *("x1" * 120, "-" * 239 + "1", "+" * 240, "a" * 240, "(a)" * 80, "[a" * 120),
    *("; a" * 80, " ; " * 80, "1/" * 120, "212-555-0101/" * 19, "&#8206;" * 35),
    *("1e" * 120, ".," * 120 + "0", "(0)" * 80, "tel:" * 60, "0" * 100 + "x" * 100),
    *("1 - " * 60, "ab12" * 60, "12.5" * 60, "=" * 240, '="' * 120, "\uff11" * 80),
)


def _runs(path: Path) -> None:
    rows = [f'{i},A,"{run}"\n' for i, run in enumerate(_RUNS * 20) if '"' not in run]
    path.write_text(HEADER.decode() + "".join(rows) + ROW.decode(), "utf-8")


# name -> how to build it, and what is said of it ("" where it is read)
HOSTILE: Mapping[str, tuple[Callable[[Path], object], str]] = {
    "cell-of-10-mb.csv": (_of(HEADER, b'1,A,"', b"5" * 10 * MB, b'"\n', ROW), ""),
    "line-of-100-mb.csv": (
        _of(HEADER, b"1,A,", b"x" * 100 * MB, b"\n", ROW),
        "line-of-100-mb.csv: expected lines of at most 64 MB, got a longer one",
    ),
    "100000-columns.csv": (
        _of(b",".join([b"Phone"] * 100_000), b"\n", b"," * 99_999, b"\n"),
        "expected a header with 1 to 20,000 columns, got 100,000",
    ),
    "million-quotes.csv": (_of(HEADER, b'"' * (MB + 1), b"\n", ROW), ""),
    "open-quotes.csv": (_of(HEADER, b'1,A"x,5\n2,"B,6\n' * 50_000, ROW), ""),
    "blank-lines.csv": (_of(HEADER, b"\n" * 3 * MB, ROW), ""),
    "runs.csv": (_runs, ""),
    "bomb.csv.gz": (_gzip_bomb, "expected"),
    "bomb.zip": (_zip_bomb, "expected"),
    "bomb.xlsx": (_workbook_bomb, "expected at most 256 MB when unpacked, got more"),
    "entities.xlsx": (_entity_bomb, "expected a workbook that can be opened"),
    "foreign-entity.xlsx": (_foreign_entity, "expected a workbook that can be opened"),
}
DEEP = b"[" * MB + b"]" * MB
DEEP_OBJECT = b'{"userSettings":' * 100_000 + b"1" + b"}" * 100_000
HUGE_NUMBER = b'{"userSettings":' + b"9" * MB + b"}"
