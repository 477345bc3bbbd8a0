"""The staff side's addresses of imports of figures, their release, categories and limits."""

from django.urls import URLPattern

PATHS: list[URLPattern] = []
