from django.apps import AppConfig


class WiringConfig(AppConfig):
    name = "config"
    verbose_name = "wiring"

    def ready(self) -> None:
        from config import checks  # noqa: F401 (registers them)
