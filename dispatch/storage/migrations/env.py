"""Alembic's entry: runs the migrations on the database that `migrations` names."""

from __future__ import annotations

from alembic import context
from sqlalchemy import URL, create_engine
from sqlalchemy.pool import NullPool

engine = create_engine(URL.create("sqlite", database=str(context.config.attributes["path"])), poolclass=NullPool)
with engine.connect() as connection:
    connection.exec_driver_sql("PRAGMA journal_mode = WAL")
    connection.commit()
    context.configure(connection=connection, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()
engine.dispose()
