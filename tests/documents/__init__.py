"""Tests of what is read out of CVs, jobs and answers files."""
