"""Which doors are open, and where."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.generic import RedirectView

from kartlaggning.api.views.service import UnknownAddress

urlpatterns = [
    path("api/v1/", include("kartlaggning.api.urls")),
    path("api/v1", RedirectView.as_view(pattern_name="api:index")),
    re_path(r"^api/", UnknownAddress.as_view()),
    path("", include("kartlaggning.api.ogc.urls")),
    path("personal/konto/", include("kartlaggning.staff.own_urls")),
    path("personal/", include("kartlaggning.staff.urls")),
    *i18n_patterns(path("", include("kartlaggning.public.urls")), prefix_default_language=False),
]

handler400 = "kartlaggning.public.views.errors.bad_request"
handler403 = "drogscener.refusals.forbidden"
handler404 = "drogscener.refusals.not_found"
handler500 = "kartlaggning.public.views.errors.server_error"
