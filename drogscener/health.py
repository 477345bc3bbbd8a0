"""Whether the site can be shown: the reasons why not, without any secret in them."""

import logging

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

logger = logging.getLogger(__name__)


def reasons_not_ready() -> list[str]:
    """Return the first reason why the site cannot be shown: database, migrations or edition; empty when it can."""
    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return ["migrations are not applied"]
        current = apps.get_model("kartlaggning", "Edition")._default_manager.filter(state="current")
        if not current.exists():
            return ["no edition is published"]
        if not settings.DEMONSTRATION and current.filter(is_demonstration=True).exists():
            return ["a made-up edition is current: run remove_demonstration"]
    except DatabaseError as error:
        logger.warning("The database does not answer: %s", type(error).__name__)
        return ["the database does not answer"]
    return []
