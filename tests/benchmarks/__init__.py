"""What relcore costs, beside what others cost, in one run."""
