"""Tests whose sentences are those of the code."""

import pytest
from django.utils import translation


@pytest.fixture(name="english", autouse=True)
def in_english():
    """Speak English, in every test of a module that imports this."""
    with translation.override("en"):
        yield
