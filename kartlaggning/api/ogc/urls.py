"""The addresses of OGC API – Features, as the standard has them."""

from django.urls import path

from kartlaggning.api.ogc import views
from kartlaggning.api.views.service import UnknownAddress

app_name = "ogc"
urlpatterns = [
    path("ogc", views.Landing.as_view(), name="landing"),
    path("ogc/", views.Landing.as_view()),
    path("ogc/conformance", views.Conformance.as_view(), name="conformance"),
    path("ogc/api", views.Api.as_view(), name="api"),
    path("ogc/collections", views.Collections.as_view(), name="collections"),
    path("ogc/collections/<str:collection>", views.CollectionOf.as_view(), name="collection"),
    path("ogc/collections/<str:collection>/items", views.Items.as_view(), name="items"),
    path("ogc/collections/<str:collection>/items/<str:feature>", views.Item.as_view(), name="item"),
    path("ogc/<path:rest>", UnknownAddress.as_view()),
]
