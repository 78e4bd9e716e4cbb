"""Runs courses of events through Mailman's own bounce processor, in an interpreter that has Mailman and not bouncekit.

usage: python mailman_member.py FOLDER < courses.json > answers.json. A course is a list of [is a bounce, hours later]; its
answer a list of [standing, score, warnings], one for each event.
"""

import datetime as dt
import json
import sys
from email.message import Message
from pathlib import Path
from typing import Any

CONFIGURATION = """\
[mailman]
layout: here
site_owner: postmaster@lists.example.org
[paths.here]
var_dir: {folder}/var
[mta]
incoming: mailman.mta.null.NullMTA
"""
START = dt.datetime(2026, 3, 1, 12)  # noqa: DTZ001 - Mailman's own times have no zone; they are UTC


def main(folder: Path) -> None:
    """Answer all courses."""
    from mailman.core.initialize import initialize
    from mailman.utilities import datetime as clock

    path = folder / "mailman.cfg"
    path.write_text(CONFIGURATION.format(folder=folder), encoding="ascii")
    initialize(str(path))
    clock.layers.MockAndMonkeyLayer.testing_mode = True  # the clock is ours
    from mailman.app.lifecycle import create_list
    from mailman.interfaces.domain import IDomainManager
    from zope.component import getUtility

    getUtility(IDomainManager).add("lists.example.org")
    members = create_list("talk@lists.example.org", ["postmaster@lists.example.org"])
    courses = json.load(sys.stdin)
    json.dump([course_of(members, number, course, clock.factory) for number, course in enumerate(courses)], sys.stdout)


def course_of(members: Any, number: int, course: list[tuple[bool, int]], factory: Any) -> list[tuple[str, float, int]]:
    """What one member goes through."""
    from mailman.interfaces.bounce import IBounceProcessor, InvalidBounceEvent
    from mailman.interfaces.member import DeliveryStatus, MemberRole
    from mailman.interfaces.usermanager import IUserManager
    from zope.component import getUtility

    email = f"member{number}@receiver.example"
    address = getUtility(IUserManager).create_address(email)
    address.verified_on = START
    members.subscribe(address, MemberRole.member)
    processor = getUtility(IBounceProcessor)
    at, answers, warned = START, [], 0
    for step, (is_bounce, hours) in enumerate(course):
        at += dt.timedelta(hours=hours)
        type(factory).predictable_now, type(factory).predictable_today = at, at.date()
        if is_bounce:
            message = Message()
            message["Message-ID"] = f"<{number}.{step}@receiver.example>"
            try:
                processor.process_event(processor.register(members, email, message))
            except InvalidBounceEvent:
                assert members.members.get_member(email) is None
        else:
            processor.send_warnings_and_remove()
        member = members.members.get_member(email)
        if member is None:
            answers.append(("removed", 0.0, warned))
            continue
        down = member.preferences.delivery_status == DeliveryStatus.by_bounces
        warned = member.total_warnings_sent or 0
        answers.append(("suspended" if down else "active", float(member.bounce_score or 0), warned))
    member = members.members.get_member(email)
    if member is not None:
        member.unsubscribe()
    return answers


if __name__ == "__main__":
    main(Path(sys.argv[1]))
