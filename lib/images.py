"""Being written by the lead right now."""
