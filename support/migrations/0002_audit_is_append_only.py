"""The audit trail can only grow. A bug or a stray shell command gets an error, not a rewritten past."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION support_audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'audit events are append-only: % refused', lower(TG_OP);
END $$;
CREATE TRIGGER support_audit_append_only BEFORE UPDATE OR DELETE ON support_auditevent
    FOR EACH ROW EXECUTE FUNCTION support_audit_refuse();
"""
BACKWARD = """
DROP TRIGGER support_audit_append_only ON support_auditevent;
DROP FUNCTION support_audit_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("support", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
