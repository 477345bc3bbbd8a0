"""What the archive package says of itself: the Swedish text file that whoever opens it reads first."""

from collections.abc import Iterable, Sequence

from django.utils.timezone import localdate

from kartlaggning.exports.package.asked import CODEBOOK
from kartlaggning.exports.source import PackageSource, PublishedFile
from kartlaggning.exports.words.edition_words import judged_period, publication
from kartlaggning.selectors.editions.atlas import Edition

LICENCE = "CC0 1.0, https://creativecommons.org/publicdomain/zero/1.0/deed.sv"


def readme(source: PackageSource, files: Sequence[PublishedFile]) -> str:
    """Return the text: what the package is, what its files hold, where all comes from, and how to check it."""
    parts = (
        _what_it_is(source),
        ["FILER", *_listed(files), *_beside_them(source)],
        _formats(),
        _origin(source.edition),
        _errata(source.edition),
        _licence(),
        _check(source),
    )
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def _what_it_is(source: PackageSource) -> list[str]:
    edition = source.edition
    lines = [f"{edition.title.upper()}", "Öppna drogscener i Stockholms län. Arkivpaket."]
    if edition.is_demonstration:
        lines.append("OBS! Utgåvan innehåller påhittade uppgifter, märkta ”exempel” respektive origin = example.")
    lines += ["", f"Beteckning: {edition.ref}"]
    facts = (
        ("Bedömd period", judged_period(edition)),
        ("Publicerad", publication(edition)),
        ("Diarienummer", edition.registration_number),
        ("Utgivare", source.publisher or "ingen myndighet; projektet Drogscener i Stockholms län"),
        ("Permanent adress", f"{source.site_url}/utgavor/{edition.ref}/"),
    )
    return lines + [f"{label}: {value}" for label, value in facts if value]


def _listed(files: Iterable[PublishedFile]) -> list[str]:
    return [f"- {file.path}: {file.title} ({file.media_type})" for file in files]


def _beside_them(source: PackageSource) -> list[str]:
    lines = []
    if source.asked.questions:
        lines.append(f"- {CODEBOOK}: frågorna i formuläret ”{source.asked.name}” med svarsalternativ och nycklar")
    return [
        *lines,
        "- rattelser.json: vad utgåvan rättar i den som den ersätter",
        "- manifest.json: filernas storlek och kontrollsumma, och kontrollsumman för uppgifterna som de är gjorda av",
        "- SHA256SUMS: kontrollsummor för alla filer i paketet",
        "",
        _asked(source),
    ]


def _asked(source: PackageSource) -> str:
    if not source.asked.name:
        return "Frågeformuläret finns inte med: omgången gjordes innan portalen fanns."
    if source.asked.left_out:
        return f"{source.asked.left_out} frågor som bara Polisen läser är utelämnade ur {CODEBOOK}."
    return "Alla formulärets frågor finns med."


def _formats() -> list[str]:
    return [
        "FORMAT",
        "CSV: UTF-8 med BOM, semikolon mellan kolumnerna, decimalkomma. Celler som liknar formler börjar med apostrof.",
        "GeoJSON: UTF-8, RFC 7946 (WGS 84), eller SWEREF 99 TM (EPSG:3006) där namnet säger det.",
        "GeoPackage: OGC GeoPackage, SQLite. XLSX: Office Open XML. PDF: PDF/UA-1. Bilder: SVG och PNG.",
        "Vad kolumnerna betyder står i datalexikonet. Ytor är räknade i SWEREF 99 TM.",
    ]


def _origin(edition: Edition) -> list[str]:
    lines = ["HÄRKOMST", f"Byggd {localdate(edition.built_at).isoformat()} ur kartläggningens godkända uppgifter."]
    lines += [f"Källa: {source}" for source in edition.sources]
    return [*lines, edition.note] if edition.note else lines


def _errata(edition: Edition) -> list[str]:
    if not edition.errata:
        return ["RÄTTELSER", "Utgåvan rättar ingen tidigare utgåva."]
    lines = ["RÄTTELSER"]
    for erratum in edition.errata:
        places = f" Platser: {', '.join(erratum.scenes)}." if erratum.scenes else " Gäller hela utgåvan."
        lines.append(
            f"- {erratum.what} Varför: {erratum.why} "
            f"Beslutat av {erratum.decided_by} {erratum.decided_on.isoformat()}.{places}"
        )
    return lines


def _licence() -> list[str]:
    return [
        "LICENS",
        LICENCE,
        "Licensen är projektets eget val tills en utgivare bestämmer.",
    ]


def _check(source: PackageSource) -> list[str]:
    return [
        "KONTROLLERA FILERNA",
        "sha256sum -c SHA256SUMS (Linux), shasum -a 256 -c SHA256SUMS (macOS), Get-FileHash (Windows PowerShell)",
        f"Kontrollsumma för uppgifterna som filerna är gjorda av: {source.rows_checksum}",
    ]
