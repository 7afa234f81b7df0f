"""Files in and out: what other programs send us and what we hand them."""
