HTTP/1.1 200 OK
X-Frame-Options: DENY
Referrer-Policy: no-referrer
X-Content-Type-Options: nosniff
Cross-Origin-Opener-Policy: same-origin
Content-Security-Policy: default-src 'none'; frame-ancestors 'none'
RateLimit-Policy: "address";q=6000;w=60
RateLimit: "address";r=5999;t=1
Cache-Control: public, max-age=2, stale-while-revalidate=8
Content-Encoding: gzip
Content-Type: application/json;charset=UTF-8
ETag: "p194.f36ced133718d7a5-gzip"
Last-Modified: Mon, 30 Nov 2026 05:27:54 GMT
Surrogate-Key: crisis-kazakhstan-2022
Vary: Accept, Accept-Encoding, Accept-Language, Accept-Datetime, Authorization, X-API-Key
Content-Length: 511

