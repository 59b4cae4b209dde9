"""What nexus talks about: values without I/O, and `fold`, which turns events into state."""
