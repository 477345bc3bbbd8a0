"""The addresses of the API, version 1."""

from django.urls import path

from kartlaggning.api.views import areas, changes, editions, follow_up, register, scenes, service

app_name = "api"
urlpatterns = [
    path("", service.Index.as_view(), name="index"),
    path("scenes", scenes.Scenes.as_view(), name="scenes"),
    path("scenes/<str:id_or_slug>", scenes.Scene.as_view(), name="scene"),
    path("closed-scenes", scenes.ClosedScenes.as_view(), name="closed_scenes"),
    path("municipalities", areas.Municipalities.as_view(), name="municipalities"),
    path("city-districts", areas.CityDistricts.as_view(), name="city_districts"),
    path("police-areas", areas.PoliceAreas.as_view(), name="police_areas"),
    path("editions", editions.Editions.as_view(), name="editions"),
    path("errata", editions.Errata.as_view(), name="errata"),
    path("changes", changes.ChangeList.as_view(), name="changes"),
    path("statistics", register.Statistics.as_view(), name="statistics"),
    path("published-figures", register.PublishedFigures.as_view(), name="published_figures"),
    path("measures", follow_up.Measures.as_view(), name="measures"),
    path("crimes", follow_up.Crimes.as_view(), name="crimes"),
    path("safety", follow_up.Safety.as_view(), name="safety"),
    path("api-info", service.ApiInfo.as_view(), name="api_info"),
    path("openapi.json", service.OpenApi.as_view(), name="openapi"),
    path("docs", service.docs, name="docs"),
    path("<path:rest>", service.UnknownAddress.as_view(), name="unknown"),
]
