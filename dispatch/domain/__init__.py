"""Pure nouns and rules of the warehouse; standard library only."""
