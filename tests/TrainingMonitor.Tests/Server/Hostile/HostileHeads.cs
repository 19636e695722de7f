using System.Text;

namespace TrainingMonitor.Tests.Server.Hostile;

/// <summary>Queries out of range, hosts and origins of others, and bytes that are hardly HTTP.</summary>
internal static class HostileHeads
{
    private static readonly string[] Queries =
    [
        "runs?limit=0", "runs?limit=1001", "runs?limit=x", "runs?limit=99999999999999999999", "runs?cursor=%00", "runs?cursor=../x", "runs?sort=nope", "runs?sort=-", "runs?status=dance", "runs?metric.loss=abc",
        "runs?metric.loss=lt:", "runs?metric.loss=contains:1", "runs?metric.loss=gt:NaN", "runs/known/metrics?points=-1", "runs/known/metrics?points=20001", "runs/known/metrics?points=1e3", "runs/known/metrics?from=x",
        "runs/known/metrics?from=NaN", "runs/known/metrics?to=1e999", "runs/known/metrics?segment=0", "runs/known/metrics?segment=-1", "runs/known/metrics?segment=x", "runs/known/metrics?keys=a%00b",
        "runs/known/metrics?x=a%0ab", "runs/known/logs?cursor=-1", "runs/known/logs?limit=0", "runs/known/logs?stream=stdin", "runs/known/logs?tail=1001", "runs/known/commands?wait=-1", "runs/known/commands?wait=61",
        "runs/known/commands?writer=a%00b", "runs/known/events?limit=0", "runs/known/events?cursor=x", "events?limit=1001", "events?cursor=-5", "runs/known/checkpoints?cursor=x", "system/history?from=x", "system/history?points=0",
        "system/history?from=5&to=1&host=vm", "export/runs/known.csv?segment=x", "training/jobs?status=dance", "training/jobs?limit=0", "datasets?limit=0", "models?cursor=x",
    ];

    private static readonly string[] Unsafe =
    [
        "POST /api/runs", "PUT /api/runs/known", "DELETE /api/runs/known", "PATCH /api/runs/known", "POST /api/runs/batch", "POST /api/runs/known/metrics", "POST /api/runs/known/logs", "POST /api/runs/known/commands",
        "POST /api/checkpoints/ckpt_a/load", "DELETE /api/checkpoints/ckpt_a", "POST /api/series", "POST /api/training/jobs/known/fail", "POST /api/datasets", "POST /api/models",
    ];

    public static IEnumerable<HostileRequest> All() =>
    [
        .. Queries.Select(query => new HostileRequest($"GET /api/{query}", RawHttp.Request("GET", $"/api/{query}"), query.Contains("history", StringComparison.Ordinal) ? [400, 404] : [400])),
        .. new[] { "evil.example", "localhost.evil.example", "127.0.0.1.nip.example", "user@localhost", "[::2]", "local host", "", "169.254.169.254", "0.0.0.0", "xn--lcalhost-54a" }
            .SelectMany(host => new[] { "GET /api/runs", "GET /", "GET /ws", "POST /api/runs", "DELETE /api/runs/known" }.Select(call =>
                new HostileRequest($"Host: {host} on {call}", RawHttp.Request(call.Split(' ')[0], call.Split(' ')[1], call[0] == 'P' ? "{}"u8.ToArray() : null, host), [400]))),
        .. Unsafe.SelectMany(call => new[] { "Origin: http://evil.example", "Origin: null", "Origin: https://localhost", "Origin: http://localhost:1", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Site: same-site" }
            .Select(header => new HostileRequest($"{header} on {call}", RawHttp.Request(call.Split(' ')[0], call.Split(' ')[1], "{}"u8.ToArray(), headers: header), [403]))),
        .. new[] { "http://evil.example", "null", "http://localhost:1", "file://" }.Select(origin => new HostileRequest(
            $"upgrade from {origin}", RawHttp.Request("GET", "/ws", null, "localhost", "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==", $"Origin: {origin}"), [403])),
        new("GET /ws without an upgrade", RawHttp.Request("GET", "/ws"), [426]),
        new("POST /ws", RawHttp.Request("POST", "/ws", "{}"u8.ToArray()), [426]),
        .. new (string, string, int[])[]
        {
            ("no HTTP", "GARBAGE\r\n\r\n", [400]), ("HTTP/9.9", "GET / HTTP/9.9\r\nHost: localhost\r\n\r\n", [505, 400]), ("no host", "GET /health HTTP/1.1\r\nConnection: close\r\n\r\n", [400]),
            ("two hosts", "GET /health HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n\r\n", [400]), ("a header without a colon", "GET /health HTTP/1.1\r\nHost: localhost\r\nnonsense\r\n\r\n", [400]),
            ("NUL in a header", "GET /health HTTP/1.1\r\nHost: localhost\r\nX: a\0b\r\n\r\n", [400]), ("a folded header", "GET /health HTTP/1.1\r\nHost: localhost\r\nX: a\r\n b\r\n\r\n", [400]),
            ("a long line", $"GET /{new string('a', 9000)} HTTP/1.1\r\nHost: localhost\r\n\r\n", [414]), ("a long header", $"GET /health HTTP/1.1\r\nHost: localhost\r\nX: {new string('a', 40_000)}\r\n\r\n", [431]),
            ("many headers", $"GET /health HTTP/1.1\r\nHost: localhost\r\n{string.Concat(Enumerable.Range(0, 200).Select(i => $"X{i}: 1\r\n"))}\r\n", [431]),
            ("a negative length", "POST /api/runs HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n", [400]), ("a length in words", "POST /api/runs HTTP/1.1\r\nHost: localhost\r\nContent-Length: five\r\n\r\n", [400]),
            ("two lengths", "POST /api/runs HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}", [400]),
            ("chunks that are none", "POST /api/runs HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n", [400]),
            ("chunks and something else", "POST /api/runs HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: gzip\r\n\r\n", [400, 411, 501]),
            ("an absolute address of others", "GET http://evil.example/api/runs HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", [400]),
            ("CONNECT", "CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\nConnection: close\r\n\r\n", [400, 404, 405]), ("TRACE", "TRACE / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", [404, 405]),
            ("OPTIONS *", "OPTIONS * HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", [200, 204, 404, 405]), ("HTTP/2 without TLS", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", [400, 505, 0]),
            ("a path out of the root", "GET /../../../../etc/passwd HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", [200, 400, 404]), ("an encoded path out of the root", "GET /assets/..%2f..%2f..%2fetc%2fpasswd HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", [400, 404]),
            ("a NUL in the path", "GET /api/%00 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", [400, 404]), ("TLS", "\u0016\u0003\u0001\0\u00a5\u0001\0\0\u00a1\u0003\u0003", [400, 0]),
        }.Select(row => new HostileRequest(row.Item1, Encoding.Latin1.GetBytes(row.Item2), row.Item3)),
    ];
}
