from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from copilot.states import EVAL_RUN, RELEASE


class Release(models.Model):
    """A named choice of models and ladder. It goes live only after a passed run of the eval cases."""

    name = models.CharField(max_length=80, unique=True)
    state = models.CharField(max_length=10, choices=RELEASE.choices, default=RELEASE.initial)
    # {"strong": model, "small": model, "ladder": ["strong", "small", "offline"]}; absent means as configured.
    config = models.JSONField(default=dict, blank=True)
    why = models.TextField(blank=True)
    made_by = models.ForeignKey("support.User", models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    live_since = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(models.Value(1), condition=Q(state="live"), name="one_live_release"),
        ]

    def __str__(self) -> str:
        return self.name


class EvalCase(models.Model):
    """A conversation of ours with what a good answer must do: every candidate is tried on it."""

    class Kind(models.TextChoices):
        DRAFT = "draft", "What is drafted"
        ROUTE = "route", "Where it is filed"

    class Origin(models.TextChoices):
        CORRECTION = "correction", "A corrected route"
        OUTCOME = "outcome", "What became of a draft"
        AUDIT = "audit", "An audit"
        SESSION = "session", "A calibration session"
        REFERENCE = "reference", "The reference set"
        HAND = "hand", "Written by hand"

    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.DRAFT)
    # Where it belongs: whose SOPs a draft is made from, or the answer that routing must give.
    category = models.ForeignKey("support.Category", models.PROTECT, related_name="eval_cases")
    subject = models.CharField(max_length=300)
    # [["customer", "…"], ["agent", "…"], …]; the last one is the customer's.
    thread = models.JSONField(default=list)
    customer_name = models.CharField(max_length=200, blank=True)
    known = models.JSONField(default=dict, blank=True, help_text="What our records know of the customer")
    sops = models.JSONField(default=list, blank=True, help_text="Slugs, one of which a draft must cite")
    must_say = models.JSONField(default=list, blank=True)
    must_not_say = models.JSONField(default=list, blank=True)
    figures = models.JSONField(default=list, blank=True, help_text="Amounts, periods and numbers to be given")
    should_abstain = models.BooleanField(default=False, help_text="Right is: no draft, a person answers")
    blocker = models.BooleanField(default=False, help_text="Failing it once blocks a release")
    origin = models.CharField(max_length=10, choices=Origin.choices, default=Origin.HAND)
    ticket = models.ForeignKey("support.Ticket", models.SET_NULL, null=True, blank=True, related_name="+")
    contributor = models.ForeignKey(
        "support.User", models.SET_NULL, null=True, blank=True, related_name="eval_cases"
    )
    made_at = models.DateTimeField(default=timezone.now)
    # When somebody last said that it is right under the SOPs and the taxonomy of that day.
    confirmed_at = models.DateTimeField(default=timezone.now)
    active = models.BooleanField(default=True)
    simulated = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name

    @property
    def expectations(self) -> list[str]:
        """What is asked of an answer, as short sentences."""
        if self.kind == self.Kind.ROUTE:
            return [f"filed under {self.category.name}"]
        asked = ["no draft: a person answers"] if self.should_abstain else []
        asked += [f"says “{text}”" for text in self.must_say]
        asked += [f"gives {text}" for text in self.figures]
        asked += [f"does not say “{text}”" for text in self.must_not_say]
        return asked + ([f"cites {' or '.join(self.sops)}"] if self.sops else [])


class EvalRun(models.Model):
    """One trial of a configuration on all active cases, three times each. Also the job."""

    # Empty: as configured, without a named release.
    release = models.ForeignKey(Release, models.SET_NULL, null=True, blank=True, related_name="runs")
    fingerprint = models.CharField(max_length=64)
    config = models.JSONField(default=dict)
    baseline = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=8, choices=EVAL_RUN.choices, default=EVAL_RUN.initial)
    by = models.ForeignKey("support.User", models.SET_NULL, null=True, blank=True, related_name="+")
    started_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)
    cases = models.PositiveIntegerField(default=0)
    passed = models.PositiveIntegerField(default=0, help_text="Cases that passed every time")
    # [{"rule": "…", "text": "…"}, …]
    blocked_by = models.JSONField(default=list)
    # The paired difference to the baseline and its limits, percentiles, costs, errors: see evals/judging.py.
    figures = models.JSONField(default=dict)
    error = models.TextField(blank=True)
    simulated = models.BooleanField(default=False)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index("fingerprint", models.F("id").desc(), name="eval_run_of_config"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["pending", "working"]) | Q(finished_at__isnull=False),
                name="ended_runs_say_when",
            ),
        ]

    @property
    def name(self) -> str:
        return self.release.name if self.release else "as configured"


class EvalResult(models.Model):
    """One case, tried once."""

    run = models.ForeignKey(EvalRun, models.CASCADE, related_name="results")
    case = models.ForeignKey(EvalCase, models.CASCADE, related_name="results")
    repeat = models.PositiveSmallIntegerField()
    # Empty when it could not be judged; that is counted apart and is no failure of the answer.
    passed = models.BooleanField(null=True)
    reasons = models.JSONField(default=list)
    critical = models.JSONField(default=list, help_text="Violations of a critical guard")
    error = models.CharField(max_length=300, blank=True)
    answer = models.TextField(blank=True)
    milliseconds = models.FloatField(default=0)
    cost_usd = models.DecimalField(max_digits=12, decimal_places=6, default=0)

    class Meta:
        ordering = ["case_id", "repeat"]
        constraints = [
            models.UniqueConstraint(fields=["run", "case", "repeat"], name="one_result_a_repeat"),
            models.CheckConstraint(
                condition=Q(passed__isnull=False, error="") | (Q(passed__isnull=True) & ~Q(error="")),
                name="unjudged_results_say_why",
            ),
        ]
