from copilot.models.autonomy import CategoryAutonomy, EvidenceDay, Level, LevelChange, Pause
from copilot.models.calibration import CalibrationItem, CalibrationSession, Disposition, FailureMode
from copilot.models.draft import Draft, DraftSignal, Outcome
from copilot.models.evidence import DraftAudit, Verdict, VerdictDay
from copilot.models.gateway import ModelBudget, ModelPrice, ModelRoute
from copilot.models.probe import Probe, ProbeSwitch
from copilot.models.release import EvalCase, EvalResult, EvalRun, Release
from copilot.models.resolving import Incident, Remedy, Resolution
from copilot.models.revision import Revision
from copilot.models.sop import Section, Sop, SopVersion
from copilot.models.trace import ModelCall, Step, Trace

__all__ = [
    "CalibrationItem",
    "CalibrationSession",
    "CategoryAutonomy",
    "Disposition",
    "Draft",
    "DraftAudit",
    "DraftSignal",
    "EvalCase",
    "EvalResult",
    "EvalRun",
    "EvidenceDay",
    "FailureMode",
    "Incident",
    "Level",
    "LevelChange",
    "ModelBudget",
    "ModelCall",
    "ModelPrice",
    "ModelRoute",
    "Outcome",
    "Pause",
    "Probe",
    "ProbeSwitch",
    "Release",
    "Remedy",
    "Resolution",
    "Revision",
    "Section",
    "Sop",
    "SopVersion",
    "Step",
    "Trace",
    "Verdict",
    "VerdictDay",
]
