from django.urls import path
from django.views.generic import RedirectView

from support.views import moving, person, public, queue, stream, ticket, writing

app_name = "support"

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="support:queue")),
    path("queue/", queue.queue, name="queue"),
    path("queue/filters/", queue.filters, name="filters"),
    path("queue/views/", queue.save_view, name="save_view"),
    path("queue/views/<int:pk>/delete/", queue.delete_view, name="delete_view"),
    path("tickets/<int:number>/", ticket.ticket, name="ticket"),
    path("tickets/<int:number>/thread/", ticket.thread, name="thread"),
    path("tickets/<int:number>/head/", ticket.head, name="head"),
    path("tickets/<int:number>/write/", writing.write, name="write"),
    path("tickets/<int:number>/unsent/", writing.unsent, name="unsent"),
    path("tickets/<int:number>/assign/", moving.assign, name="assign"),
    path("tickets/<int:number>/status/", moving.status, name="status"),
    path("tickets/<int:number>/presence/", moving.presence, name="presence"),
    path("messages/<int:pk>/undo/", writing.undo, name="undo"),
    path("messages/<int:pk>/retry/", writing.retry, name="retry"),
    path("attachments/<int:pk>/", moving.attachment, name="attachment"),
    path("preferences/", person.preferences, name="preferences"),
    path("gallery/", person.gallery, name="gallery"),
    path("contact/", public.contact, name="contact"),
    path("contact/thanks/", public.contact_thanks, name="contact_thanks"),
    path("rate/<str:token>/", public.rate, name="rate"),
    path("events/", stream.events, name="events"),
    path("healthz", public.healthz, name="healthz"),
    path("readyz", public.readyz, name="readyz"),
]
