"""The addresses of the public pages, in Swedish; the same ones below /en/ are the English pages."""

from collections.abc import Callable

from django.http import HttpResponseBase
from django.urls import URLPattern, path

from kartlaggning.choices import AreaKind
from kartlaggning.public.keeping import kept_briefly
from kartlaggning.public.missing import missing_is_404
from kartlaggning.public.views import areas, messages, scene, scenes, statistics, texts
from kartlaggning.public.views import map as map_views

app_name = "public"


def page(route: str, view: Callable[..., HttpResponseBase], name: str, **fixed: AreaKind) -> URLPattern:
    """Return the route of a page to read; NotFoundInEdition, raised anywhere in the view, becomes the 404 page."""
    return path(route, kept_briefly(missing_is_404(view)), fixed, name=name)


def form(route: str, view: Callable[..., HttpResponseBase], name: str) -> URLPattern:
    """Return the route of a page with a form or its receipt: as `page`, but nobody keeps the answer."""
    return path(route, missing_is_404(view), name=name)


urlpatterns = [
    page("", map_views.map_page, "map"),
    page("inbaddad/", map_views.embed, "embed"),
    page("drogscener/", scenes.scene_list, "scenes"),
    page("drogscener/<slug:slug>/", scene.scene, "scene"),
    form("drogscener/<slug:slug>/meddelande/", messages.scene_message, "scene_message"),
    page("upphorda/", scenes.closed, "closed"),
    page("kommuner/", areas.area_list, "municipalities", kind=AreaKind.MUNICIPALITY),
    page("kommuner/<slug:slug>/", areas.area, "municipality", kind=AreaKind.MUNICIPALITY),
    page("stadsdelsomraden/", areas.area_list, "city_districts", kind=AreaKind.CITY_DISTRICT),
    page("stadsdelsomraden/<slug:slug>/", areas.area, "city_district", kind=AreaKind.CITY_DISTRICT),
    page("lokalpolisomraden/", areas.area_list, "police_areas", kind=AreaKind.POLICE_AREA),
    page("lokalpolisomraden/<slug:slug>/", areas.area, "police_area", kind=AreaKind.POLICE_AREA),
    page("statistik/", statistics.statistics, "statistics"),
    page("om/", texts.about, "about"),
    page("oppna-data/", texts.open_data, "open_data"),
    page("tillganglighet/", texts.accessibility, "accessibility"),
    form("tillganglighet/meddelande/", messages.accessibility_message, "accessibility_message"),
    form("meddelanden/<slug:receipt>/", messages.receipt, "receipt"),
    page("personuppgifter/", texts.privacy, "privacy"),
]
