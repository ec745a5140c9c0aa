"""Classes that share a hierarchy and are compiled apart."""
