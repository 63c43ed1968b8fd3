"""Addresses that depend on a setting are read when Django starts; a test reads them again."""

import importlib

from django.urls import clear_url_caches

import config.urls
import home.urls


def reload_addresses():
    importlib.reload(home.urls)
    importlib.reload(config.urls)
    clear_url_caches()
