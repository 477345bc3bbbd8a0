"""The addresses of publishing: editions, errata, preview links, recipients, below /personal/."""

from django.urls import URLPattern

PATHS: list[URLPattern] = []
