"""Reports: totals, evidence and the five formats."""
