"""Qt models over rows that the services gave."""
