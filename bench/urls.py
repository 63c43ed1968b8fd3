from django.urls import path

from bench.pages import bare
from config.urls import handler400, handler403, handler404, handler500, urlpatterns as site

urlpatterns = [path("bare/", bare), *site]
__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]
