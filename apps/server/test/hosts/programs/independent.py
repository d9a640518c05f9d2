"""
Formats whose own programs Debian does not have, or has too old, written down from their documentation on Python's hashlib.
Nothing here is shared with Rekey.
"""
import hashlib
import json
import sys
import unicodedata
from base64 import b64decode
from struct import unpack

MEMORY = 2**28


def scrypt(password, salt, n, r, p, length):
    return hashlib.scrypt(password, salt=salt, n=n, r=r, p=p, maxmem=MEMORY, dklen=length)


def unpadded(text):
    return b64decode(text + "=" * (-len(text) % 4))


def django_scrypt(password, text):
    _, n, salt, r, p, digest = text.split("$")
    return scrypt(password.encode(), salt.encode(), int(n), int(r), int(p), 64) == b64decode(digest)


def werkzeug_scrypt(password, text):
    method, salt, digest = text.split("$")
    _, n, r, p = method.split(":")
    return scrypt(password.encode(), salt.encode(), int(n), int(r), int(p), 64).hex() == digest


def better_auth(password, text):
    salt, digest = text.split(":")
    composed = unicodedata.normalize("NFKC", password).encode()
    return scrypt(composed, salt.encode(), 16384, 16, 1, 64).hex() == digest


def pbkdf2_phc(password, text):
    _, name, cost, salt, digest = text.split("$")
    rounds, length = (int(part.split("=")[1]) for part in cost.split(","))
    made = hashlib.pbkdf2_hmac(name.split("-")[1], password.encode(), unpadded(salt), rounds, length)
    return made == unpadded(digest)


def aspnet_v3(password, text):
    blob = b64decode(text)
    version, prf, rounds, salt_length = unpack(">BIII", blob[:13])
    salt, digest = blob[13 : 13 + salt_length], blob[13 + salt_length :]
    name = ["sha1", "sha256", "sha512"][prf]
    return version == 1 and hashlib.pbkdf2_hmac(name, password.encode(), salt, rounds, len(digest)) == digest


def crafter(password, text):
    digest, salt = (b64decode(part) for part in text.split("|"))
    made = hashlib.sha256(salt + password.encode()).digest()
    for _ in range(1000):
        made = hashlib.sha256(made).digest()
    return made == digest


def answer(question):
    return globals()[question["as"]](question["password"], question["hash"])


json.dump([answer(question) for question in json.load(sys.stdin)["questions"]], sys.stdout)
