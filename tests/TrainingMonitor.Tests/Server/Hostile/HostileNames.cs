namespace TrainingMonitor.Tests.Server.Hostile;

/// <summary>Every route that has a name in it, with names that are none: each is refused, and none becomes a path.</summary>
internal static class HostileNames
{
    private static readonly string[] Routes =
    [
        "GET /api/runs/{x}", "PUT /api/runs/{x}", "DELETE /api/runs/{x}", "GET /api/runs/{x}/metrics", "POST /api/runs/{x}/metrics",
        "GET /api/runs/{x}/metrics/latest", "GET /api/runs/{x}/events", "GET /api/runs/{x}/logs", "POST /api/runs/{x}/logs",
        "GET /api/runs/{x}/checkpoints", "POST /api/runs/{x}/checkpoints", "GET /api/runs/{x}/commands", "POST /api/runs/{x}/commands",
        "POST /api/runs/{x}/commands/cmd_a/result", "POST /api/runs/known/commands/{x}/result", "POST /api/runs/{x}/heartbeat",
        "POST /api/runs/{x}/resume", "POST /api/runs/{x}/system", "GET /api/export/runs/{x}.csv", "GET /api/export/runs/{x}.ndjson",
        "GET /api/checkpoints/{x}", "PUT /api/checkpoints/{x}", "DELETE /api/checkpoints/{x}", "POST /api/checkpoints/{x}/load",
        "GET /api/checkpoints/{x}/download", "GET /api/training/{x}/metrics", "POST /api/training/jobs/{x}/start",
        "POST /api/training/jobs/{x}/cancel", "POST /api/training/jobs/{x}/fail", "GET /api/training/status?job_id={x}",
        "GET /api/datasets/{x}", "PUT /api/datasets/{x}", "DELETE /api/datasets/{x}", "GET /api/datasets/{x}/files", "PUT /api/datasets/{x}/files/0",
        "GET /api/models/{x}", "PUT /api/models/{x}", "DELETE /api/models/{x}", "GET /api/models/{x}/download",
    ];

    private static readonly string[] Names =
    [
        "..%2f..%2f..%2fetc%2fpasswd", "%2e%2e", "..%5c..%5cwindows", "a%00b", "KNOWN", "_known", "%F0%9F%98%80", "known%20", "%ff%fe",
        new string('a', 65), "known/../../../etc/passwd", "known%0d%0aX-Evil:1",
    ];

    public static IEnumerable<HostileRequest> All() => Routes.SelectMany(route => Names.Select(name =>
    {
        var (method, path) = (route.Split(' ')[0], route.Split(' ')[1].Replace("{x}", name, StringComparison.Ordinal));
        // Two dots lead up before any route is looked for: what is then reached may be a list.
        // What climbs out of the API is a path like any other, and the page, where the build holds it, answers every path.
        int[] want = name is "%2e%2e" or "known/../../../etc/passwd" && method == "GET" ? [400, 404, 405, 200] : [400, 404, 405];
        return new HostileRequest($"{method} {path}", RawHttp.Request(method, path, method is "POST" or "PUT" ? "{}"u8.ToArray() : null), want);
    }));
}

/// <param name="Name">What is wrong with it.</param>
/// <param name="Bytes">As they go over the wire.</param>
/// <param name="Want">The statuses that are right.</param>
internal sealed record HostileRequest(string Name, byte[] Bytes, int[] Want);
