from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group

from support.models import Customer, Team, User

# Rights come from the role (support/permissions.py); groups would promise more than they do.
admin.site.unregister(Group)
admin.site.site_header = "Understudy: people and settings"


class NewUserForm(AdminUserCreationForm):  # type: ignore[type-arg]  # not generic at run time
    class Meta:
        model = User
        fields = ("email", "name", "role")


class ChangedUserForm(UserChangeForm):  # type: ignore[type-arg]  # not generic at run time
    class Meta:
        model = User
        fields = ("email", "name", "role", "teams", "is_active", "password")


@admin.register(User)
class UserAdmin(DjangoUserAdmin):  # type: ignore[type-arg]  # not generic at run time
    form, add_form = ChangedUserForm, NewUserForm
    list_display = ("email", "name", "role", "is_active")
    list_filter = ("role", "is_active", "teams")
    search_fields = ("email", "name")
    ordering = ("name",)
    filter_horizontal = ("teams",)
    fieldsets = ((None, {"fields": ("email", "name", "role", "teams", "is_active", "password")}),)
    add_fieldsets = (
        (None, {"fields": ("email", "name", "role", "usable_password", "password1", "password2")}),
    )


@admin.register(Team)
class TeamAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not generic at run time
    list_display = ("name",)


@admin.register(Customer)
class CustomerAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not generic at run time
    list_display = ("email", "name", "created_at")
    search_fields = ("email", "name")
