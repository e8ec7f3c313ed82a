"""Receives the webhooks of Isnad, and verifies them: python3 receiver.py PORT whsec_...

Python 3.8 or later, without other packages. It answers 204 to a message that is signed with the secret and not older than five
minutes, and 400 to all others. A real receiver stores the message before it answers, and ignores a webhook-id that it has.
"""
import base64
import hashlib
import hmac
import http.server
import json
import sys
import time

PORT, SECRET = int(sys.argv[1]), base64.b64decode(sys.argv[2][len("whsec_"):])


def is_genuine(headers, body):
    message_id, timestamp = headers["webhook-id"], headers["webhook-timestamp"]
    signed = f"{message_id}.{timestamp}.".encode() + body
    expected = "v1," + base64.b64encode(hmac.new(SECRET, signed, hashlib.sha256).digest()).decode()
    is_signed = any(hmac.compare_digest(expected, given) for given in headers["webhook-signature"].split())
    return is_signed and abs(time.time() - int(timestamp)) < 300


class Receiver(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        genuine = is_genuine(self.headers, body)
        if genuine:
            event = json.loads(body)
            changes = event["data"].get("changes", [])
            sentences = [step["sentence"] for change in changes for step in change["revisions"]]
            print(event["type"], event.get("subject", ""), *sentences, flush=True)
        self.send_response(204 if genuine else 400)
        self.end_headers()


http.server.ThreadingHTTPServer(("127.0.0.1", PORT), Receiver).serve_forever()
