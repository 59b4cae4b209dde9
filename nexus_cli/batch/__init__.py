"""Many saved interviews for one job: the scale they are all judged on, and the judging."""
