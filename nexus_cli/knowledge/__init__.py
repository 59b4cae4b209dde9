"""Text understood without a model: skills, dates, sections, roles, jobs and intents."""
