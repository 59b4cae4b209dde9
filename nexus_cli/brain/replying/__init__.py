"""What is said between the planned questions, and what is answered about the role."""
