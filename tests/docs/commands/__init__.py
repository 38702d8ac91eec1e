"""What becomes of a snippet: it is run, parsed, looked at, or it is no command."""
