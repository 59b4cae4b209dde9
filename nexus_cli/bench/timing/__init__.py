"""Where the time goes: scenarios measured in rounds, told as percentiles and as ratios.

A scenario is a module with one function, `measure(setting)`, that yields rounds; `catalogue.py`
names it. Absolute times belong to a machine. What can be compared is a ratio whose two sides were
measured in the same round.
"""
