from copilot.models.autonomy import CategoryAutonomy, EvidenceDay, Level, LevelChange, Pause
from copilot.models.draft import Draft, DraftSignal, Outcome
from copilot.models.evidence import DraftAudit, Verdict
from copilot.models.gateway import ModelBudget, ModelPrice, ModelRoute
from copilot.models.resolving import Incident, Remedy, Resolution
from copilot.models.sop import Section, Sop, SopVersion
from copilot.models.trace import ModelCall, Step, Trace

__all__ = [
    "CategoryAutonomy",
    "Draft",
    "DraftAudit",
    "DraftSignal",
    "EvidenceDay",
    "Incident",
    "Level",
    "LevelChange",
    "ModelBudget",
    "ModelCall",
    "ModelPrice",
    "ModelRoute",
    "Outcome",
    "Pause",
    "Remedy",
    "Resolution",
    "Section",
    "Sop",
    "SopVersion",
    "Step",
    "Trace",
    "Verdict",
]
