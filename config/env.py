"""Read the environment; refuse what cannot be meant."""

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE, FALSE = {"1", "true", "yes", "on"}, {"", "0", "false", "no", "off"}


def text(name: str, default: str | None = None) -> str:
    """Return the variable, or the default. Raises ImproperlyConfigured without either."""
    value = os.environ.get(name, "").strip() or default
    if value is None:
        raise ImproperlyConfigured(f"Set {name}. See docs/operations.md.")
    return value


def flag(name: str, default: bool = False) -> bool:
    """Return a yes or no. Raises ImproperlyConfigured for anything else."""
    value = os.environ.get(name, "1" if default else "0").strip().lower()
    if value not in TRUE | FALSE:
        raise ImproperlyConfigured(f"{name} is 1 or 0, not {value!r}.")
    return value in TRUE


def words(name: str, default: str = "") -> list[str]:
    """Return a comma-separated list without the blanks."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def choice(name: str, options: set[str], default: str) -> str:
    """Return one of the options. Raises ImproperlyConfigured for anything else."""
    value = text(name, default)
    if value not in options:
        raise ImproperlyConfigured(f"{name} is one of {sorted(options)}, not {value!r}.")
    return value


def database(url: str) -> dict[str, object]:
    """Turn postgres://user:password@host:port/name or sqlite:///path into settings."""
    parts = urlsplit(url)
    if parts.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": parts.port or "",
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            # Opening the file for every question cost more than the question (docs/adr/0023).
            "CONN_MAX_AGE": 60,
            "NAME": unquote(parts.path[1:]),
            # A file, so that the browser tests meet the same locks as the site does.
            "TEST": {"NAME": unquote(parts.path[1:]) + ".test"},
            # Measured: without these four, 653 of 800 concurrent writes fail (docs/adr/0003).
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                    "PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;"
                ),
            },
        }
    raise ImproperlyConfigured(f"DATABASE_URL starts with postgres:// or sqlite:///, not {parts.scheme}://.")


def mailer(url: str, folder: Path) -> dict[str, object]:
    """Turn smtp://user:password@host:port (smtp+tls, smtps) or file: into a mailer."""
    parts = urlsplit(url)
    if parts.scheme == "file":
        return {
            "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "OPTIONS": {"file_path": str(folder)},
        }
    ports = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
    if parts.scheme not in ports:
        raise ImproperlyConfigured("EMAIL_URL starts with smtp://, smtp+tls:// or smtps://.")
    return {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": parts.hostname or "localhost",
            "port": parts.port or ports[parts.scheme],
            "username": unquote(parts.username or ""),
            "password": unquote(parts.password or ""),
            "use_ssl": parts.scheme == "smtps",
            "use_tls": parts.scheme == "smtp+tls",
            "timeout": 20,
        },
    }
