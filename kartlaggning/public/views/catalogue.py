"""What machines read first: the data catalogue, the sitemap, and what robots may do."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from kartlaggning.exports.catalogue import dcat
from kartlaggning.public.documents import document, made_once
from kartlaggning.public.publisher import the_publisher
from kartlaggning.public.reading import atlas_of
from kartlaggning.public.sitemap import sitemap_pages
from kartlaggning.selectors.editions import Atlas


def rdf_xml(request: HttpRequest) -> HttpResponse:
    """Answer the data catalogue as RDF/XML."""
    atlas = atlas_of(request)
    content = made_once("dcat.rdf", atlas, lambda: dcat.rdf_xml(dcat.catalogue(atlas, the_publisher())))
    return document(content, "application/rdf+xml")


def turtle(request: HttpRequest) -> HttpResponse:
    """Answer the data catalogue as Turtle."""
    atlas = atlas_of(request)
    content = made_once("dcat.ttl", atlas, lambda: dcat.turtle(dcat.catalogue(atlas, the_publisher())))
    return document(content, "text/turtle; charset=utf-8")


def sitemap(request: HttpRequest) -> HttpResponse:
    """Answer the addresses of all pages that are to be found, in both languages."""
    atlas = atlas_of(request)
    return document(made_once("sitemap", atlas, lambda: _sitemap(atlas)), "application/xml")


def _sitemap(atlas: Atlas) -> bytes:
    return render_to_string("sitemap.xml", {"pages": sitemap_pages(atlas, settings.SITE_URL)}).encode()


def robots(request: HttpRequest) -> HttpResponse:
    """Answer what search engines are to leave alone."""
    return render(request, "robots.txt", {"site_url": settings.SITE_URL}, content_type="text/plain; charset=utf-8")
