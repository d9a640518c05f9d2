"""Werkzeug, which Flask signs in with."""
import json
import sys

from werkzeug.security import check_password_hash, generate_password_hash


def answer(question):
    if question["verb"] == "hash":
        return generate_password_hash(question["password"], method=question["as"])
    return check_password_hash(question["hash"], question["password"])


json.dump([answer(question) for question in json.load(sys.stdin)["questions"]], sys.stdout)
