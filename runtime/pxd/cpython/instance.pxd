# Instances of Python 2's old classes. Nothing is left of them.
