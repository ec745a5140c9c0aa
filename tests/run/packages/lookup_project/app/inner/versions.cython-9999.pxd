from a future that nobody knows
