"""The dispatch station without its window: nothing below this package knows Qt."""
