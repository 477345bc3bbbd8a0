"""Scenes: the open ones, the closed ones, and one by itself."""

from collections.abc import Mapping

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_view

from kartlaggning.api import selection, shapes
from kartlaggning.api.answers import Document
from kartlaggning.api.description import Shape, described
from kartlaggning.api.formats import Format
from kartlaggning.api.geo import GEO_FORMATS, collection, content_crs
from kartlaggning.api.members import edition_members, lineage_event
from kartlaggning.api.query import ClosedScenesQuery, SceneQuery, ScenesQuery
from kartlaggning.api.question import Question
from kartlaggning.api.scene_csv import scene_csv
from kartlaggning.api.views.base import ResourceView
from kartlaggning.errors import NotFoundInEdition
from kartlaggning.exports.columns import public_values
from kartlaggning.exports.formats.geojson import legacy_crs, scene_feature, scene_feature_bytes
from kartlaggning.exports.rows import PublishedRow, publish
from kartlaggning.swedish import enumerate_words

SCENE_SHAPES: Mapping[Format, Shape | OpenApiTypes] = {
    Format.GEOJSON: shapes.SceneFeatureCollection,
    Format.JSON: shapes.SceneList,
    Format.CSV: OpenApiTypes.STR,
}


class SceneCollection(ResourceView):
    """The scenes of one round that a query asks for."""

    formats = (*GEO_FORMATS, Format.CSV)

    def document(self, question: Question) -> Document:
        """Return the scenes asked for."""
        items = selection.selected_rows(question.atlas, question.edition, question.values, question.scene_page)
        if question.format is Format.CSV:
            return scene_csv(question, items)
        members = edition_members(question, self.formats)
        return collection(question, items, members, name="scenes", row=public_values, feature=scene_feature_bytes)


@extend_schema_view(
    get=described(
        "scenes",
        "Platser i en kartläggning",
        "De öppna drogscenerna i en kartläggning, eller med status=closed de som upphörde i den. En upphörd plats har "
        "ingen gräns: den ritas med sin senaste, vars år står i outline_year. Platser vars läge inte är känt har "
        "geometry null. I JSON står samma rader utan gränser.",
        ScenesQuery,
        SCENE_SHAPES,
    )
)
class Scenes(SceneCollection):
    """The scenes of one round."""

    query = ScenesQuery


@extend_schema_view(
    get=described(
        "closed-scenes",
        "Platser som upphörde i en kartläggning",
        "Detsamma som /scenes med status=closed.",
        ClosedScenesQuery,
        SCENE_SHAPES,
    )
)
class ClosedScenes(SceneCollection):
    """The scenes that closed in one round."""

    query = ClosedScenesQuery


@extend_schema_view(
    get=described(
        "scene",
        "En plats",
        "En plats i en kartläggning, utan year den senaste där den finns med, och dess rader i alla kartläggningar.",
        SceneQuery,
        {Format.GEOJSON: shapes.SceneFeature, Format.JSON: shapes.SceneDetail},
        place={"id_or_slug": "Platsens nummer (S-0001) eller adressdel. En tidigare adressdel går också bra."},
    )
)
class Scene(ResourceView):
    """One scene in one round, with all its rounds."""

    query = SceneQuery
    formats = GEO_FORMATS

    def document(self, question: Question) -> Document:
        """Return the scene; raises NotFoundInEdition where there is none, or none in the year."""
        rounds = _rounds(question)
        shown = _shown(question, rounds)
        members = {
            **edition_members(question.of_year(shown.row.year), self.formats),
            "former_names": list(shown.row.former_names),
            "rounds": [public_values(item) for item in rounds],
            "lineage": [lineage_event(note) for note in shown.row.lineage],
        }
        if question.format is Format.JSON:
            return Document({**members, "scene": public_values(shown)})
        feature = scene_feature(shown, question.epsg)
        return Document({**feature, **legacy_crs(question.epsg), **members}, content_crs(question.epsg))


def _rounds(question: Question) -> tuple[PublishedRow, ...]:
    atlas = question.atlas
    return tuple(
        item
        for row in atlas.scene_history(question.place["id_or_slug"])
        for item in publish(atlas, atlas.edition(row.year), [row], question.scene_page)
    )


def _shown(question: Question, rounds: tuple[PublishedRow, ...]) -> PublishedRow:
    year = question.values.get("year", rounds[-1].row.year)
    for item in rounds:
        if item.row.year == year:
            return item
    years = enumerate_words([str(item.row.year) for item in rounds])
    raise NotFoundInEdition(f"Platsen finns inte i kartläggningen {year}. Den finns i {years}.")
