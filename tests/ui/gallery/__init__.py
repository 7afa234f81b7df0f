"""The gallery: every screen in every state, on the window itself over real homes, in any language, theme and size."""
