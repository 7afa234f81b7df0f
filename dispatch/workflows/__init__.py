"""One pure state machine per job: decide(state, subject, desk) and evolve(state, event)."""
