"""passlib."""
import json
import sys

from passlib import hash as schemes


def answer(question):
    scheme = getattr(schemes, question["as"])
    if question["verb"] == "hash":
        return scheme.hash(question["password"])
    return scheme.verify(question["password"], question["hash"])


json.dump([answer(question) for question in json.load(sys.stdin)["questions"]], sys.stdout)
