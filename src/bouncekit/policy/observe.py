"""From facts to evidence: which rows of the table hold for one situation. One small function for each topic.

Each function is monotone: a better fact only adds SAFER rows and only takes RISKIER ones away (tests walk them all).
"""

from collections.abc import Callable
from typing import Final

from bouncekit.addresses import mailbox_key
from bouncekit.auth import DkimResult, DmarcPolicy, Result, SpfIdentity, is_aligned
from bouncekit.auth.alignment import ascii_domain
from bouncekit.policy.evidence import EVIDENCE, Evidence, EvidenceRow
from bouncekit.policy.facts import Callout, ContentVerdict, Mx
from bouncekit.policy.settings import Settings
from bouncekit.policy.spf_record import is_permissive
from bouncekit.policy.view import LIST_LOCAL, ROBOTS, Situation
from bouncekit.transaction import Protocol

__all__ = ["in_loop", "is_automatic", "is_bulk", "observe"]

_KEY_BITS: Final = 1024  # RFC 8301 section 3.2
_ADDRESS_SOME, _ADDRESS_MANY = 3, 6
_DOMAIN_SOME, _DOMAIN_MANY = 30, 45
_BULK: Final = frozenset(("bulk", "junk", "list"))

Rows = list[EvidenceRow]
_ROW = EVIDENCE
_E = Evidence


def _session(s: Situation, _settings: Settings, out: Rows) -> None:
    if s.trusted_session:
        local = s.txn.protocol is Protocol.LOCAL
        out.append(_ROW[_E.LOCAL_INJECTION if local else _E.SUBMISSION_AUTHENTICATED])
    if s.valid_tag:
        out.append(_ROW[_E.OWN_TAG_VALID])
    if s.dns.our_domain and not s.trusted_session:
        out.append(_ROW[_E.OWN_DOMAIN_OUTSIDE])
    client = s.txn.client
    if client.listed or s.auth.iprev in (Result.FAIL, Result.PERMERROR):
        out.append(_ROW[_E.CLIENT_SUSPECT])
    if s.auth.iprev is Result.PASS and s.dns.client_is_mx and not _on_relay(s):
        out.append(_ROW[_E.IPREV_MX])


def _on_relay(s: Situation) -> bool:
    """True when checks of the client's address were made on a relay of our own, not at the border."""
    return s.txn.client.trusted_relay and not s.auth.from_border


_SPF_ROWS: Final = {
    Result.NONE: _ROW[_E.SPF_NONE],
    Result.NEUTRAL: _ROW[_E.SPF_NONE],
    Result.POLICY: _ROW[_E.SPF_NONE],
    Result.TEMPERROR: _ROW[_E.SPF_TEMPERROR],
    Result.PERMERROR: _ROW[_E.SPF_PERMERROR],
    Result.SOFTFAIL: _ROW[_E.SPF_SOFTFAIL],
}


def _spf(s: Situation, _settings: Settings, out: Rows) -> None:
    if s.spf is not None:
        if s.spf.result is Result.PASS:
            if _on_relay(s):
                out.append(_ROW[_E.SPF_ON_RELAY])
            elif s.spf.permissive or s.dns.spf_permissive or is_permissive(s.dns.spf_record):
                out.append(_ROW[_E.SPF_PASS_PERMISSIVE])
            else:
                out.append(_ROW[_E.SPF_PASS])
        elif (row := _SPF_ROWS.get(s.spf.result)) is not None:
            out.append(row)
    for entry in s.auth.spf:
        if (
            entry.identity is SpfIdentity.HELO
            and entry.result is Result.PASS
            and entry.domain is not None
            and not _on_relay(s)
            and (
                is_aligned(entry.domain, s.domain, s.organisational_domain)
                or ascii_domain(entry.domain).endswith("." + s.domain)
            )
        ):
            out.append(_ROW[_E.SPF_HELO_PASS])
            break


_DKIM_ORDER: Final = (
    _E.DKIM_SIGNED_FROM, _E.DKIM_SINGLE_ORGANISATION, _E.DKIM_WHOLE, _E.DKIM_ALIGNED,
    _E.DKIM_TEMPERROR, _E.DKIM_UNALIGNED, _E.DKIM_NOT_PASS,
)  # fmt: skip
"""Of several signatures the first counts; where none proves anything, one that may do so later comes first."""


def _dkim(s: Situation, settings: Settings, out: Rows) -> None:
    best: EvidenceRow | None = None
    for signature in s.auth.dkim:
        row = _signature_row(s, settings, signature)
        if best is None or _DKIM_ORDER.index(row.evidence) < _DKIM_ORDER.index(best.evidence):
            best = row
    if best is not None:
        out.append(best)
    chain = s.auth.dkim2
    if chain is not None and chain.result is Result.PASS and s.is_sender(chain.mail_from):
        ours = {mailbox_key(str(r.mailbox)) for r in s.txn.recipients if r.mailbox is not None}
        if mailbox_key(chain.rcpt_to) in ours:
            out.append(_ROW[_E.DKIM2_CHAIN])


def _signature_row(s: Situation, settings: Settings, signature: DkimResult) -> EvidenceRow:
    if signature.result is Result.TEMPERROR:
        return _ROW[_E.DKIM_TEMPERROR]
    if signature.result is not Result.PASS or _is_historic(signature):
        return _ROW[_E.DKIM_NOT_PASS]
    if signature.domain is None or not is_aligned(signature.domain, s.domain, s.organisational_domain):
        return _ROW[_E.DKIM_UNALIGNED]
    whole = _is_whole(signature, settings) and not s.history.signature_seen
    if whole and _signed_as(signature, s):
        return _ROW[_E.DKIM_SIGNED_FROM]
    if s.domain in settings.single_organisation and _is_strong_key(signature):
        return _ROW[_E.DKIM_SINGLE_ORGANISATION]
    return _ROW[_E.DKIM_WHOLE if whole and signature.signed_from is None else _E.DKIM_ALIGNED]


def _signed_as(signature: DkimResult, s: Situation) -> bool:
    return signature.signed_from is not None and s.is_sender(signature.signed_from)


def _is_whole(signature: DkimResult, settings: Settings) -> bool:
    """All that a signature must be to prove who wrote the message; what is not known of it is taken to be missing."""
    return (
        signature.body_length_limit is False
        and signature.age_days is not None
        and 0 <= signature.age_days <= settings.dkim_age_days
        and _is_strong_key(signature)
    )


def _is_historic(signature: DkimResult) -> bool:
    """Known to be of a kind that no verifier may take: SHA-1, or an RSA key that is too short (RFC 8301 section 3)."""
    algorithm = (signature.algorithm or "").lower()
    short = signature.key_bits is not None and signature.key_bits < _KEY_BITS
    return algorithm == "rsa-sha1" or (short and not algorithm.startswith("ed25519"))


def _is_strong_key(signature: DkimResult) -> bool:
    algorithm = (signature.algorithm or "").lower()
    if algorithm == "ed25519-sha256":
        return True
    return algorithm == "rsa-sha256" and signature.key_bits is not None and signature.key_bits >= _KEY_BITS


def _dmarc(s: Situation, _settings: Settings, out: Rows) -> None:
    dmarc = s.auth.dmarc
    if dmarc is None:
        return
    author = dmarc.from_ or ""
    if dmarc.result is Result.PASS:
        same = s.is_sender(author)
        out.append(_ROW[_E.DMARC_PASS_REVERSE_PATH if same else _E.DMARC_PASS_OTHER])
    elif dmarc.result is Result.FAIL and dmarc.policy is not DmarcPolicy.NONE:
        same_domain = ascii_domain(author.rpartition("@")[2]) == s.domain
        out.append(_ROW[_E.DMARC_FAIL_REVERSE_PATH if same_domain else _E.DMARC_FAIL])


def _arc(s: Situation, settings: Settings, out: Rows) -> None:
    arc = s.auth.arc
    if arc is None:
        return
    believed = arc.result is Result.PASS and arc.sealer_trusted and arc.spf_for_reverse_path is Result.PASS
    # A sealed copy of an old message is a replay, as a signed one is (RFC 8617 section 9.5).
    if s.history.signature_seen or (arc.age_days is not None and arc.age_days > settings.dkim_age_days):
        believed = False
    out.append(_ROW[_E.ARC_TRUSTED_SEALER if believed else _E.ARC_UNTRUSTED])


def _dns(s: Situation, _settings: Settings, out: Rows) -> None:
    if s.dns.mx is Mx.NONE:
        out.append(_ROW[_E.NO_MX])
    if s.dns.callout is Callout.EXISTS:
        out.append(_ROW[_E.CALLOUT_EXISTS])
    elif s.dns.callout is Callout.NO_SUCH_USER:
        out.append(_ROW[_E.CALLOUT_NO_SUCH_USER])


def _local_part(s: Situation, _settings: Settings, out: Rows) -> None:
    local = s.local
    if s.role in ROBOTS:
        out.append(_ROW[_E.ROBOT_ADDRESS])
    elif s.role == "postmaster":
        out.append(_ROW[_E.POSTMASTER_ADDRESS])
    elif s.role.replace("-", "").replace("_", "").replace(".", "") in {"noreply", "donotreply"}:
        out.append(_ROW[_E.NOREPLY_ADDRESS])
    elif LIST_LOCAL.fullmatch(local):
        out.append(_ROW[_E.LIST_ADDRESS])
        if local.startswith("srs"):
            out.append(_ROW[_E.FORWARDED_SRS])


def _content(s: Situation, settings: Settings, out: Rows) -> None:
    content = s.content
    if is_automatic(content.auto_submitted):
        out.append(_ROW[_E.AUTO_SUBMITTED])
    if is_bulk(content.precedence, content.list_id):
        from_list = LIST_LOCAL.fullmatch(s.local) is not None
        out.append(_ROW[_E.BULK_FROM_LIST if from_list else _E.BULK_HEADERS])
    if content.verdict is ContentVerdict.SUSPECT:
        out.append(_ROW[_E.CONTENT_SUSPECT])
    elif content.verdict in (ContentVerdict.SPAM, ContentVerdict.HOSTILE):
        out.append(_ROW[_E.CONTENT_SPAM])
    if content.received_count is not None and content.received_count * 2 > settings.received_limit:
        out.append(_ROW[_E.MANY_HOPS])
    if in_loop(s, settings):
        out.append(_ROW[_E.LOOP_ELSEWHERE])


def is_automatic(auto_submitted: str | None) -> bool:
    """True when an Auto-Submitted value says that a program wrote it (RFC 3834 section 5): all but `no` do."""
    if auto_submitted is None:
        return False
    keyword = auto_submitted.partition(";")[0].partition("(")[0].strip().lower()
    return keyword != "no"


def is_bulk(precedence: str | None, list_id: str | None) -> bool:
    """True for list or bulk mail, by its own word."""
    return list_id is not None or (precedence is not None and precedence.strip().lower() in _BULK)


def in_loop(s: Situation, settings: Settings) -> bool:
    """True when the message has been here before, or has too many hops behind it."""
    count = s.content.received_count
    return bool(s.content.loop) or (count is not None and count >= settings.received_limit)


def _history(s: Situation, _settings: Settings, out: Rows) -> None:
    history = s.history
    if history.known_correspondent:
        out.append(_ROW[_E.KNOWN_CORRESPONDENT])
    if history.recent_notices_to_address >= _ADDRESS_SOME:
        many = history.recent_notices_to_address >= _ADDRESS_MANY
        out.append(_ROW[_E.ADDRESS_NOTICED_OFTEN if many else _E.ADDRESS_NOTICED])
    if history.recent_notices_to_domain >= _DOMAIN_SOME:
        many = history.recent_notices_to_domain >= _DOMAIN_MANY
        out.append(_ROW[_E.DOMAIN_NOTICED_OFTEN if many else _E.DOMAIN_NOTICED])
    if history.notices_unwanted:
        out.append(_ROW[_E.NOTICES_UNWANTED])


_TOPICS: Final[tuple[Callable[[Situation, Settings, Rows], None], ...]] = (
    _session, _spf, _dkim, _dmarc, _arc, _dns, _local_part, _content, _history,
)  # fmt: skip


def observe(s: Situation, settings: Settings) -> Rows:
    """The rows of the evidence table that hold; for a null reverse-path there is nothing to prove, so none do."""
    out: Rows = []
    if s.sender is not None:
        for topic in _TOPICS:
            topic(s, settings, out)
    return out
