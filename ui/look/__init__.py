"""The visual language: colours, type, sizes, icons, as values of one look."""
