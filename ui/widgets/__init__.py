"""Widgets of the desk: verdict, board, drawings, keys; they show what they are told and decide nothing."""
