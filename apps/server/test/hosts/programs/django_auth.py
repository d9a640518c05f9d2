"""Django: hashes and checks passwords, and signs people in on its own tables."""
import json
import sys

import django
from django.conf import settings

HASHERS = ["PBKDF2", "Argon2", "BCryptSHA256"]
asked = json.load(sys.stdin)

settings.configure(
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": asked["database"]}},
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes"],
    PASSWORD_HASHERS=[f"django.contrib.auth.hashers.{name}PasswordHasher" for name in HASHERS],
)
django.setup()

from django.contrib.auth import authenticate, get_user_model
from django.contrib.auth.hashers import check_password, make_password
from django.core.management import call_command


def answer(question):
    verb = question["verb"]
    if verb == "hash":
        return make_password(question["password"], hasher=question["as"])
    if verb == "check":
        return check_password(question["password"], question["hash"])
    if verb == "migrate":
        call_command("migrate", verbosity=0)
        return True
    if verb == "add":
        user = get_user_model()(username=question["username"], email=question["email"])
        user.password = make_password(question["password"], hasher=question["as"])
        user.save()
        return True
    if verb == "sign in":
        return authenticate(username=question["username"], password=question["password"]) is not None
    raise ValueError(verb)


json.dump([answer(question) for question in asked["questions"]], sys.stdout)
