"""Has declarations, but was not compiled."""
