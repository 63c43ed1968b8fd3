# syntax=docker/dockerfile:1
# Three stages: browser parts, Python parts, and the small image that runs.
# Pinned above 3.13.0: its html.parser has known denial-of-service bugs.
FROM python:3.13.9-slim-bookworm AS python-parts
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/venv
COPY requirements.lock .
RUN /opt/venv/bin/pip install --require-hashes --requirement requirements.lock

FROM node:22-bookworm-slim AS assets
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY scripts scripts
COPY static static
COPY templates templates
COPY fixtures fixtures
# htmx comes with django-htmx; the build takes it from there.
COPY --from=python-parts /opt/venv /app/.venv
RUN HTMX_JS=$(find /app/.venv -path "*django_htmx/htmx-2.min.js") npm run build

FROM python:3.13.9-slim-bookworm
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 DATA_DIR=/data
# Pango draws the letters of PDFs (lib/pdf.py).
RUN apt-get update -qq \
    && apt-get install -y -qq --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/*
RUN groupadd --gid 10001 app \
    && useradd --uid 10001 --gid app --no-create-home --shell /usr/sbin/nologin app \
    && install --directory --owner app --group app /data
WORKDIR /app
COPY --from=python-parts /opt/venv /opt/venv
COPY . .
COPY --from=assets /app/static/vendor static/vendor
RUN pybabel --quiet compile --domain django --directory locale \
    && ENVIRONMENT=development SECRET_KEY=only-while-building DATA_DIR=/tmp/build \
       python manage.py collectstatic --noinput --verbosity 0 \
    && rm -rf /tmp/build
USER app
VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGTERM
# The root file system may be read-only: only /data and /tmp are written.
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
ENTRYPOINT ["scripts/start"]
CMD ["web"]
