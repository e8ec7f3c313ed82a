"""Receives the webhooks of Isnad, and verifies them: python3 receiver.py PORT whsec_...

Python 3.8 or later, without other packages. It answers 204 to a message that is signed with the secret and not older than five
minutes, and 400 to all others. A real receiver stores the message before it answers, and ignores a webhook-id that it has.
"""
import base64
import hashlib
import hmac
import http.server
import json
import re
import sys
import time

PORT, SECRET = int(sys.argv[1]), base64.b64decode(sys.argv[2][len("whsec_"):])


def is_number(field):
    return field is not None and re.fullmatch("[0-9]{1,12}", field) is not None


def is_genuine(headers, body):
    message_id, timestamp, signatures = (headers["webhook-" + name] for name in ("id", "timestamp", "signature"))
    if message_id is None or signatures is None or not is_number(timestamp):
        return False
    signed = f"{message_id}.{timestamp}.".encode() + body
    expected = b"v1," + base64.b64encode(hmac.new(SECRET, signed, hashlib.sha256).digest())
    is_signed = any(hmac.compare_digest(expected, given.encode()) for given in signatures.split())
    return is_signed and abs(time.time() - int(timestamp)) < 300


class Receiver(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        length = self.headers["Content-Length"]
        body = self.rfile.read(int(length)) if is_number(length) else b""
        genuine = is_genuine(self.headers, body)
        if genuine:
            event = json.loads(body)
            changes = event["data"].get("changes", [])
            sentences = [step["sentence"] for change in changes for step in change["revisions"]]
            print(event["type"], event.get("subject", ""), *sentences, flush=True)
        self.send_response(204 if genuine else 400)
        self.end_headers()


http.server.ThreadingHTTPServer(("127.0.0.1", PORT), Receiver).serve_forever()
