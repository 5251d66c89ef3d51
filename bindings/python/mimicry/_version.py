"""The version of this package; that of the public header, as a test makes sure."""

__version__ = "0.1.0"
