"""How background work travels. Rows say what there is to do; this only carries ids, and may lose them all."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from kombu import Exchange, Queue

# interactive: somebody is waiting. delivery: outbound mail. scheduled: beat's clockwork.
WAITING_QUEUES = ("interactive", "background", "delivery", "scheduled")
# Work that computes instead of waiting has a queue, and a worker, of its own: it would starve the threads.
COMPUTING_QUEUE = "training"

# A killed worker's tasks come back after this long; every task that acknowledges late must be shorter.
VISIBILITY_SECONDS = 180


def broker_address(redis_url: str) -> str:
    """Celery's spelling of an address of Redis: it writes a unix socket in another way than the client."""
    path, _, query = redis_url.removeprefix("unix://").partition("?")
    if not redis_url.startswith("unix://"):
        return redis_url
    return f"redis+socket://{path}?{query.replace('db=', 'virtual_host=')}"


class ComputingTasks:
    """Tasks of the computing queue outlast the visibility timeout: acknowledged late they would run twice."""

    @staticmethod
    def annotate(task: Any) -> dict[str, Any] | None:
        return {"acks_late": False} if getattr(task, "queue", None) == COMPUTING_QUEUE else None


def every(seconds: float, task: str) -> dict[str, Any]:
    """A line of beat's schedule. A run that waited a whole period for a worker is dropped for the next."""
    return {"task": task, "schedule": seconds, "options": {"expires": seconds}}


broker_url = broker_address(settings.REDIS_URL)
broker_transport_options = {
    "visibility_timeout": VISIBILITY_SECONDS,
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,
    # With Redis away, a request that wants to enqueue must find out at once: kombu would wait and try again.
    "max_retries": 0,
    "socket_connect_timeout": 0.3,
    "socket_timeout": 5.0,
}
broker_connection_timeout = 0.5
broker_connection_retry_on_startup = True

# Each queue with an exchange of its own: left to Celery, all share one and each task reaches every queue.
task_queues = [Queue(name, Exchange(name), routing_key=name) for name in (*WAITING_QUEUES, COMPUTING_QUEUE)]
task_default_queue = "background"
task_create_missing_queues = False
task_acks_late = True
task_reject_on_worker_lost = True
task_ignore_result = True
task_publish_retry = False
task_annotations = [ComputingTasks()]
task_serializer = "json"
accept_content = ["json"]
worker_prefetch_multiplier = 1
worker_hijack_root_logger = False
timezone = settings.TIME_ZONE

beat_schedule: dict[str, dict[str, Any]] = {
    "deliver replies whose undo window is over": every(5, "support.tasks.deliver_due"),
    "send automatic answers whose hold window is over": every(5, "copilot.tasks.send_due_resolutions"),
    "see who wrote again after an automatic answer": every(600, "copilot.tasks.mature_resolutions"),
    "find work that was missed": every(60, "copilot.tasks.sweep_missing"),
    # Costs nothing when nobody has corrected anything since.
    "learn from what people corrected": every(3600, "routing.tasks.retrain"),
    "draw routes for people to check": every(3600, "routing.tasks.draw_route_audits"),
    # Also after every verdict; nightly for what comes late, such as customers who write again.
    "watch what sends by itself": every(86_400, "copilot.tasks.watch_categories"),
    "draw drafts for people to judge": every(3600, "copilot.tasks.draw_draft_audits"),
    # Does nothing unless the last one is two days old.
    "build a calibration session": every(3600, "copilot.tasks.build_calibration_session"),
    # Also after every change of the tree; nightly for what only time brings, such as categories that die.
    "lint the taxonomy": every(86_400, "routing.tasks.lint_live_tree"),
    "look for topics without a category": every(86_400, "routing.tasks.find_new_topics"),
}
if settings.DEMO:
    beat_schedule["let a simulated customer write"] = every(60, "copilot.tasks.demo_trickle")
