"""The transport papers as PDF: A4, embedded fonts, the same bytes for the same paper."""
