"""The composition root: what front ends call."""

from nexus_cli.services.engines import Services, open_services
from nexus_cli.services.preparing import Preparation, Prepared, built_in_roles, prepare, role_file

__all__ = [
    "Preparation",
    "Prepared",
    "Services",
    "built_in_roles",
    "open_services",
    "prepare",
    "role_file",
]
