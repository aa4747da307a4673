# One image for every process: pages, live events, workers and clock differ only in their command.
FROM python:3.13-slim AS build
WORKDIR /srv/understudy
COPY requirements.txt .
RUN python -m venv /srv/venv \
    && /srv/venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.txt

FROM python:3.13-slim
RUN useradd --system --uid 10001 --home-dir /srv/understudy --shell /usr/sbin/nologin understudy
ENV PATH=/srv/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 DJANGO_SETTINGS_MODULE=config.settings
WORKDIR /srv/understudy
COPY --from=build /srv/venv /srv/venv
COPY manage.py ./
COPY config config
COPY support support
COPY routing routing
COPY copilot copilot
COPY templates templates
COPY static static
# The collected files belong to the image. Only the folders below are written to at run time.
RUN SECRET_KEY=build DATABASE_URL=postgresql:///build REDIS_URL=redis://build/0 \
        python manage.py collectstatic --no-input --verbosity 0 \
    && mkdir -p var/media var/mail \
    && chown understudy:understudy var var/media var/mail
USER understudy
EXPOSE 8000
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", \
     "--workers-kill-timeout", "10", "config.wsgi:application"]
