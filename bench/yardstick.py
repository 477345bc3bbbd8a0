"""What we measure against: a plain djangorestframework-gis list view of an edition's rows."""

from django.urls import path
from rest_framework.generics import ListAPIView
from rest_framework.permissions import AllowAny
from rest_framework.renderers import JSONRenderer
from rest_framework_gis.filters import InBBoxFilter
from rest_framework_gis.serializers import GeoFeatureModelSerializer

from kartlaggning.models import EditionScene


class SceneSerializer(GeoFeatureModelSerializer):
    """Roughly the columns that the API gives."""

    class Meta:
        model = EditionScene
        geo_field = "outline"
        fields = (
            "public_id",
            "name",
            "slug",
            "status",
            "change",
            "area_m2",
            "provenance",
            "origin",
            "areas",
            "sources",
        )


class SceneList(ListAPIView[EditionScene]):
    """The open scenes of a year's current edition, perhaps of a box: `/<year>?in_bbox=west,south,east,north`."""

    serializer_class = SceneSerializer
    permission_classes = [AllowAny]
    renderer_classes = [JSONRenderer]
    pagination_class = None
    filter_backends = [InBBoxFilter]
    bbox_filter_field = "outline"
    bbox_filter_include_overlapping = True
    queryset = EditionScene.objects.filter(edition__state="current", status="open")

    def get_queryset(self):  # type: ignore[no-untyped-def] # as its documentation shows it
        """Return the rows of the year in the address."""
        return super().get_queryset().filter(edition__year=self.kwargs["year"])


urlpatterns = [path("<int:year>", SceneList.as_view())]
