"""All settings, flat. Every variable read from the environment is described in the table of docs/deployment.md."""

import os
import re
import secrets
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from drogscener import geolibs

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

# --- What kind of installation this is ------------------------------------------------------------
DEMONSTRATION: bool = env.bool("DEMONSTRATION", default=False)
DEBUG: bool = env.bool("DEBUG", default=False)
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "var"))).resolve()


def _kept_secret_key() -> str:
    """Return the demonstration's secret key, made at the first start and kept in DATA_DIR."""
    key_file = DATA_DIR / "secret_key"
    if not key_file.exists():
        DATA_DIR.mkdir(parents=True, exist_ok=True)
        try:
            descriptor = os.open(key_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:  # another process of the same start was first
            return key_file.read_text(encoding="ascii")
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(50))
    return key_file.read_text(encoding="ascii")


def _punycode(host: str) -> str:
    """Return a host name as browsers send it: `öppnadrogscener.se` becomes `xn--ppnadrogscener-upb.se`."""
    return ".".join(label.encode("idna").decode("ascii") for label in host.split(".")) if not host.isascii() else host


SECRET_KEY: str = env.str("SECRET_KEY", default="")
ALLOWED_HOSTS: list[str] = [_punycode(host) for host in env.list("ALLOWED_HOSTS", default=[])]
if DEMONSTRATION:
    SECRET_KEY = SECRET_KEY or _kept_secret_key()
    ALLOWED_HOSTS = ALLOWED_HOSTS or ["localhost", "127.0.0.1", "[::1]"]
if not SECRET_KEY:
    raise ImproperlyConfigured("SECRET_KEY is empty. Set it to 50 random characters, or DEMONSTRATION=1.")
if not ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS is empty. Set it to the site's host names, or DEMONSTRATION=1.")

# --- Applications ---------------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "drogscener.staticfiles.StaticFiles",
    "django.contrib.gis",
    "rest_framework",
    "leaflet",
    "csp",
    "drf_spectacular",
    "kartlaggning",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]
MIDDLEWARE = [
    "drogscener.middleware.HealthMiddleware",
    "drogscener.middleware.ClientAddressMiddleware",
    "drogscener.middleware.AccessLogMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_http_compression.middleware.HttpCompressionMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "kartlaggning.public.editions.other.OtherEditionMiddleware",
    "drogscener.middleware.PathLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "kartlaggning.staff.middleware.StaffMiddleware",
]
ROOT_URLCONF = "drogscener.urls"
WSGI_APPLICATION = "drogscener.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "kartlaggning.public.context.site",
                "kartlaggning.staff.context.staff",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# --- Database -------------------------------------------------------------------------------------
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'drogscener.sqlite3'}")}
# Opening a connection costs more than the one query of a public page; the URL may say otherwise.
DATABASES["default"] = {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True} | DATABASES["default"]
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["ENGINE"] = "drogscener.spatial_sqlite"
    DATABASES["default"]["OPTIONS"] = {
        # A write transaction takes its lock at once, so that two writers queue instead of failing half-way.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # Recursive triggers: without them INSERT OR REPLACE deletes a frozen row past its guard.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA recursive_triggers=ON;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
GDAL_LIBRARY_PATH = geolibs.gdal_library(env.str("GDAL_LIBRARY_PATH", default=""))
GEOS_LIBRARY_PATH = geolibs.geos_library(env.str("GEOS_LIBRARY_PATH", default=""))

# --- Language and time ----------------------------------------------------------------------------
LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", _("Svenska")), ("en", _("Engelska"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Stockholm"
USE_THOUSAND_SEPARATOR = False
FORMAT_MODULE_PATH = "drogscener.formats"

# --- Files ----------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("geoman", BASE_DIR / "node_modules" / "@geoman-io" / "leaflet-geoman-free" / "dist"),  # see scripts/front_end.sh
]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "drogscener.bundles.BundleFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "drogscener.staticfiles.ManifestStorage"},
}
# Only files whose name carries their hash are served; source maps are there because Leaflet's file names one.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ("map", "png", "jpg", "webp", "gif", "woff2", "br", "gz")
MEDIA_ROOT = DATA_DIR / "media"

EDITIONS_DIR = DATA_DIR / "editions"  # the files of every edition, one folder each

# --- The site -------------------------------------------------------------------------------------
# Empty until an authority takes the site over; until then every page says that it is not an authority's.
PUBLISHER_NAME: str = env.str("PUBLISHER_NAME", default="")
PUBLISHER_URL: str = env.str("PUBLISHER_URL", default="")
# The site's own address in files, feeds and the data catalogue, which are the same whoever asks for them.
SITE_URL: str = env.str(
    "SITE_URL",
    default=f"https://{ALLOWED_HOSTS[0].lstrip('.*')}"
    if not (DEMONSTRATION or DEBUG)
    else f"http://{ALLOWED_HOSTS[0]}:{os.environ.get('PORT') or '8000'}",
).rstrip("/")
# Where messages from the public are announced; they are stored whether or not it is set.
COORDINATOR_EMAIL: str = env.str("COORDINATOR_EMAIL", default="")
# Empty means no request to any third party.
BASEMAP_TILES_URL: str = env.str("BASEMAP_TILES_URL", default="https://tile.openstreetmap.org/{z}/{x}/{y}.png")
BASEMAP_ATTRIBUTION: str = env.str("BASEMAP_ATTRIBUTION", default="© OpenStreetMaps bidragsgivare")
# An agency's own tile service for the staff side: a public one would see which areas are under survey.
STAFF_TILES_URL: str = env.str("STAFF_TILES_URL", default="")
STAFF_TILES_ATTRIBUTION: str = env.str("STAFF_TILES_ATTRIBUTION", default="")
_EMAIL = env.email_url("EMAIL_URL", default=f"filemail:///{DATA_DIR / 'mail'}")
EMAIL_BACKEND = _EMAIL["EMAIL_BACKEND"]
EMAIL_FILE_PATH = DATA_DIR / "mail"
EMAIL_HOST = _EMAIL.get("EMAIL_HOST") or ""
EMAIL_PORT = _EMAIL.get("EMAIL_PORT") or 25
EMAIL_HOST_USER = _EMAIL.get("EMAIL_HOST_USER") or ""
EMAIL_HOST_PASSWORD = _EMAIL.get("EMAIL_HOST_PASSWORD") or ""
EMAIL_USE_TLS = bool(_EMAIL.get("EMAIL_USE_TLS"))
EMAIL_USE_SSL = bool(_EMAIL.get("EMAIL_USE_SSL"))
EMAIL_TIMEOUT = 10  # seconds; a silent mail server must not hold the sender of a message
DEFAULT_FROM_EMAIL: str = env.str("DEFAULT_FROM_EMAIL", default="webmaster@localhost")

# --- Security -------------------------------------------------------------------------------------
# The demonstration and the tests speak plain HTTP on loopback; everything else is behind TLS.
HTTPS: bool = env.bool("HTTPS", default=not (DEMONSTRATION or DEBUG))
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
# Browsers' own lists take the whole domain and are hard to leave: the authority's choice, not a subdomain's.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
# OpenStreetMap's tile policy wants a Referer; only the origin is given away.
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if HTTPS and not host.startswith(("*", "."))]
CSRF_FAILURE_VIEW = "drogscener.refusals.csrf_failure"
X_FRAME_OPTIONS = "DENY"


def _tile_origins(name: str, template: str) -> list[str]:
    """Return the origin that street tiles may come from, none for our own; Leaflet's `{s}` becomes `*`."""
    if not template or re.match(r"/(?!/)", template):
        return []
    scheme, _separator, rest = template.partition("://")
    host = re.sub(r"^[^.]*\{s\}[^.]*", "*", _punycode(rest.partition("/")[0]))
    if scheme not in ("http", "https") or not re.fullmatch(r"(\*\.)?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*(:[0-9]+)?", host):
        raise ImproperlyConfigured(
            f"{name} is {template!r}. Set it to https://…/{{z}}/{{x}}/{{y}}.png, with {{s}} first in the "
            "host's name if anywhere, to /… on this site, or to nothing."
        )
    return [f"{scheme}://{host}"]


CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", *_tile_origins("BASEMAP_TILES_URL", BASEMAP_TILES_URL)],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}
STAFF_IMAGE_SOURCES = [SELF, "data:", *_tile_origins("STAFF_TILES_URL", STAFF_TILES_URL)]
PERMISSIONS_POLICY: dict[str, list[str]] = {
    "camera": [],
    "geolocation": ["self"],  # the 500 m question, asked only on a click and answered in the browser
    "microphone": [],
    "payment": [],
    "usb": [],
}

# --- API ------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["kartlaggning.api.permissions.DenyAll"],
    "UNAUTHENTICATED_USER": None,
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "kartlaggning.api.errors.problem_response",
    "DEFAULT_PARSER_CLASSES": [],
    "URL_FORMAT_OVERRIDE": None,
}

# Questions that must be computed, by address and process; answers that are kept, and files, are free.
API_COMPUTED_PER_MINUTE: int = env.int("API_COMPUTED_PER_MINUTE", default=120)

SPECTACULAR_SETTINGS = {
    # GeoJSON has four members called `type`, each with one value.
    "ENUM_NAME_OVERRIDES": {
        "CollectionTypeEnum": ["FeatureCollection"],
        "CrsTypeEnum": ["name"],
        "FeatureTypeEnum": ["Feature"],
        "OutlineTypeEnum": ["MultiPolygon"],
    },
}

# --- Accounts -------------------------------------------------------------------------------------
AUTH_USER_MODEL = "kartlaggning.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "/personal/konto/logga-in/"
LOGIN_REDIRECT_URL = "/personal/"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name", "organisation")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
ACCOUNT_ADAPTER = "kartlaggning.staff.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # what allauth asks for; nobody can sign up, see the adapter
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Drogscener i Stockholms län"
MFA_TOTP_TOLERANCE = 1  # a telephone's clock may be half a minute off
# An address that waits for its confirmation is no reason to go without: the account's own is verified already.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_ADAPTER = "kartlaggning.staff.adapters.MfaAdapter"
SOCIALACCOUNT_ADAPTER = "kartlaggning.staff.adapters.ProviderAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
# A link, because the policy `form-action 'self'` stops a form that ends at the provider.
SOCIALACCOUNT_LOGIN_ON_GET = True
OIDC_SERVER_URL: str = env.str("OIDC_SERVER_URL", default="")
_OIDC_APP = {
    "provider_id": "oidc",
    "name": env.str("OIDC_NAME", default="organisationens inloggning"),
    "client_id": env.str("OIDC_CLIENT_ID", default=""),
    "secret": env.str("OIDC_CLIENT_SECRET", default=""),
    "settings": {"server_url": OIDC_SERVER_URL},
}
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [_OIDC_APP] if OIDC_SERVER_URL else []}}
if OIDC_SERVER_URL and not (_OIDC_APP["client_id"] and _OIDC_APP["secret"]):
    raise ImproperlyConfigured("OIDC_SERVER_URL is set. Set OIDC_CLIENT_ID and OIDC_CLIENT_SECRET too, or none.")

# The session's cookie is for the staff side alone. Its row outlives the idle time: who signs in again gets back
# what was being written.
SESSION_IDLE_MINUTES: int = env.int("SESSION_IDLE_MINUTES", default=30)
SESSION_COOKIE_PATH = "/personal/"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 7 * 24 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
# Proxies in front, counted from this process: that far from the right in X-Forwarded-For stands who asks.
TRUSTED_PROXIES: int = env.int("TRUSTED_PROXIES", default=1 if HTTPS else 0)
# In the database, because the limits on attempts count over all processes and machines. `migrate` makes the table.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache_entry"}}

# --- Logs -----------------------------------------------------------------------------------------
# JSON lines without addresses, query strings or form content: nothing personal can be in them.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "drogscener.logs.JsonFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "pyogrio": {"level": "WARNING"},  # it tells of every layer that it writes
    },
}
