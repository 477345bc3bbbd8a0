"""The addresses of the public pages, in Swedish; the same ones below /en/ are the English pages."""

from collections.abc import Callable

from django.http import HttpResponseBase
from django.urls import URLPattern, path

from kartlaggning.choices import AreaKind
from kartlaggning.public.documents import at_one_address
from kartlaggning.public.keeping import kept_briefly
from kartlaggning.public.missing import missing_is_404
from kartlaggning.public.views import (
    aims,
    area_answers,
    area_reports,
    areas,
    catalogue,
    change,
    cooperation,
    edition_files,
    editions,
    figures,
    measures,
    messages,
    news,
    scene,
    scenes,
    statistics,
    texts,
)
from kartlaggning.public.views import map as map_views

app_name = "public"


def page(route: str, view: Callable[..., HttpResponseBase], name: str, **fixed: AreaKind) -> URLPattern:
    """Return the route of a page to read; NotFoundInEdition, raised anywhere in the view, becomes the 404 page."""
    return path(route, kept_briefly(missing_is_404(view)), fixed, name=name)


def form(route: str, view: Callable[..., HttpResponseBase], name: str) -> URLPattern:
    """Return the route of a page with a form or its receipt: as `page`, but nobody keeps the answer."""
    return path(route, missing_is_404(view), name=name)


def document(route: str, view: Callable[..., HttpResponseBase], name: str, **fixed: AreaKind) -> URLPattern:
    """Return the route of a file or another document for programs: as `page`, at one address for both languages."""
    return path(route, kept_briefly(at_one_address(missing_is_404(view))), fixed, name=name)


urlpatterns = [
    page("", map_views.map_page, "map"),
    page("inbaddad/", map_views.embed, "embed"),
    page("drogscener/", scenes.scene_list, "scenes"),
    page("drogscener/<slug:slug>/", scene.scene, "scene"),
    form("drogscener/<slug:slug>/meddelande/", messages.scene_message, "scene_message"),
    page("upphorda/", scenes.closed, "closed"),
    page("kommuner/", areas.area_list, "municipalities", kind=AreaKind.MUNICIPALITY),
    page("kommuner/<slug:slug>/", areas.area, "municipality", kind=AreaKind.MUNICIPALITY),
    page("kommuner/<slug:slug>/svar/", area_answers.answer, "municipality_answer", kind=AreaKind.MUNICIPALITY),
    document(
        "kommuner/<slug:slug>/svar.pdf",
        area_answers.answer_file,
        "municipality_answer_file",
        kind=AreaKind.MUNICIPALITY,
    ),
    document(
        "kommuner/<slug:slug>/rapport.pdf", area_reports.area_report, "municipality_report", kind=AreaKind.MUNICIPALITY
    ),
    page("stadsdelsomraden/", areas.area_list, "city_districts", kind=AreaKind.CITY_DISTRICT),
    page("stadsdelsomraden/<slug:slug>/", areas.area, "city_district", kind=AreaKind.CITY_DISTRICT),
    page(
        "stadsdelsomraden/<slug:slug>/svar/", area_answers.answer, "city_district_answer", kind=AreaKind.CITY_DISTRICT
    ),
    document(
        "stadsdelsomraden/<slug:slug>/svar.pdf",
        area_answers.answer_file,
        "city_district_answer_file",
        kind=AreaKind.CITY_DISTRICT,
    ),
    document(
        "stadsdelsomraden/<slug:slug>/rapport.pdf",
        area_reports.area_report,
        "city_district_report",
        kind=AreaKind.CITY_DISTRICT,
    ),
    page("lokalpolisomraden/", areas.area_list, "police_areas", kind=AreaKind.POLICE_AREA),
    page("lokalpolisomraden/<slug:slug>/", areas.area, "police_area", kind=AreaKind.POLICE_AREA),
    page("lokalpolisomraden/<slug:slug>/svar/", area_answers.answer, "police_area_answer", kind=AreaKind.POLICE_AREA),
    document(
        "lokalpolisomraden/<slug:slug>/svar.pdf",
        area_answers.answer_file,
        "police_area_answer_file",
        kind=AreaKind.POLICE_AREA,
    ),
    document(
        "lokalpolisomraden/<slug:slug>/rapport.pdf",
        area_reports.area_report,
        "police_area_report",
        kind=AreaKind.POLICE_AREA,
    ),
    page("nytt/", news.news, "news"),
    page("statistik/", statistics.statistics, "statistics"),
    page("uppfoljning/forandring/", change.change, "change"),
    document("uppfoljning/forandring.csv", change.change_csv, "change_csv"),
    page("uppfoljning/", aims.aims, "follow_up"),
    page("uppfoljning/brott/", figures.crimes, "crimes"),
    page("uppfoljning/brott/<slug:slug>/", figures.crimes_of_scene, "scene_crimes"),
    page("uppfoljning/trygghet/", figures.safety, "safety"),
    page("uppfoljning/samverkan/", cooperation.cooperation, "cooperation"),
    page("uppfoljning/studier/", cooperation.studies, "studies"),
    page("kontakter/", cooperation.contacts, "contacts"),
    page("uppfoljning/insatser/", measures.measures, "measures"),
    page("om/", texts.about, "about"),
    page("oppna-data/", texts.open_data, "open_data"),
    page("tillganglighet/", texts.accessibility, "accessibility"),
    form("tillganglighet/meddelande/", messages.accessibility_message, "accessibility_message"),
    form("meddelanden/<slug:receipt>/", messages.receipt, "receipt"),
    page("personuppgifter/", texts.privacy, "privacy"),
    page("utgavor/", editions.editions, "editions"),
    document("utgavor/flode.atom", editions.atom, "feed"),
    page("utgavor/senaste/", edition_files.latest, "latest"),
    page("utgavor/senaste/<int:year>/", edition_files.latest, "latest_of_year"),
    document("utgavor/senaste/<int:year>/<str:name>", edition_files.latest_file, "latest_file_of_year"),
    document("utgavor/senaste/<str:name>", edition_files.latest_file, "latest_file"),
    page("utgavor/<slug:ref>/", editions.edition, "edition"),
    page("utgavor/<slug:ref>/nytt/", news.edition_news, "edition_news"),
    document("utgavor/<slug:ref>/<str:name>", edition_files.edition_file, "edition_file"),
    document("datasets/dcat", catalogue.rdf_xml, "dcat"),
    document("datasets/dcat.ttl", catalogue.turtle, "dcat_turtle"),
    document("sitemap.xml", catalogue.sitemap, "sitemap"),
    document("robots.txt", catalogue.robots, "robots"),
]
