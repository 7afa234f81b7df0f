"""SQLAlchemy behind the services' ports: schema, journal, projections, unit of work."""
