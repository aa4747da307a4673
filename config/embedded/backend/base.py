"""Django's PostgreSQL backend, with a server that is started when the first connection needs it."""

from __future__ import annotations

from typing import Any

from django.db.backends.postgresql import base
from django.db.utils import OperationalError
from psycopg import OperationalError as DriverOperationalError

from config import embedded
from config.embedded.places import ServiceFailed


class DatabaseWrapper(base.DatabaseWrapper):
    def get_connection_params(self) -> dict[str, Any]:
        server = embedded.postgres()
        try:
            server.ensure()
        except ServiceFailed as error:
            raise OperationalError(str(error)) from error
        return super().get_connection_params() | {"host": str(server.socket_folder)}

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """As Django's; but where the server has died since we began to use it, start it and try once more."""
        try:
            return super().get_new_connection(conn_params)
        except DriverOperationalError:
            embedded.postgres().ensure(again=True)
            return super().get_new_connection(conn_params)
