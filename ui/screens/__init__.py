"""Screens: what fills the frame, one per job or desk task."""
