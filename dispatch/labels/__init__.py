"""Labels and cards: one layout in millimetres, drawn as ZPL, PDF or PNG."""
