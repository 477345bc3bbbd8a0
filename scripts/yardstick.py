"""What `make bench` measures against: the site plus a plain djangorestframework-gis list of the same rows."""

from django.urls import path
from rest_framework.generics import ListAPIView
from rest_framework.permissions import AllowAny
from rest_framework.renderers import JSONRenderer
from rest_framework_gis.serializers import GeoFeatureModelSerializer

from drogscener.urls import urlpatterns as site
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
    """The open scenes of 2024's current edition."""

    queryset = EditionScene.objects.filter(edition__year=2024, edition__state="current", status="open")
    serializer_class = SceneSerializer
    permission_classes = [AllowAny]
    renderer_classes = [JSONRenderer]
    pagination_class = None


urlpatterns = [path("yardstick", SceneList.as_view()), *site]
