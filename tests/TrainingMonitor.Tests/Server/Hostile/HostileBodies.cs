using System.IO.Compression;
using System.Text;

namespace TrainingMonitor.Tests.Server.Hostile;

/// <summary>Bodies that are malformed, huge, deep, of the wrong types or no text. Each row: where, what, and the right status.</summary>
internal static class HostileBodies
{
    private const string Metrics = "POST /api/runs/known/metrics";
    private const string NewRun = "POST /api/runs";

    public static IEnumerable<HostileRequest> All() =>
    [
        .. Bad(NewRun, "", "null", "[]", "5", "\"x\"", "{", "{}", "{\"name\":5}", "{\"name\":null}", "{\"name\":\"\"}", "{\"name\":\"x\",}", "{\"name\":\"x\"}{}",
            "/* c */{\"name\":\"x\"}", "{\"name\":\"x\",\"name\":\"y\"}", "{'name':'x'}", $"{{\"name\":\"{new string('n', 251)}\"}}", "{\"name\":\"a\\u0000b\"}",
            "{\"name\":\"a\\u0001b\"}", "{\"name\":\"\\ud800\"}", "{\"name\":\"x\",\"id\":\"../x\"}", "{\"name\":\"x\",\"id\":\"X\"}", "{\"name\":\"x\",\"id\":\"\"}",
            $"{{\"name\":\"x\",\"id\":\"{new string('i', 65)}\"}}", "{\"name\":\"x\",\"config\":[]}", "{\"name\":\"x\",\"config\":\"y\"}", "{\"name\":\"x\",\"config\":{\"a\":\"\\u0000\"}}",
            "{\"name\":\"x\",\"config\":{\"\\ud800\":1}}", "{\"name\":\"x\",\"config\":{\"a\":1,\"a\":2}}", "{\"name\":\"x\",\"config\":{\"a\":{\"b\":1,\"b\":2}}}",
            "{\"name\":\"x\",\"config\":{\"a\":1e999}}", $"{{\"name\":\"x\",\"config\":{Deep(65)}}}", $"{{\"name\":\"x\",\"config\":{Deep(1000)}}}", $"{{\"name\":\"x\",\"config\":{Deep(100_000)}}}",
            new string('[', 1_000_000), "{\"name\":\"x\",\"tags\":\"a\"}", "{\"name\":\"x\",\"tags\":[null]}", "{\"name\":\"x\",\"tags\":[5]}", "{\"name\":\"x\",\"tags\":[\"\"]}",
            $"{{\"name\":\"x\",\"tags\":[{string.Join(',', Enumerable.Repeat("\"t\"", 101))}]}}", "{\"name\":\"x\",\"total_steps\":-1}", "{\"name\":\"x\",\"total_steps\":0}",
            "{\"name\":\"x\",\"total_steps\":1.5}", "{\"name\":\"x\",\"total_steps\":1e30}", "{\"name\":\"x\",\"total_steps\":\"9\"}", "{\"name\":\"x\",\"epochs\":-1}",
            "{\"name\":\"x\",\"steps_per_epoch\":0}", "{\"name\":\"x\",\"parent_step\":5}", "{\"name\":\"x\",\"parent_run_id\":\"../y\"}", "{\"name\":\"x\",\"primary\":5}",
            "{\"name\":\"x\",\"metric_goals\":{\"a\":\"sideways\"}}", $"{{\"name\":\"x\",\"notes\":\"{new string('n', 100_001)}\"}}", "{\"name\":\"x\",\"notes\":\"a\\u0000\"}", "{\"name\":\"x\",\"group\":\"\\u0007\"}"),
        Row(NewRun, "UTF-8 that is none", [.. "{\"name\":\""u8, 0xff, 0xfe, .. "\"}"u8], 400),
        Row(NewRun, "UTF-16", Encoding.Unicode.GetBytes("{\"name\":\"x\"}"), 400),
        Row(NewRun, "config over 1 MB", Encoding.UTF8.GetBytes($"{{\"name\":\"x\",\"config\":{{\"a\":\"{new string('c', 1_100_000)}\"}}}}"), 413),
        Row(NewRun, "no JSON by its type", "{\"name\":\"x\"}"u8.ToArray(), 415, "Content-Type: text/plain"),
        Row(NewRun, "no type", "{\"name\":\"x\"}"u8.ToArray(), 415, "Content-Type:"),
        Row(NewRun, "gzip that is none", "{\"name\":\"x\"}"u8.ToArray(), 400, "Content-Encoding: gzip"),
        Row(NewRun, "an unknown encoding", "{\"name\":\"x\"}"u8.ToArray(), 415, "Content-Encoding: zstd"),
        Row(NewRun, "a bomb of gzip", Gzip(new byte[64 << 20]), 413, "Content-Encoding: gzip"),
        Row(Metrics, "a bomb of gzip", Gzip(new byte[64 << 20]), 413, "Content-Encoding: gzip"),
        // 0: the server does not read what is too long, so its answer may be lost with the connection.
        Row(Metrics, "33 MB", Encoding.UTF8.GetBytes(new string(' ', 33 << 20)), 413, or: 0),
        Row(Metrics, "a length over the limit", [], 413, "Content-Length: 99999999999"),
        Row(Metrics, "UTF-8 that is none", [.. "{\"metrics\":{\""u8, 0xff, .. "\":1}}"u8], 200, 400),
        .. Bad(Metrics, "", "null", "5", "\"x\"", "true", "[1]", "[[]]", "[null]", "{}", "{", "{\"metrics\":5}", "{\"metrics\":[]}", "{\"metrics\":null}", "{\"step\":\"x\",\"metrics\":{}}",
            "{\"step\":1e300,\"metrics\":{}}", "{\"step\":1.5,\"metrics\":{}}", "{\"step\":9007199254740993,\"metrics\":{}}", "{\"step\":-9007199254740993,\"metrics\":{}}", "{\"step\":[1],\"metrics\":{}}",
            "{\"time\":\"x\",\"metrics\":{}}", "{\"time\":1e300,\"metrics\":{}}", "{\"time\":[],\"metrics\":{}}", "{\"steps\":null,\"metrics\":{\"a\":[1]}}", "{\"steps\":{},\"metrics\":{\"a\":[1]}}",
            "{\"steps\":[\"1\"],\"metrics\":{\"a\":[1]}}", "{\"steps\":[1,2],\"metrics\":{\"a\":[1]}}", "{\"steps\":[1],\"metrics\":{\"a\":[1,2]}}", "{\"steps\":[1],\"times\":[1,2],\"metrics\":{\"a\":[1]}}",
            "{\"steps\":[1],\"times\":5,\"metrics\":{\"a\":[1]}}", "{\"metrics\":{\"a\":[1]}}", "{\"writer\":5,\"seq\":1,\"metrics\":{}}", "{\"writer\":\"w\",\"metrics\":{}}", "{\"seq\":1,\"metrics\":{}}",
            "{\"writer\":\"w\",\"seq\":0,\"metrics\":{}}", "{\"writer\":\"w\",\"seq\":-1,\"metrics\":{}}", "{\"writer\":\"w\",\"seq\":1.5,\"metrics\":{}}", "{\"writer\":\"w\",\"seq\":1e30,\"metrics\":{}}",
            "{\"writer\":\"w\",\"seq\":\"1\",\"metrics\":{}}", "{\"writer\":\"\",\"seq\":1,\"metrics\":{}}", "{\"writer\":\"a\\u0000\",\"seq\":1,\"metrics\":{}}", "{\"writer\":\"\\udc00\",\"seq\":1,\"metrics\":{}}",
            $"{{\"writer\":\"{new string('w', 129)}\",\"seq\":1,\"metrics\":{{}}}}", "{\"rank\":-1,\"metrics\":{}}", "{\"lost\":-1,\"metrics\":{}}", "{\"step\":1,\"step\":2,\"metrics\":{}}",
            "{\"metrics\":{\"a\":1,\"a\":2}}", "{\"metrics\":{\"a\":1},\"metrics\":{\"a\":2}}", "{\"metrics\":{}} x", "NaN", "{NaN:1}", $"{{\"x\":{Deep(70)},\"metrics\":{{}}}}", $"{{\"metrics\":{Deep(100_000)}}}"),
        .. Rows(Metrics, 200, "{\"metrics\":{\"\":1,\"good\":1}}", $"{{\"metrics\":{{\"{new string('m', 251)}\":1}}}}", "{\"metrics\":{\"a\\u0000\":1,\"\\ud800\":2,\"a\\n\":3}}", "{\"metrics\":{\"a\":true,\"b\":\"x\",\"c\":{},\"d\":1e999}}"),
        .. Bad("PUT /api/runs/known", "[]", "{\"status\":\"dance\"}", "{\"status\":5}", "{\"name\":\"\"}", "{\"config\":5}", "{\"tags\":{}}", "{\"total_steps\":0}", "{\"error\":5}", "{\"error\":\"\\u0000\"}"),
        .. Bad("POST /api/runs/batch", "{}", "{\"ids\":[],\"action\":\"delete\"}", "{\"ids\":[\"known\"],\"action\":\"explode\"}", "{\"ids\":[\"known\"],\"action\":\"tag\"}", "{\"ids\":5,\"action\":\"delete\"}",
            $"{{\"ids\":[{string.Join(',', Enumerable.Repeat("\"a\"", 1001))}],\"action\":\"delete\"}}"),
        .. Bad("POST /api/runs/known/heartbeat", "{}", "{\"writer\":5}", "{\"writer\":\"\"}", $"{{\"writer\":\"{new string('w', 129)}\"}}", "{\"writer\":\"\\u0000\"}"),
        .. Bad("POST /api/runs/known/resume", "{}", "{\"writer\":\"\"}", "{\"writer\":\"w\",\"from_step\":1.5}", "{\"writer\":\"w\",\"from_step\":\"1\"}", "{\"writer\":\"w\",\"from_step\":9223372036854775807}"),
        .. Bad("POST /api/runs/known/commands", "{}", "{\"command\":5}", "{\"command\":\"dance\"}", "{\"command\":\"stop\",\"when\":\"later\"}", "{\"command\":\"load_checkpoint\"}", "{\"command\":\"load_checkpoint\",\"checkpoint_id\":\"../x\"}"),
        .. Bad("POST /api/runs/known/commands/cmd_a/result", "{}", "{\"ok\":\"yes\"}", $"{{\"ok\":true,\"message\":\"{new string('m', 10_001)}\"}}"),
        .. Bad("POST /api/runs/known/logs", "{}", "{\"lines\":null}", "{\"lines\":[]}", "{\"lines\":[null]}", "{\"lines\":[{}]}", "{\"lines\":[{\"text\":5}]}", "{\"lines\":[{\"text\":\"\\ud800\"}]}",
            "{\"lines\":[{\"text\":\"x\",\"time\":\"y\"}]}", "{\"lines\":[{\"text\":\"x\",\"time\":1e300}]}", "{\"lines\":[{\"text\":\"x\",\"stream\":\"stdin\"}]}"),
        .. Bad("POST /api/runs/known/system", "{}", "{\"host\":\"\",\"samples\":[{}]}", "{\"host\":\"a\\u0000\",\"samples\":[{}]}", "{\"host\":\"h\",\"samples\":[]}", "{\"host\":\"h\",\"samples\":[null]}", "{\"host\":\"h\",\"samples\":5}",
            "{\"host\":\"h\",\"samples\":[{\"cpu_percent\":\"x\"}]}", "{\"host\":\"h\",\"samples\":[{\"gpus\":[{\"index\":-1}]}]}", "{\"host\":\"h\",\"samples\":[{\"gpus\":[null]}]}", "{\"host\":\"h\",\"samples\":[{\"time\":\"now\"}]}"),
        .. Bad("POST /api/runs/known/checkpoints", "{}", "{\"filepath\":5}", "{\"filepath\":\"\"}", "{\"filepath\":\"a\\u0000\"}", $"{{\"filepath\":\"{new string('p', 4097)}\"}}", "{\"filepath\":\"p\",\"sha256\":\"abc\"}",
            "{\"filepath\":\"p\",\"size\":-1}", "{\"filepath\":\"p\",\"step\":1.5}", "{\"filepath\":\"p\",\"metrics\":{\"a\":1e999}}", "{\"filepath\":\"p\",\"metrics\":{\"a\":\"x\"}}", "{\"filepath\":\"p\",\"metadata\":5}",
            "{\"filepath\":\"p\",\"validity\":\"maybe\"}", "{\"filepath\":\"p\",\"id\":\"../../x\"}", "{\"filepath\":\"p\",\"required_keys\":[null]}", $"{{\"filepath\":\"p\",\"metadata\":{Deep(100)}}}"),
        Row("POST /api/runs/known/checkpoints", "an upload without a name", "x"u8.ToArray(), 400, "Content-Type: application/octet-stream"),
        Row("POST /api/runs/known/checkpoints?name=../", "an upload named ../", "x"u8.ToArray(), 400, "Content-Type: application/octet-stream"),
        Row("POST /api/runs/known/checkpoints?name=a%00b", "an upload named with NUL", "x"u8.ToArray(), 400, "Content-Type: application/octet-stream"),
        Row("POST /api/runs/known/checkpoints?name=a&step=x", "an upload at no step", "x"u8.ToArray(), 400, "Content-Type: application/octet-stream"),
        Row("POST /api/runs/known/checkpoints?name=a", "an empty upload", [], 400, "Content-Type: application/octet-stream"),
        Row("POST /api/runs/known/checkpoints", "a register of 33 MB", Encoding.UTF8.GetBytes(new string(' ', 33 << 20)), 413, or: 0),
        .. Bad("POST /api/series", "{}", "{\"runs\":5,\"keys\":[]}", "{\"runs\":[\"../x\"],\"keys\":[\"a\"]}", "{\"runs\":[null],\"keys\":[\"a\"]}", "{\"runs\":[\"known\"],\"keys\":[null]}", "{\"runs\":[\"known\"],\"keys\":[\"a\"],\"points\":0}",
            "{\"runs\":[\"known\"],\"keys\":[\"a\"],\"points\":20001}", "{\"runs\":[\"known\"],\"keys\":[\"a\"],\"from\":\"x\"}", "{\"runs\":[\"known\"],\"keys\":[\"a\"],\"segment\":\"x\"}", "{\"runs\":[\"known\"],\"keys\":[\"a\"],\"x\":\"\\u0000\"}",
            $"{{\"runs\":[{string.Join(',', Enumerable.Repeat("\"a\"", 10_001))}],\"keys\":[\"a\"]}}"),
        .. Bad("POST /api/datasets", "{}", "{\"name\":5}", "{\"name\":\"\"}", "{\"name\":\"x\",\"id\":\"../x\"}"),
        .. Bad("POST /api/models", "{}", "{\"name\":\"x\"}", "{\"name\":\"x\",\"checkpoint_id\":\"../x\"}"),
    ];

    private static IEnumerable<HostileRequest> Bad(string call, params string[] bodies) => Rows(call, 400, bodies);

    private static IEnumerable<HostileRequest> Rows(string call, int want, params string[] bodies) =>
        bodies.Select(body => Row(call, body.Length > 60 ? $"{body[..60]}… ({body.Length})" : body, Encoding.UTF8.GetBytes(body), want));

    private static HostileRequest Row(string call, string name, byte[] body, int want, string header = "") =>
        new($"{call} {name}", RawHttp.Request(call.Split(' ')[0], call.Split(' ')[1], body, headers: header), [want]);

    private static HostileRequest Row(string call, string name, byte[] body, int want, int or) =>
        new($"{call} {name}", RawHttp.Request(call.Split(' ')[0], call.Split(' ')[1], body), [want, or]);

    private static string Deep(int levels) => string.Concat(Enumerable.Repeat("{\"a\":", levels)) + "1" + new string('}', levels);

    private static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }
}
