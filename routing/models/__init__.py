from routing.models.deciding import ClassifierVersion, Correction, Decision, Path, Rule
from routing.models.reference import ReferenceCase, ReferenceLabel, RouteAudit
from routing.models.taxonomy import ChangeSet, Edit, Finding, MovedTicket
from routing.models.topics import TopicScan

__all__ = [
    "ChangeSet",
    "ClassifierVersion",
    "Correction",
    "Decision",
    "Edit",
    "Finding",
    "MovedTicket",
    "Path",
    "ReferenceCase",
    "ReferenceLabel",
    "RouteAudit",
    "Rule",
    "TopicScan",
]
