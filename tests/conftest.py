"""Hypothesis profiles: ``--hypothesis-profile NAME``, or ``HYPOTHESIS_PROFILE`` in the environment.

``dev`` (the default) is for the desk, ``quick`` for the runs that only repeat the suite on another Python or
another set of versions, ``ci`` is repeatable, ``heavy`` is for a night.
"""

import os

from hypothesis import HealthCheck, settings

# Two runs may share the machine: how long one example took says nothing about the code.
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

settings.register_profile("dev", PATIENT, max_examples=50)
settings.register_profile("quick", PATIENT, max_examples=15, derandomize=True)
settings.register_profile("ci", PATIENT, max_examples=100, derandomize=True, print_blob=True)
settings.register_profile("heavy", PATIENT, max_examples=2_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dev"))
