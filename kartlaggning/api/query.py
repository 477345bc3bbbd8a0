"""The parameters of the API: read strictly, so that a misspelt filter is refused and never ignored."""

import math
import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, cast
from urllib.parse import parse_qsl

from rest_framework import serializers

from kartlaggning.api.formats import Format
from kartlaggning.choices import Status
from kartlaggning.geometry.projection import SWEREF, WGS84
from kartlaggning.selectors.editions.filters import STATUSES
from kartlaggning.swedish import enumerate_words

MAX_LIMIT = 1000
MAX_PAGE = 100_000
MAX_DISTANCE_M = 50_000
MAX_PARAMETERS = 50
_DECIMALS = r"(?:\.[0-9]{1,15})?"
_LONGITUDE = rf"-?(?:180(?:\.0{{1,15}})?|(?:1[0-7][0-9]|[1-9]?[0-9]){_DECIMALS})"
_LATITUDE = rf"-?(?:90(?:\.0{{1,15}})?|[1-8]?[0-9]{_DECIMALS})"
_POINT = f"{_LONGITUDE},{_LATITUDE}"
_LETTER = "[A-Za-z0-9ÅÄÖåäö]"
AREA_PATTERN = f"^{_LETTER}([A-Za-z0-9ÅÄÖåäö/ -]*{_LETTER})?$"
POINT_PATTERN = f"^{_POINT}$"
BBOX_PATTERN = f"^{_POINT},{_POINT}$"
EDITION_PATTERN = r"^[0-9]{4}(-exempel)?-r[0-9]{1,4}$"
ROUND_PATTERN = r"^[0-9]{4}((-exempel)?-r[0-9]{1,4})?$"
EPSG_BY_NAME = {"EPSG:4326": WGS84, "EPSG:3006": SWEREF}


def read_query_string(raw: str) -> dict[str, str]:
    """Return the parameters of a query string; raises ValidationError where it is not UTF-8 or repeats one."""
    try:
        pairs = parse_qsl(
            raw.encode("latin-1").decode("utf-8"),
            keep_blank_values=True,
            strict_parsing=bool(raw),
            errors="strict",
            max_num_fields=MAX_PARAMETERS,
        )
    except ValueError as error:  # UnicodeDecodeError is one
        raise serializers.ValidationError("Frågan efter ? ska vara namn=värde i UTF-8, skilda åt av &.") from error
    values = dict(pairs)
    if len(values) < len(pairs):
        repeated = {name: ["Ange den bara en gång."] for name in values if [n for n, _v in pairs].count(name) > 1}
        raise serializers.ValidationError(repeated)
    return values


class WholeNumber(serializers.IntegerField):
    """A whole number in plain digits; DRF's own field also takes spaces, underscores and `2024.0`."""

    def to_internal_value(self, data: Any) -> int:
        """Return the number; refuses anything but digits."""
        if not re.fullmatch(r"-?[0-9]{1,9}", str(data)):
            self.fail("invalid")
        return super().to_internal_value(data)


class Choice(serializers.ChoiceField):
    """One of a few values; a refusal names them."""

    def __init__(self, choices: Sequence[str], **options: Any) -> None:
        message = f"Det går att ange {enumerate_words(choices, 'eller')}."
        super().__init__(choices, error_messages={"invalid_choice": message}, **options)


class Metres(serializers.FloatField):
    """A finite number of metres; DRF's own field also takes `nan`, `inf` and underscores."""

    def to_internal_value(self, data: Any) -> float:
        """Return the number; refuses what is not finite."""
        if not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?(e[+-]?[0-9]{1,3})?", str(data), re.IGNORECASE):
            self.fail("invalid")
        value = super().to_internal_value(data)
        return value if math.isfinite(value) else self.fail("invalid")


class Degrees(serializers.RegexField):
    """Degrees of longitude and latitude in turn, separated by commas."""

    default_error_messages = {
        "invalid": "Skriv decimaltal i grader med punkt och komma emellan, longitud före latitud."
    }

    def to_internal_value(self, data: Any) -> Any:
        """Return the numbers as a tuple of floats."""
        text = super().to_internal_value(data)
        self.run_validators(text)
        return tuple(float(part) for part in text.split(","))

    def run_validators(self, value: Any) -> None:
        """Check the text; the tuple made of it needs no further check."""
        if isinstance(value, str):
            super().run_validators(value)


class Query(serializers.Serializer[None]):
    """What every resource takes. Field names are written with a hyphen in the address."""

    f = Choice([Format.JSON.value], required=False, help_text="Format. Går före Accept.")

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """Return the fields by their names in the address."""
        fields = cast("Mapping[str, serializers.Field[Any, Any, Any, Any]]", super().get_fields())
        return {name.rstrip("_").replace("_", "-"): field for name, field in fields.items()}

    @classmethod
    def read(cls, values: Mapping[str, str]) -> dict[str, Any]:
        """Return the checked parameters by name, defaults filled in; raises ValidationError."""
        query = _prepared(cls)
        unknown = [name for name in values if name not in query.fields]
        if unknown:
            known = ", ".join(query.fields)
            raise serializers.ValidationError({name: [f"Den finns inte här. Här finns {known}."] for name in unknown})
        return dict(query.run_validation(dict(values)))


@cache
def _prepared(kind: type[Query]) -> Query:
    """Return one query of a kind, for all that ask: to make its fields takes longer than to read with them."""
    return kind()


class EditionRef(serializers.RegexField):
    """The reference of an edition, as in `2024-r1`."""

    def __init__(self, **options: Any) -> None:
        super().__init__(EDITION_PATTERN, max_length=20, **options)


def paged_limit() -> WholeNumber:
    """Return the parameter that says how many stand on a page."""
    return WholeNumber(
        required=False,
        min_value=1,
        max_value=MAX_LIMIT,
        help_text=f"Högst så många poster per sida. Utan limit och page kommer allt; med bara page är den {MAX_LIMIT}.",
    )


def paged_number() -> WholeNumber:
    """Return the parameter that says which page."""
    return WholeNumber(
        required=False,
        min_value=1,
        max_value=MAX_PAGE,
        help_text="Sidans nummer från 1. En sida efter den sista ger 404.",
    )


def municipality_field() -> serializers.RegexField:
    """Return the parameter that limits to a municipality."""
    text = "Kommun, med namn (Stockholm), kod (0180) eller som i adressen (stockholm)."
    return serializers.RegexField(AREA_PATTERN, required=False, max_length=80, help_text=text)


def city_district_field() -> serializers.RegexField:
    """Return the parameter that limits to a city district."""
    text = "Stadsdelsområde, med namn (Norra innerstaden) eller som i adressen (norra-innerstaden)."
    return serializers.RegexField(AREA_PATTERN, required=False, max_length=80, help_text=text)


def police_area_field() -> serializers.RegexField:
    """Return the parameter that limits to a police area."""
    text = "Lokalpolisområde, med namn (Norrmalm) eller som i adressen (norrmalm)."
    return serializers.RegexField(AREA_PATTERN, required=False, max_length=80, help_text=text)


class YearQuery(Query):
    """A resource that belongs to one survey round or one year."""

    year = WholeNumber(
        required=False,
        min_value=1,
        max_value=9999,
        help_text="Kartläggningens år. Utan den gäller den senaste. Ett år som inte finns ger 404.",
    )
    edition = EditionRef(
        required=False,
        help_text="Utgåvans beteckning. Även en ersatt revision svarar som den publicerades. En återkallad ger 410.",
    )


class GeoQuery(YearQuery):
    """A collection that can be drawn and paged."""

    f = Choice(
        [Format.GEOJSON.value, Format.JSON.value],
        required=False,
        help_text="Format. Går före Accept. JSON är utan gränser.",
    )
    crs = Choice(
        list(EPSG_BY_NAME),
        default="EPSG:4326",
        help_text="Koordinatsystem i GeoJSON. EPSG:4326 är longitud, latitud i grader med fem decimaler. EPSG:3006 "
        "(SWEREF 99 TM) är E, N i meter med två decimaler, med Content-Crs och medlemmen crs.",
    )


class PagedQuery(GeoQuery):
    """A collection that is given whole, or page by page."""

    limit = paged_limit()
    page = paged_number()


class ClosedScenesQuery(PagedQuery):
    """Which scenes, by area and place."""

    f = Choice(
        [format_.value for format_ in Format],
        required=False,
        help_text="Format. Går före Accept. JSON och CSV är utan gränser. CSV är för svenska kalkylprogram: semikolon, "
        "decimalkomma, rubriker på svenska.",
    )
    municipality = municipality_field()
    city_district = city_district_field()
    police_area = police_area_field()
    bbox = Degrees(
        BBOX_PATTERN,
        required=False,
        max_length=90,
        help_text="Väst, syd, öst, nord i grader (WGS 84): platser vars gräns verkligen når in i rutan. Två motstående "
        "hörn i annan ordning ger samma ruta.",
    )
    near = Degrees(
        POINT_PATTERN,
        required=False,
        max_length=45,
        help_text="Longitud, latitud i grader (WGS 84): platser inom distance meter från punkten.",
    )
    distance = Metres(
        default=500.0,
        min_value=0,
        max_value=MAX_DISTANCE_M,
        help_text="Meter från near till gränsens närmaste punkt, mätt i SWEREF 99 TM. Gäller bara ihop med near.",
    )


class ScenesQuery(ClosedScenesQuery):
    """Which scenes, by status, area and place."""

    status = Choice(
        list(STATUSES),
        default=Status.OPEN.value,
        help_text="open: öppna. closed: de som upphörde i kartläggningen. all: båda.",
    )


class SceneQuery(GeoQuery):
    """One scene."""


class FollowUpQuery(YearQuery):
    """A table of what follows the scenes up, as JSON or CSV, whole or page by page."""

    f = Choice(
        [Format.JSON.value, Format.CSV.value],
        required=False,
        help_text="Format. Går före Accept. CSV är för svenska kalkylprogram: semikolon, decimalkomma, rubriker på "
        "svenska.",
    )
    limit = paged_limit()
    page = paged_number()


class SceneFollowUpQuery(FollowUpQuery):
    """Such a table about scenes, limited by area or to one scene."""

    municipality = municipality_field()
    city_district = city_district_field()
    police_area = police_area_field()
    scene = serializers.RegexField(
        r"^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?$",
        required=False,
        max_length=120,
        help_text="Platsen, med nummer (S-0001) eller som i adressen (sergels-torg-klara).",
    )


class FiguresQuery(Query):
    """Which published figures: without `year` all."""

    year = WholeNumber(required=False, min_value=1, max_value=9999, help_text="Kartläggningens år. Utan det alla år.")


class ChangesQuery(Query):
    """Which two rounds are compared, each by its year or by one of its editions."""

    from_ = serializers.RegexField(
        ROUND_PATTERN,
        required=False,
        max_length=20,
        help_text="Den ena kartläggningen: år (2023) eller utgåva (2023-r1). Utan den gäller den före to.",
    )
    to = serializers.RegexField(
        ROUND_PATTERN,
        required=False,
        max_length=20,
        help_text="Den andra: år eller utgåva. Utan den gäller den senaste.",
    )
