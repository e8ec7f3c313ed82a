#!/usr/bin/env python3
"""Verifies the hash chain of a crisis: python3 verify.py http://localhost:8080 kazakhstan-2022

The hash of a revision is the SHA-256 of the canonical JSON (RFC 8785) of its header, which contains the hash of the previous
revision and the contentHash. The contentHash is the same over content, evidence, reason, reportedAtNote and translations; it
cannot be checked for an erased revision. JSON with sorted keys, without spaces and in UTF-8 is canonical here, because it has no fractions.
"""
import hashlib, json, sys, urllib.request

HEADER = ("crisis position record kind number source via reportedAt timeZone partOfDay after "
          "recordedAt recordedBy status supersedes replaces previousHash contentHash").split()
CONTENT = "content evidence reason reportedAtNote translations amends material".split()


def digest(revision, fields):
    present = {field: revision[field] for field in fields if field in revision}
    text = json.dumps(present, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


service, crisis = sys.argv[1:3]
after, erased, previous = 0, 0, "0" * 64
while True:
    with urllib.request.urlopen(f"{service}/api/v1/crises/{crisis}/feed?limit=1000&after={after}") as response:
        feed = json.load(response)
    for revision in feed["items"]:
        after += 1
        valid = (revision["position"] == after and revision["previousHash"] == previous
                 and ("erased" in revision or revision["contentHash"] == digest(revision, CONTENT))
                 and revision["hash"] == digest(revision, HEADER))
        erased += "erased" in revision
        if not valid:
            sys.exit(f"BROKEN at position {revision['position']}: {revision['record']} revision {revision['number']}")
        previous = revision["hash"]
    if not feed["items"]:
        break
if after != feed["position"] or previous != feed["head"]:
    sys.exit(f"BROKEN: the feed ends at {after}, the crisis at {feed['position']}")
print(f"{crisis}: {after} revisions verified, {erased} of them erased, head {previous}")
