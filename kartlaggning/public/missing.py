"""What a page answers when the editions do not hold what was asked for."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponseBase

from kartlaggning.errors import GoneFromEdition, NotFoundInEdition, TooManyQuestions
from kartlaggning.public.views.errors import gone, too_many

Arguments = ParamSpec("Arguments")
View = Callable[Concatenate[HttpRequest, Arguments], HttpResponseBase]


def missing_is_404(view: View[Arguments]) -> View[Arguments]:
    """Return the view with NotFoundInEdition turned into Http404; the 404 page shows the error's message.

    What has been taken away by decision is 410 with the reason instead; what is too much to make just now 429.
    """

    @wraps(view)
    def answered(request: HttpRequest, /, *args: Arguments.args, **kwargs: Arguments.kwargs) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except GoneFromEdition as error:
            return gone(request, str(error))
        except NotFoundInEdition as error:
            raise Http404(str(error)) from error
        except TooManyQuestions as error:
            return too_many(request, error.wait)

    return answered
