"""A published version cannot become a draft again: that was a way round its text never changing."""

from django.db import migrations

REFUSE = """
CREATE OR REPLACE FUNCTION copilot_sop_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state <> 'draft' AND (
        NEW.markdown <> OLD.markdown OR NEW.number <> OLD.number%s
    ) THEN
        RAISE EXCEPTION 'a published SOP version is immutable; write a new one';
    END IF;
    RETURN NEW;
END $$;
"""
FORWARD = REFUSE % " OR NEW.sop_id <> OLD.sop_id OR NEW.state = 'draft'"
BACKWARD = REFUSE % ""


class Migration(migrations.Migration):
    dependencies = [("copilot", "0002_published_sops_are_immutable")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
