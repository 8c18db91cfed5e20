# The settings of our Superset. This file is included by superset/config.py.
import logging
import os

from celery.schedules import crontab

logger = logging.getLogger()

DATABASE_DIALECT = os.getenv("DATABASE_DIALECT")
DATABASE_PASSWORD = os.getenv("DATABASE_PASSWORD")

# The SQLAlchemy connection string.
SQLALCHEMY_DATABASE_URI = (
    f"{DATABASE_DIALECT}://superset:"
    f"{DATABASE_PASSWORD}@db:5432/superset"
)

SECRET_KEY = os.environ["SUPERSET_SECRET_KEY"]

# AUTH_TYPE = AUTH_DB
# AUTH_USER_REGISTRATION_ROLE = "Gamma"
AUTH_ROLES_MAPPING = {
    "Old Analysts": ["Gamma"],  # until the end of the year
}

FEATURE_FLAGS = {"ALERT_REPORTS": True}


class CeleryConfig:
    broker_url = "redis://redis:6379/0"
    beat_schedule = {
        "reports.scheduler": {
            "task": "reports.scheduler",
            "schedule": crontab(minute="*", hour="*"),
        },
    }


CELERY_CONFIG = CeleryConfig
