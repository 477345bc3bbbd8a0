"""The addresses of disposal decisions and masked copies, below /personal/."""

from django.urls import path

from kartlaggning.staff.views import disposal

PATHS = [
    path("gallring/", disposal.overview, name="disposal"),
    path("gallring/beslut/", disposal.decide, name="disposal_decide"),
    path("gallring/<int:pk>/protokoll.csv", disposal.protocol, name="disposal_protocol"),
    path("kartlaggning/<int:year>/<str:public_id>/maskad-kopia/", disposal.copy, name="masked_copy"),
]
