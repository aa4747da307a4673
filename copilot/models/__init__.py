from copilot.models.autonomy import CategoryAutonomy, EvidenceDay, Level, LevelChange, Pause
from copilot.models.draft import Draft, DraftSignal, Outcome
from copilot.models.sop import Section, Sop, SopVersion
from copilot.models.trace import ModelCall, Step, Trace

__all__ = [
    "CategoryAutonomy",
    "Draft",
    "DraftSignal",
    "EvidenceDay",
    "Level",
    "LevelChange",
    "ModelCall",
    "Outcome",
    "Pause",
    "Section",
    "Sop",
    "SopVersion",
    "Step",
    "Trace",
]
