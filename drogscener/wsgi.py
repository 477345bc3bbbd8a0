"""The entry point for the production server."""

import os

from django.core.wsgi import get_wsgi_application
from django.utils.module_loading import import_string

from drogscener.finished import FinishedAnswers

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "drogscener.settings")

django = get_wsgi_application()
# By name, because it reaches tables, which can be imported only now that Django is set up.
application = FinishedAnswers(django, import_string("drogscener.public_state.public_state"))
