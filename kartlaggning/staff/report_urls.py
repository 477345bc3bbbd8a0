"""The staff side's addresses of reports that answer a question about an area."""

from django.urls import URLPattern

PATHS: list[URLPattern] = []
