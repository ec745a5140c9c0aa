"""Shortest ways in a network; see ../README.md."""
from routes.network import distances, way

__all__ = ["distances", "way"]
