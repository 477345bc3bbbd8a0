"""The staff side's addresses of cooperation, checks of closed scenes, studies and contacts."""

from django.urls import URLPattern

PATHS: list[URLPattern] = []
