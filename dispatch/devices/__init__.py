"""Printers, scanners and scales behind the ports of the services, and their simulated twins."""
