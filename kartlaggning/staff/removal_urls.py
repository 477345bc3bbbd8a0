"""The addresses of hiding and redaction of what is published, below /personal/."""

from django.urls import URLPattern

PATHS: list[URLPattern] = []
