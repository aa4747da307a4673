"""All settings, from the environment (and `.env`); absent variables mean the embedded or offline choice."""

from __future__ import annotations

import secrets
from decimal import Decimal
from pathlib import Path
from typing import Any

from environs import Env, EnvError, validate

from config import addresses, embedded
from config.embedded import places

PROCESSES = ("web", "live", "worker", "training", "beat")
BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

env = Env()
env.read_env(str(BASE_DIR / ".env"), recurse=False)


def _secret_key() -> str:
    """The configured key, or one made once for this checkout (a check complains when DEBUG is off)."""
    given = env.str("SECRET_KEY", "")
    return given or places.kept_once(VAR_DIR / "secret_key", secrets.token_urlsafe(50))


def _database(process: str) -> dict[str, Any]:
    """The database, with connections kept the way this kind of process uses them.

    Pages keep one a thread. A worker's or the event server's many threads wait for models and browsers far
    more than for the database, so they share a few.
    """
    address = env.str("DATABASE_URL", "")
    entry = addresses.database_from(address) if address else embedded.database_settings()
    if process in ("worker", "live"):
        pool = {"min_size": 1, "max_size": 10, "timeout": 20}
        return entry | {"CONN_MAX_AGE": 0, "OPTIONS": {**entry.get("OPTIONS", {}), "pool": pool}}
    return entry | {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}


try:
    DEBUG = env.bool("DEBUG", False)
    DEMO = env.bool("UNDERSTUDY_DEMO", False)
    SECRET_KEY = _secret_key()
    ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
    CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", [])
    HTTPS = env.bool("HTTPS", False)

    UNDO_SECONDS = env.int("UNDO_SECONDS", 60)
    # True: nobody approves a change set of their own, another admin or manager must.
    REVIEW_CHANGE_SETS = env.bool("REVIEW_CHANGE_SETS", False)
    # True: nobody publishes an SOP version that they wrote in, another admin or manager must.
    REVIEW_SOPS = env.bool("REVIEW_SOPS", False)
    OPENAI_API_KEY = env.str("OPENAI_API_KEY", "")
    OPENAI_BASE_URL = env.str("OPENAI_BASE_URL", "")
    # Which named model serves which step; a release can say otherwise without a redeploy.
    OPENAI_STRONG_MODEL = env.str("OPENAI_STRONG_MODEL", "gpt-5-mini")
    OPENAI_SMALL_MODEL = env.str("OPENAI_SMALL_MODEL", "gpt-5-nano")
    # Whose sentence vectors routing and retrieval use; empty: the local model's where built, else none.
    OPENAI_EMBEDDING_MODEL = env.str("OPENAI_EMBEDDING_MODEL", "")
    # {"model": [input, output]} in USD per million tokens, for models the built-in table does not know.
    MODEL_PRICES = env.json("MODEL_PRICES", {})
    MODEL_TIMEOUT_SECONDS = env.float("MODEL_TIMEOUT_SECONDS", 20.0)
    MODEL_DAILY_BUDGET_USD = env.decimal("MODEL_DAILY_BUDGET_USD", Decimal(20))
    # The share of it, 0 to 1, from which leads are warned.
    MODEL_BUDGET_WARNING = env.float("MODEL_BUDGET_WARNING", 0.8, validate=validate.Range(0, 1))
    # How much of ticket and SOPs a draft is made from, by the rule of copilot/gateway/tokens.py.
    # True: another call asks the model for an opinion on each draft. Advice for people; it holds nothing.
    MODEL_JUDGE = env.bool("MODEL_JUDGE", False)
    CONTEXT_TOKENS = env.int("CONTEXT_TOKENS", 6000, validate=validate.Range(500))
    # So long after its review date an SOP version is still drafted from.
    SOP_EXPIRES_AFTER_DAYS = env.int("SOP_EXPIRES_AFTER_DAYS", 365, validate=validate.Range(0, 10_000))
    # Of what routing decides by itself, the share drawn at random for somebody to check; 0 draws nothing.
    ROUTE_AUDIT_SHARE = env.float("ROUTE_AUDIT_SHARE", 0.05, validate=validate.Range(0, 1))
    EMAIL_URL = env.str("EMAIL_URL", "")
    DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "support@moorkirk.example")
    # The name on mail that the system sends by itself, and what stands below: who wrote it, how to reach us.
    AUTOMATIC_SENDER_NAME = env.str("AUTOMATIC_SENDER_NAME", "Understudy", validate=validate.Length(min=1))
    AUTOMATIC_REPLY_NOTE = env.str(
        "AUTOMATIC_REPLY_NOTE",
        "This answer was written and sent automatically by Understudy, our assistant program; no person read "
        "it first. If it does not help, reply to this mail: a person will read your reply and answer it.",
        validate=validate.Length(min=40),
    )
    # Where pages find the live events: a path behind the same proxy (/events/), another port of the same host
    # (:8001), or nothing, then they poll slowly.
    EVENTS_URL = env.str("EVENTS_URL", "", validate=validate.Regexp(r"^(:\d+|/.*)?$"))
    # Where customers reach these pages; with it each reply ends with a link that asks whether it helped.
    PUBLIC_URL = env.str("PUBLIC_URL", "", validate=validate.Regexp(r"^(https?://[^\s/?#]+)?$"))
    TIME_ZONE = env.str("TIME_ZONE", "Europe/London")
    # What this process is: web, live, worker, training or nothing; set by whoever starts it.
    PROCESS = env.str("UNDERSTUDY_PROCESS", "", validate=validate.OneOf(["", *PROCESSES]))
    DATABASES = {"default": _database(PROCESS)}
    REDIS_URL = env.str("REDIS_URL", "") or embedded.redis_url()
    _mail = addresses.mail_from(EMAIL_URL) if EMAIL_URL else {}
except (EnvError, addresses.BadAddress, PermissionError) as error:
    raise SystemExit(f"Settings: {error}") from None

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "support.User"

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "csp",
    "support",
    "routing",
    "copilot",
    "config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # Login everywhere unless a view is marked public (design: forgetting a decorator must not open a page).
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "support.context.desk",
                "copilot.context.backend_notice",
            ],
        },
    },
]

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"


def _event_sources() -> list[str]:
    scheme = "https" if HTTPS else "http"
    # A policy cannot name an IPv6 address; there the page polls.
    hosts = [host for host in ALLOWED_HOSTS if not host.startswith("[")]
    return [f"{scheme}://{host}{EVENTS_URL}" for host in hosts] if EVENTS_URL.startswith(":") else []


CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'", *_event_sources()],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

AUTHENTICATION_BACKENDS = ["support.signing_in.PublishedPasswordRefused"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "support:queue"
LOGOUT_REDIRECT_URL = "login"

LANGUAGE_CODE = "en-gb"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
MEDIA_ROOT = VAR_DIR / "media"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

# The port through which a model may help routing, chosen as Django chooses its e-mail backend.
ROUTING_CLASSIFIER = env.str("ROUTING_CLASSIFIER", "copilot.classifier.GatewayClassifier")
# Called without arguments once a process; gives the embedder in use, or None.
ROUTING_EMBEDDER = env.str("ROUTING_EMBEDDER", "copilot.embedder.choose")

# Asked before a reply of a person is stored (support/guarding.py). Wiring, not a choice: no variable sets it.
REPLY_GUARD = "copilot.autonomy.probing.look_before_sending"

# Without an address, mail becomes files under var/mail/.
EMAIL_BACKEND = _mail.pop("EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend")
EMAIL_FILE_PATH = VAR_DIR / "mail"
globals().update(_mail)
EMAIL_TIMEOUT = 10
