import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("routing", "0003_topic_scan"),
        ("support", "0003_merged_into"),
    ]

    operations = [
        migrations.RemoveField(model_name="changeset", name="before"),
        migrations.AddField(
            model_name="changeset",
            name="images",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="movedticket",
            name="to_team",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="support.team",
            ),
        ),
        migrations.AlterField(
            model_name="edit",
            name="category",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="support.category",
            ),
        ),
    ]
