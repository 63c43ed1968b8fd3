import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
site = get_wsgi_application()

from django.conf import settings  # noqa: E402 - the settings exist from here on

from lib.body import limit_body  # noqa: E402

application = limit_body(site, settings.MAX_BODY_BYTES)
