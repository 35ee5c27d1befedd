"""The tests, importable as ``tests.…`` whatever else is installed."""
