from django.apps import AppConfig


class SupportConfig(AppConfig):
    name = "support"

    def ready(self) -> None:
        from support import events, live

        events.ticket_changed.connect(live.on_ticket_changed, dispatch_uid="live")
