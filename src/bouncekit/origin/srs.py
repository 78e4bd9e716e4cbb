"""The Sender Rewriting Scheme, octet for octet as libsrs2 and postsrsd have it, with a longer hash.

    SRS0=HHHHHHHH=TT=domain=local@forwarder      the first forwarder
    SRS1=HHHHHHHH=first=…@second                 every later one: it keeps the first forwarder and nests no further

H… is base64 of HMAC-SHA1 over what follows, in lower case; TT the day modulo 1024 in base32. MTAs fold case, so the
hash is compared without it, as libsrs2 does, and a character is worth five bits against the best guess: with the eight
that we mint and want, one guess in 2^40 is right. libsrs2 and postsrsd mint four: one in 2^20, which ten million tries
get through nine times, so they are taken only where `hash_minimum=4` says so (`SHARED_LENGTH`); postsrsd itself takes
eight of ours for its four. An SRS address is reversed only when its hash is right and it is in time: otherwise anyone
could relay through us.

The wire format fixes key and hash for both kinds, so what is signed keeps them apart: a text that reads as an SRS1's (a
domain, a separator, and another forwarder's hash, day, domain and local part) is an SRS1's and never an SRS0's, when it
is minted and when it is verified; and neither holds an `@`, which every BATV text does. The day comes round after 1,024
days: give a key that signs SRS a `not_after` before that.
"""

import base64
import hmac
import re
from datetime import datetime
from typing import Final

from bouncekit.addresses import Mailbox
from bouncekit.domains import is_domain_key
from bouncekit.errors import InvalidValueError
from bouncekit.origin.keys import Key, KeyRing, age_of, base32_days, checked_life, day_number, days_of_base32, same
from bouncekit.origin.proof import Proof, ProofFault, ProofKind
from bouncekit.origin.shapes import SEPARATORS, is_srs

__all__ = ["HASH_LENGTH", "LIFE_DAYS", "SHARED_LENGTH", "is_srs", "mint", "verify"]

LIFE_DAYS: Final = 21
HASH_LENGTH: Final = 8
"""Characters of hash that are minted, and that are wanted at least: one guess in 2^40 is right."""
SHARED_LENGTH: Final = 4
"""What libsrs2 and postsrsd mint unless told otherwise, the least that can be asked for: one guess in 2^20 is right."""
_LONGEST: Final = 26
_MOST: Final = 512
_MOST_LIFE: Final = 499
"""Days. Under half of the 1,024 after which a day comes round, so that most of the circle is refused."""
_REST: Final = re.compile(r"[=+-][a-z0-9+/._-]{2,64}=[a-z2-7]{1,2}=([a-z0-9._-]{1,253})=[^@]")
"""What an SRS1 keeps of an SRS0: its separator, hash, day (Exim drops a leading zero), domain and local part."""


def mint(
    reverse_path: str,
    forwarder: str,
    keys: KeyRing,
    now: datetime,
    *,
    separator: str = "=",
    hash_length: int = HASH_LENGTH,
    allow_long: bool = False,
) -> str:
    """The reverse-path under which *forwarder* (a domain) passes on a message that came from *reverse_path*.

    *hash_length*: 4 to 26 characters, 5 bits each against guesses. Those who share a secret with libsrs2 or postsrsd at
    its defaults mint `SHARED_LENGTH`, and should know that one guess in 2^20 passes.
    Raises InvalidValueError: the null reverse-path (it is never rewritten), a local part longer than 64 octets
    (*allow_long* lets it pass, as postsrsd does), an address that is quoted or not ASCII, and what would be signed
    blindly: an SRS0 or SRS1 address without the parts of one, a local part that would read as an SRS1's.
    """
    if len(separator) != 1 or separator not in SEPARATORS:
        raise InvalidValueError("separator", "must be one of = - +", separator)
    _checked_length(hash_length, "hash_length")
    if reverse_path in ("", "<>"):
        raise InvalidValueError("reverse_path", "is null, which is never rewritten")
    local, at, domain = reverse_path.rpartition("@")
    if not is_srs(reverse_path):  # a rewritten address may well be longer than 64 octets
        Mailbox.parse(reverse_path, field="reverse_path")
    if not forwarder or "@" in forwarder:
        raise InvalidValueError("forwarder", "must be a domain", forwarder)
    Mailbox.parse(f"x@{forwarder}", field="forwarder")
    if not (at and local and domain and reverse_path.isascii()) or any(c in ' "<>\t\r\n\0@' for c in local + domain):
        raise InvalidValueError("reverse_path", "cannot be rewritten: it is quoted or not ASCII", reverse_path)
    key = keys.signer(ProofKind.SRS, now)
    rewritten = _rewrite(local, domain, key, day_number(now), separator, hash_length)
    if len(rewritten) > 64 and not allow_long:
        raise InvalidValueError(
            "reverse_path", f"is too long to rewrite: {len(rewritten)} octets, at most 64", reverse_path
        )
    return f"{rewritten}@{forwarder}"


def _rewrite(  # noqa: PLR0917
    local: str, domain: str, key: Key, today: int, separator: str, length: int
) -> str:
    if is_srs(local):
        first, user = domain, local[4:]
        if local[3] == "1":
            first, _, user = local[5:].partition("=")[2].partition("=")
        if not _is_second(first, user):
            raise InvalidValueError("reverse_path", "is an SRS address without its parts", f"{local}@{domain}")
        return f"SRS1{separator}{_hash(key, length, first, user)}={first}={user}"
    stamp = base32_days(today).upper()
    if _reads_as_second(stamp + domain + local):
        raise InvalidValueError("reverse_path", "would read as an SRS1 address once it is signed", f"{local}@{domain}")
    return f"SRS0{separator}{_hash(key, length, stamp, domain, local)}={stamp}={domain}={local}"


def _is_second(first: str, user: str) -> bool:
    """Whether *first* and *user* are what an SRS1 keeps: a domain, and all that stood behind SRS0 there."""
    rest = _REST.match(user.lower())
    return rest is not None and is_domain_key(first.lower()) and is_domain_key(rest[1])


def _reads_as_second(text: str) -> bool:
    """Whether what is hashed, which has no mark between its parts, can be cut into an SRS1's."""
    for at, char in enumerate(text):
        if char in SEPARATORS and _is_second(text[:at], text[at:]):
            return True
        if char in "=+":  # no domain goes on behind one
            break
    return False


def verify(
    address: str,
    keys: KeyRing,
    now: datetime,
    *,
    life: int = LIFE_DAYS,
    hash_minimum: int = HASH_LENGTH,
    fold_case: bool = True,
) -> Proof:
    """Examine the recipient *address* of a bounce; never raises on its content. *life* in days, 0 to 499.

    A hash of fewer than *hash_minimum* characters (4 to 26) is MALFORMED, whoever made it. `fold_case=False` wants the
    case as it was minted, and makes a character worth six bits.
    Valid: `address` of the proof is where the bounce goes on to (the original sender for SRS0, the first forwarder's
    SRS0 address for SRS1). Anything else: it must not be relayed. SRS has no key number: all keys of the ring are
    tried.
    """
    _checked_length(hash_minimum, "hash_minimum")
    local, at, _ = address.rpartition("@")
    if not at or not is_srs(local):
        return _fault(address, ProofFault.NOT_SIGNED)
    if len(local) > _MOST or not address.isascii():
        return _fault(address, ProofFault.MALFORMED)
    if local[3] == "1":
        return _verify_second(address, local, keys.serving(ProofKind.SRS, now), hash_minimum, fold_case)
    claimed, _, rest = local[5:].partition("=")
    stamp, _, rest = rest.partition("=")
    domain, _, user = rest.partition("=")
    made = days_of_base32(stamp.lower())
    parts = claimed and len(claimed) <= _LONGEST and domain and user and "@" not in user
    if made is None or not parts or _reads_as_second(stamp + domain + user):
        return _fault(address, ProofFault.MALFORMED)
    if len(claimed) < hash_minimum:
        return _too_short(address, claimed, hash_minimum)
    if not _any_key(keys.serving(ProofKind.SRS, now), claimed, fold_case, stamp, domain, user):
        return _fault(address, ProofFault.BAD_SIGNATURE)
    today = day_number(now)
    age = age_of(made, today)
    if age > checked_life(life, _MOST_LIFE):
        return _fault(address, ProofFault.EXPIRED, f"{user}@{domain}")
    return Proof(
        kind=ProofKind.SRS,
        fault=None,
        subject=address,
        address=f"{user}@{domain}",
        day=today - age,
        variant="srs0",
        detail=_weak(claimed),
    )


def _verify_second(
    address: str,
    local: str,
    keys: tuple[Key, ...],
    hash_minimum: int,
    fold_case: bool,  # noqa: FBT001
) -> Proof:
    claimed, _, rest = local[5:].partition("=")
    first, _, user = rest.partition("=")
    if not claimed or len(claimed) > _LONGEST or "@" in user or not _is_second(first, user):
        return _fault(address, ProofFault.MALFORMED)
    if len(claimed) < hash_minimum:
        return _too_short(address, claimed, hash_minimum)
    if not _any_key(keys, claimed, fold_case, first, user):
        return _fault(address, ProofFault.BAD_SIGNATURE)
    return Proof(
        kind=ProofKind.SRS,
        fault=None,
        subject=address,
        address=f"SRS0{user}@{first}",
        variant="srs1",
        detail=_weak(claimed),
    )


def _any_key(keys: tuple[Key, ...], claimed: str, fold_case: bool, *fields: str) -> bool:  # noqa: FBT001
    found = False
    for key in keys:
        right = _hash(key, len(claimed), *fields)
        found |= same(right.lower(), claimed.lower()) if fold_case else same(right, claimed)
    return found


def _hash(key: Key, length: int, *fields: str) -> str:
    digest = hmac.digest(key.secret, "".join(fields).lower().encode("ascii"), "sha1")
    return base64.b64encode(digest).decode("ascii")[:length]


def _checked_length(length: int, name: str) -> None:
    if not SHARED_LENGTH <= length <= _LONGEST:
        raise InvalidValueError(name, f"must be {SHARED_LENGTH} to {_LONGEST}", length)


def _weak(claimed: str) -> str:
    """What is to be said of a right hash that ten million guesses could have found."""
    short = len(claimed) < HASH_LENGTH
    return f"a hash of {len(claimed)} characters, of which one guess in 2^{5 * len(claimed)} is right" if short else ""


def _too_short(subject: str, claimed: str, wanted: int) -> Proof:
    detail = f"a hash of {len(claimed)} characters, and {wanted} are wanted"
    return Proof(kind=ProofKind.SRS, fault=ProofFault.MALFORMED, subject=subject, detail=detail)


def _fault(subject: str, fault: ProofFault, address: str | None = None) -> Proof:
    return Proof(kind=ProofKind.SRS, fault=fault, subject=subject, address=address)
