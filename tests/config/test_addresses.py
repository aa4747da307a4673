"""Service addresses from the environment."""

import pytest

from config.addresses import BadAddress, database_from, mail_from


def test_a_database_address_is_taken_apart():
    entry = database_from("postgresql://desk:p%40ss@db.example:5433/tickets?sslmode=require")
    assert entry == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "tickets",
        "USER": "desk",
        "PASSWORD": "p@ss",
        "HOST": "db.example",
        "PORT": "5433",
        "OPTIONS": {"sslmode": "require"},
    }


def test_a_database_may_be_behind_a_unix_socket():
    entry = database_from("postgres:///tickets?host=/run/postgresql")
    assert (entry["HOST"], entry["NAME"]) == ("/run/postgresql", "tickets")


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("mysql://desk@db/tickets", "must begin with postgresql://"),
        ("postgresql://desk@db", "names no database"),
        ("postgresql://desk@db:port/tickets", "not a number"),
    ],
)
def test_a_bad_database_address_says_why(address, reason):
    with pytest.raises(BadAddress, match=reason):
        database_from(address)


@pytest.mark.parametrize(
    ("address", "port", "tls", "ssl"),
    [
        ("smtp://mail.example", 587, True, False),
        ("smtps://mail.example", 465, False, True),
        ("smtp://localhost:25?tls=no", 25, False, False),
    ],
)
def test_mail_is_encrypted_unless_told_otherwise(address, port, tls, ssl):
    mail = mail_from(address)
    assert (mail["EMAIL_PORT"], mail["EMAIL_USE_TLS"], mail["EMAIL_USE_SSL"]) == (port, tls, ssl)


@pytest.mark.parametrize("address", ["imap://mail.example", "smtp://", "smtp://host:many"])
def test_a_bad_mail_address_says_so(address):
    with pytest.raises(BadAddress, match="EMAIL_URL"):
        mail_from(address)
