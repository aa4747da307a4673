"""What a draft cited must read the same for ever: a published text and its sections never change."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION copilot_sop_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state <> 'draft' AND (NEW.markdown <> OLD.markdown OR NEW.number <> OLD.number) THEN
        RAISE EXCEPTION 'a published SOP version is immutable; write a new one';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER copilot_sop_immutable BEFORE UPDATE ON copilot_sopversion
    FOR EACH ROW EXECUTE FUNCTION copilot_sop_refuse();

CREATE FUNCTION copilot_section_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.text <> OLD.text OR NEW.title <> OLD.title OR NEW.anchor <> OLD.anchor THEN
        RAISE EXCEPTION 'a published section is immutable; publish a new version of its SOP';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER copilot_section_immutable BEFORE UPDATE ON copilot_section
    FOR EACH ROW EXECUTE FUNCTION copilot_section_refuse();
"""
BACKWARD = """
DROP TRIGGER copilot_section_immutable ON copilot_section;
DROP FUNCTION copilot_section_refuse();
DROP TRIGGER copilot_sop_immutable ON copilot_sopversion;
DROP FUNCTION copilot_sop_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("copilot", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
