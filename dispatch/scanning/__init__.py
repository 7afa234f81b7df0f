"""From the raw text of a scanner to its meaning; pure, and never raises."""
