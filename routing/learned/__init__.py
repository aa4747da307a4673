"""The learned classifier: labelled texts in, a model of the team's categories out. Pure: no Django, no
database.
"""

from routing.learned.model import HeldOut, Model, Prediction
from routing.learned.training import OOS, NotEnoughLabels, train

__all__ = ["OOS", "HeldOut", "Model", "NotEnoughLabels", "Prediction", "train"]
