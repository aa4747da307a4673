"""Verdicts counted by day by the database itself, and the indexes by which the newest of anything is found.

A trigger, because verdicts are also written many at once, deleted with their tickets, and could be edited by
hand: whatever changes them changes the sums in the same statement. Rows are locked in one order, and the first
statement locks those it touches, so what the second reads of them is complete.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

SLOT = "category_id, version_key, day, source, excluded, reviewer_number, simulated"
SUMS = f"{SLOT}, reviewed, unacceptable, critical, first_at, last_id"
OF_VERDICT = """category_id, version_key, (at AT TIME ZONE 'UTC')::date AS day, source, excluded,
    coalesce(reviewer_id, 0) AS reviewer_number, simulated"""
SAME = " AND ".join(f"kept.{name} = touched.{name}" for name in SLOT.split(", "))

ADD = f"""
INSERT INTO copilot_verdictday AS kept ({SUMS})
SELECT {OF_VERDICT}, sum(sign), coalesce(sum(sign) FILTER (WHERE unacceptable), 0),
    coalesce(sum(sign) FILTER (WHERE critical), 0), min(at), max(id)
FROM (%s) AS changed GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY 1, 2, 3, 4, 5, 6, 7
ON CONFLICT ({SLOT}) DO UPDATE SET
    reviewed = kept.reviewed + EXCLUDED.reviewed,
    unacceptable = kept.unacceptable + EXCLUDED.unacceptable,
    critical = kept.critical + EXCLUDED.critical,
    first_at = least(kept.first_at, EXCLUDED.first_at),
    last_id = greatest(kept.last_id, EXCLUDED.last_id);
"""  # noqa: S608 (all of it stands here)
ADDED, REMOVED = "SELECT *, 1 AS sign FROM new_rows", "SELECT *, -1 AS sign FROM old_rows"
EVERY = "SELECT *, 1 AS sign FROM copilot_verdict"

FORWARD = f"""
CREATE FUNCTION copilot_verdict_count() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        {ADD % ADDED}
        RETURN NULL;
    ELSIF TG_OP = 'UPDATE' THEN
        {ADD % f"{ADDED} UNION ALL {REMOVED}"}
    ELSE
        {ADD % REMOVED}
    END IF;
    -- The first and the last of a day may be those that went.
    UPDATE copilot_verdictday AS kept SET first_at = rest.first_at, last_id = rest.last_id
    FROM (SELECT DISTINCT {OF_VERDICT} FROM old_rows) AS touched,
    LATERAL (
        SELECT min(verdict.at) AS first_at, max(verdict.id) AS last_id FROM copilot_verdict AS verdict
        WHERE verdict.category_id = touched.category_id AND verdict.version_key = touched.version_key
            AND verdict.at >= touched.day::timestamp AT TIME ZONE 'UTC'
            AND verdict.at < (touched.day + 1)::timestamp AT TIME ZONE 'UTC'
            AND verdict.source = touched.source AND verdict.excluded = touched.excluded
            AND coalesce(verdict.reviewer_id, 0) = touched.reviewer_number
            AND verdict.simulated = touched.simulated
    ) AS rest
    WHERE {SAME} AND rest.last_id IS NOT NULL;
    DELETE FROM copilot_verdictday AS kept USING (SELECT DISTINCT {OF_VERDICT} FROM old_rows) AS touched
    WHERE {SAME} AND kept.reviewed = 0 AND kept.unacceptable = 0 AND kept.critical = 0;
    RETURN NULL;
END $$;
CREATE TRIGGER copilot_verdict_added AFTER INSERT ON copilot_verdict
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION copilot_verdict_count();
CREATE TRIGGER copilot_verdict_changed AFTER UPDATE ON copilot_verdict
    REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION copilot_verdict_count();
CREATE TRIGGER copilot_verdict_removed AFTER DELETE ON copilot_verdict
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION copilot_verdict_count();
{ADD % EVERY}
"""  # noqa: S608 (all of it stands here)
BACKWARD = """
DROP TRIGGER copilot_verdict_removed ON copilot_verdict;
DROP TRIGGER copilot_verdict_changed ON copilot_verdict;
DROP TRIGGER copilot_verdict_added ON copilot_verdict;
DROP FUNCTION copilot_verdict_count();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("copilot", "0013_probes"),
        ("support", "0005_answered_by_the_system"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="VerdictDay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version_key", models.CharField(max_length=64)),
                ("day", models.DateField(help_text="UTC, as in EvidenceDay")),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("edit", "What a person did with the draft"),
                            ("audit", "An audit of a draft"),
                            ("sent_audit", "An audit of a reply that Understudy sent"),
                        ],
                        max_length=12,
                    ),
                ),
                ("excluded", models.CharField(blank=True, max_length=100)),
                (
                    "reviewer_number",
                    models.BigIntegerField(default=0, help_text="A user's primary key; 0 for nobody"),
                ),
                ("simulated", models.BooleanField(default=False)),
                ("reviewed", models.IntegerField()),
                ("unacceptable", models.IntegerField()),
                ("critical", models.IntegerField()),
                ("first_at", models.DateTimeField()),
                ("last_id", models.BigIntegerField(help_text="The highest number of a verdict among them")),
            ],
        ),
        migrations.RemoveIndex(
            model_name="verdict",
            name="verdict_stream",
        ),
        migrations.AddIndex(
            model_name="draft",
            index=models.Index(
                models.F("category"),
                models.F("version_key"),
                models.F("ready_at"),
                condition=models.Q(("kind", "reply"), ("ready_at__isnull", False)),
                name="draft_version",
            ),
        ),
        migrations.AddIndex(
            model_name="verdict",
            index=models.Index(
                models.F("category"),
                models.F("version_key"),
                models.F("at"),
                models.F("id"),
                name="verdict_stream",
            ),
        ),
        migrations.AddIndex(
            model_name="verdict",
            index=models.Index(models.F("at"), models.F("id"), name="verdict_arrival"),
        ),
        migrations.AddIndex(
            model_name="verdict",
            index=models.Index(
                models.F("at"), condition=models.Q(("critical", True)), name="verdict_critical"
            ),
        ),
        migrations.AddIndex(
            model_name="verdict",
            index=models.Index(
                models.F("category"),
                models.F("at"),
                models.F("id"),
                condition=models.Q(("reasons", ["misrouted"])),
                name="verdict_misrouted",
            ),
        ),
        migrations.AddField(
            model_name="verdictday",
            name="category",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="support.category"
            ),
        ),
        migrations.AddConstraint(
            model_name="verdictday",
            constraint=models.UniqueConstraint(
                fields=(
                    "category",
                    "version_key",
                    "day",
                    "source",
                    "excluded",
                    "reviewer_number",
                    "simulated",
                ),
                name="one_verdict_day",
            ),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
