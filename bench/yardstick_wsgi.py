"""The yardstick as a server runs it: plain Django, nothing in front."""

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
