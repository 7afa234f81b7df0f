"""The window of the dispatch station: Qt on one side, the services on the other."""
