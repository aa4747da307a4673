import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import copilot.models.autonomy


class Migration(migrations.Migration):
    dependencies = [
        ("copilot", "0012_incident_mail"),
        ("support", "0005_answered_by_the_system"),
    ]

    operations = [
        migrations.CreateModel(
            name="ProbeSwitch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.BooleanField(default=False)),
                ("salt", models.CharField(default=copilot.models.autonomy.new_salt, max_length=32)),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "team",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="probe_switch",
                        to="support.team",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Probe",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=10)),
                ("right", models.TextField(help_text="The sentence as it was drafted")),
                ("planted", models.TextField(help_text="The sentence as it is shown")),
                ("draw", models.FloatField()),
                ("propensity", models.FloatField(help_text="The chance with which it was drawn, 0 to 1")),
                ("planted_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "how",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("changed", "Changed before sending"),
                            ("rated", "Rated as not helpful"),
                            ("again", "Another draft asked for"),
                            ("intercepted", "Stopped when it was about to be sent"),
                            ("unused", "Answered without the draft"),
                        ],
                        max_length=12,
                    ),
                ),
                ("caught", models.BooleanField(blank=True, null=True)),
                (
                    "draft",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="probe", to="copilot.draft"
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="support.team"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "indexes": [models.Index(models.F("team"), models.F("planted_at"), name="probe_team")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("propensity__gt", 0), ("propensity__lte", 1)),
                        name="probe_propensity_is_a_chance",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("caught__isnull", True), ("ended_at__isnull", True), ("how", "")),
                            models.Q(
                                ("caught__isnull", True), ("ended_at__isnull", False), ("how", "unused")
                            ),
                            models.Q(("caught", False), ("ended_at__isnull", False), ("how", "intercepted")),
                            models.Q(
                                ("caught", True),
                                ("ended_at__isnull", False),
                                ("how__in", ["changed", "rated", "again"]),
                            ),
                            _connector="OR",
                        ),
                        name="probes_end_with_a_word",
                    ),
                ],
            },
        ),
    ]
