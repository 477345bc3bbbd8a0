"""The addresses of disposal decisions and masked copies, below /personal/."""

from django.urls import URLPattern

PATHS: list[URLPattern] = []
