"""The addresses of hiding and redacting, below /personal/."""

from django.urls import path

from kartlaggning.staff.views import removals

PATHS = [
    path("borttagningar/", removals.removal_list, name="removals"),
    path("borttagningar/dolj/", removals.hide, name="hide_scene"),
    path("borttagningar/begar/", removals.ask, name="ask_removal"),
    path("borttagningar/<int:pk>/", removals.removal, name="removal"),
    path("borttagningar/<int:pk>/adresser/", removals.addresses, name="removal_addresses"),
    *(
        path(f"borttagningar/<int:pk>/{act}/", removals.act, {"act": act}, name=f"removal_{act}")
        for act in removals.ACTS
    ),
]
