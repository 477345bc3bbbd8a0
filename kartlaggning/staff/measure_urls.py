"""The staff side's addresses of the register of measures."""

from django.urls import URLPattern

PATHS: list[URLPattern] = []
