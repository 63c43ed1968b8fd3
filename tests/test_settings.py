"""The settings refuse nonsense, and the manual knows every variable."""

import os
import re
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from config import env

PRODUCTION = {
    "ENVIRONMENT": "production",
    "SECRET_KEY": "kZ9-xQ4_wB" * 6,
    "SITE_URL": "https://leren.example.org",
    "EMAIL_URL": "smtp://localhost",
}


def start(tmp_path, **variables):
    """Start Django with only these variables; return what it says."""
    keep = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    result = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=settings.BASE_DIR,
        env=keep | {"DATA_DIR": str(tmp_path)} | {k: v for k, v in variables.items() if v is not None},
        capture_output=True,
        text=True,
        check=False,
    )
    return result.returncode, result.stdout + result.stderr


def test_production_settings_pass_the_deployment_check(tmp_path):
    assert start(tmp_path, **PRODUCTION)[0] == 0


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"DEBUG": "1"}, "DEBUG and DEMO are never on in production."),
        ({"DEMO": "1"}, "DEBUG and DEMO are never on in production."),
        ({"SECRET_KEY": None}, "Set SECRET_KEY."),
        ({"SECRET_KEY": "short"}, "SECRET_KEY has at least 50 characters in production."),
        ({"SITE_URL": None}, "Set SITE_URL."),
        ({"SITE_URL": "http://leren.example.org"}, "SITE_URL starts with https:// in production."),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS names the hosts"),
        ({"EMAIL_URL": None}, "Set EMAIL_URL."),
        ({"ENVIRONMENT": "prod"}, "ENVIRONMENT is one of"),
        ({"DEBUG": "ja"}, "DEBUG is 1 or 0"),
        ({"CACHE_URL": "locmem"}, "CACHE_URL is db, redis:// or rediss://."),
        ({"DATABASE_URL": "mysql://x"}, "DATABASE_URL starts with postgres:// or sqlite:///"),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else "",
)
def test_production_refuses_to_start_with(tmp_path, change, sentence):
    code, said = start(tmp_path, **PRODUCTION | change)

    assert code == 1
    assert f"ImproperlyConfigured: {sentence}" in said


def test_manual_names_every_variable_that_is_read():
    read = set()
    for name in ("env.py", "settings.py"):
        source = (settings.BASE_DIR / "config" / name).read_text()
        read |= set(re.findall(r'env\.(?:text|flag|words|choice)\(\s*"([A-Z_]+)"', source))
    manual = (settings.BASE_DIR / "docs" / "operations.md").read_text()
    table = manual.partition("## Variables")[2].partition("\n## ")[0]
    explained = {
        name
        for row in re.findall(r"^\| (`.*?) \|", table, re.MULTILINE)
        for name in re.findall(r"`(\w+)`", row)
    }

    assert read == explained


def test_database_address_becomes_settings():
    found = env.database("postgres://jan:p%40ss@db.example.org:5433/leren")

    assert {key: found[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")} == {
        "NAME": "leren",
        "USER": "jan",
        "PASSWORD": "p@ss",
        "HOST": "db.example.org",
        "PORT": 5433,
    }
    assert env.database("sqlite:////srv/data/db.sqlite3")["NAME"] == "/srv/data/db.sqlite3"


def test_mail_address_becomes_a_mailer(tmp_path):
    found = env.mailer("smtp+tls://jan:geheim@mail.example.org", tmp_path)["OPTIONS"]

    assert (found["host"], found["port"], found["username"], found["use_tls"]) == (
        "mail.example.org",
        587,
        "jan",
        True,
    )
    assert env.mailer("file:", tmp_path)["OPTIONS"] == {"file_path": str(tmp_path)}
    with pytest.raises(ImproperlyConfigured, match="EMAIL_URL starts with"):
        env.mailer("imap://x", tmp_path)
