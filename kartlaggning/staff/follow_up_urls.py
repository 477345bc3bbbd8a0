"""The staff side's addresses of the county against its aims, and what has worked elsewhere."""

from django.urls import path

from kartlaggning.staff.views import follow_up

PATHS = [
    path("uppfoljning/", follow_up.overview, name="follow_up"),
    path("uppfoljning/har-fungerat/", follow_up.what_worked, name="what_worked"),
    path("uppfoljning/har-fungerat/fil/", follow_up.what_worked_file, name="what_worked_file"),
]
