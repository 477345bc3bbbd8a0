"""What is checked in an XLSX file before it is read: its size unpacked, and that no cell computes or lies far out.

The reader makes room for every cell up to the last one and copies each shared text into each cell that uses it, so
both are measured here first, by a parser that keeps nothing.
"""

import re
import zipfile
from dataclasses import dataclass, field
from io import BytesIO
from xml.parsers import expat

from kartlaggning.errors import ImportProblem

MOST_MEMBERS = 1_000
LARGEST_UNPACKED = 100_000_000  # bytes
RATIO_FROM = 10_000_000  # bytes; a small file may be packed as hard as it likes
LARGEST_RATIO = 100
LARGEST_TEXT = 100_000_000  # characters in all cells together
_NEEDED = ("[content_types].xml", "xl/workbook.xml")
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_VALUES = ("v", "is", "f")


def check_workbook(content: bytes, *, rows: int, columns: int) -> None:
    """Raise ImportProblem where the bytes are no XLSX file, or one that holds more than is read, or a formula."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            _check_members(archive, len(content))
            _check_parts([archive.read(member) for member in archive.infolist()], rows, columns)
    except ImportProblem:
        raise
    except Exception as error:  # a broken archive breaks in many ways
        raise ImportProblem("Filen är inte en hel Excelfil. Spara om den som .xlsx.") from error


def _check_members(archive: zipfile.ZipFile, packed: int) -> None:
    members = archive.infolist()
    names = {member.filename.lower() for member in members}
    if not names.issuperset(_NEEDED):
        raise ImportProblem("Filen är inte en Excelfil av slaget .xlsx. Spara om den som .xlsx.")
    if len(members) > MOST_MEMBERS:
        raise ImportProblem(f"Filen består av {len(members)} delar. Högst {MOST_MEMBERS} tas emot.")
    if any(member.flag_bits & 1 for member in members):
        raise ImportProblem("Filen är krypterad. Spara om den utan lösenord.")
    if any(name.endswith("vbaproject.bin") for name in names):
        raise ImportProblem("Filen innehåller makron. Spara om den som .xlsx utan makron.")
    # The sizes are what the archive states; zipfile gives out no more than that, and fails where the part is longer.
    unpacked = sum(member.file_size for member in members)
    if unpacked > LARGEST_UNPACKED:
        raise ImportProblem(f"Filen blir större än {LARGEST_UNPACKED // 1_000_000} MB uppackad och läses inte.")
    if unpacked > RATIO_FROM and unpacked > LARGEST_RATIO * packed:
        raise ImportProblem("Filen är packad så hårt att den inte kan vara en vanlig tabell. Den läses inte.")


def _check_parts(parts: list[bytes], rows: int, columns: int) -> None:
    read = [_Part(rows, columns) for _part in parts]
    for part, content in zip(read, parts, strict=True):
        if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") or content[:2] in (b"\xff\xfe", b"\xfe\xff"):
            part.parse(content)
        elif b"sheetData" in content:
            raise ImportProblem("Filen är inte en hel Excelfil. Spara om den som .xlsx.")
    lengths = [length for part in read for length in part.text_lengths]
    shared = [index for part in read for index in part.shared if index < len(lengths)]
    if sum(lengths[index] for index in shared) > LARGEST_TEXT:
        raise ImportProblem("Filen innehåller mer text än vad som läses.")
    _refuse("formler", [cell for part in read for cell in part.formulas])
    _refuse("felvärden", [cell for part in read for cell in part.faults])


def _refuse(what: str, cells: list[str]) -> None:
    if cells:
        others = f" och {len(cells) - 1} andra" if len(cells) > 1 else ""
        raise ImportProblem(
            f"Filen innehåller {what}: cell {cells[0]}{others}. Formler räknas inte ut här. "
            "Kopiera tabellen till en ny fil med ”klistra in värden”, och läs in den."
        )


@dataclass
class _Part:
    """One XML part while it is parsed: the cells of a worksheet, or the texts that cells share."""

    rows: int
    columns: int
    root: str = ""
    row: int = 0
    column: int = 0
    kind: str = ""
    in_value: bool = False
    value: str = ""
    length: int = 0
    text_lengths: list[int] = field(default_factory=list)
    shared: list[int] = field(default_factory=list)
    formulas: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def parse(self, content: bytes) -> None:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.Parse(content, True)

    def _doctype(self, *_: object) -> None:
        raise ImportProblem("Filen definierar egna entiteter och läses inte. Spara om den som .xlsx.")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        self.root = self.root or local
        if local == "row":
            self.row = int(attributes.get("r", self.row + 1))
            self.column = 0
        elif local == "c":
            self._cell(attributes)
        elif local == "si":
            self.length = 0
        elif self.root == "worksheet" and local in _VALUES:
            self._content(local)

    def _cell(self, attributes: dict[str, str]) -> None:
        self.column += 1
        self.kind = attributes.get("t", "")
        if "r" in attributes:
            found = _REFERENCE.fullmatch(attributes["r"])
            if found is None:
                raise ImportProblem(f"Filen har en cell utan läge: ”{attributes['r'][:20]}”. Spara om den som .xlsx.")
            self.column, self.row = _column_number(found[1]), int(found[2])

    def _content(self, local: str) -> None:
        if self.row > self.rows or self.column > self.columns:
            raise ImportProblem(
                f"Cell {self._name} ligger utanför det som läses: högst {self.rows - 1} rader under rubrikerna och "
                f"{self.columns} kolumner."
            )
        if local == "f":
            self.formulas.append(self._name)
        elif self.kind == "e":
            self.faults.append(self._name)
        self.in_value, self.value = local == "v" and self.kind == "s", ""

    def _characters(self, text: str) -> None:
        if self.root == "sst":
            self.length += len(text)
        elif self.in_value:
            self.value += text

    def _end(self, name: str) -> None:
        local = name.rpartition(":")[2]
        if local == "si":
            self.text_lengths.append(self.length)
        elif local == "v" and self.in_value:
            self.shared.append(int(self.value))
            self.in_value = False

    @property
    def _name(self) -> str:
        return f"{column_letters(self.column)}{self.row}"


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number


def column_letters(number: int) -> str:
    """Return what a spreadsheet calls a column, counted from 1: A, B, … Z, AA."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
