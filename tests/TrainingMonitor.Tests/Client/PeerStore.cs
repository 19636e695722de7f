using System.Globalization;
using System.Text.Json;

namespace TrainingMonitor.Tests.Client;

/// <summary>What a peer has acknowledged, by the server's rules: in order, exactly once, nothing for unknown runs.</summary>
internal sealed class PeerStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, long> _seqs = [];
    private readonly List<(string Metric, long Step, double Value)> _points = [];
    private readonly Dictionary<string, JsonElement> _runs = [];
    private readonly List<JsonElement> _statuses = [];
    private readonly List<JsonElement> _checkpoints = [];

    private readonly List<string> _results = [];
    private readonly List<JsonElement> _samples = [];

    /// <summary>Given with every answer, again and again, as a server does until they are answered.</summary>
    public List<string> Commands { get; } = [];

    public string CommandList => $"[{string.Join(',', Commands)}]";

    public IReadOnlyList<string> Results => Copy(_results);
    public IReadOnlyList<JsonElement> Samples => Copy(_samples);
    public int Heartbeats { get; set; }

    public int Batches { get; private set; }
    public int Duplicates { get; private set; }
    public long Lost { get; private set; }

    public IReadOnlyList<(string Metric, long Step, double Value)> Points => Copy(_points);
    public IReadOnlyList<JsonElement> Checkpoints => Copy(_checkpoints);
    public IReadOnlyList<string> Statuses => [.. Copy(_statuses).Select(update => update.GetProperty("status").GetString()!)];
    public JsonElement LastUpdate => Copy(_statuses)[^1];

    public JsonElement Run(string id)
    {
        lock (_gate)
        {
            return _runs[id];
        }
    }

    public long NextSeq(string writer)
    {
        lock (_gate)
        {
            return _seqs.GetValueOrDefault(writer) + 1;
        }
    }

    /// <summary>Forgets all, as a server whose data folder was put back to an older state.</summary>
    public void Forget()
    {
        lock (_gate)
        {
            _seqs.Clear();
            _points.Clear();
        }
    }

    /// <summary>A refusal repeats its status, by which a client knows the server's from a proxy's.</summary>
    public (int Status, string Body) Take(PeerRequest request)
    {
        var (status, body) = Decide(request);
        return (status, status >= 400 ? $"{{\"status\":{status},{body[1..]}" : body);
    }

    private (int Status, string Body) Decide(PeerRequest request)
    {
        using var parsed = JsonDocument.Parse(request.Body.Length == 0 ? "{}"u8.ToArray() : request.Body);
        var body = parsed.RootElement.Clone();
        var parts = request.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        lock (_gate)
        {
            switch (request.Method, parts)
            {
                case ("POST", ["api", "runs"]):
                    return _runs.TryAdd(body.GetProperty("id").GetString()!, body) ? (201, request.Text) : (409, """{"detail":"the run exists"}""");
                case ("PUT", ["api", "runs", _]):
                    _statuses.Add(body);
                    return (200, $$"""{"id":"{{parts[2]}}"}""");
                case (_, ["api", "runs", var id, ..]) when !_runs.ContainsKey(id):
                    return (404, """{"detail":"no such run"}""");
                case ("POST", ["api", "runs", _, "metrics"]):
                    return TakeBatch(body);
                case ("POST", ["api", "runs", _, "checkpoints"]):
                    _checkpoints.Add(body);
                    return (201, """{"id":"it"}""");
                case ("POST", ["api", "runs", _, "heartbeat"]):
                    Heartbeats++;
                    return (200, $$"""{"commands":{{CommandList}}}""");
                case ("POST", ["api", "runs", _, "system"]):
                    _samples.AddRange(body.GetProperty("samples").EnumerateArray());
                    return (200, "{}");
                case ("POST", ["api", "runs", _, "commands", var command, "result"]):
                    _results.Add($"{command}: {body.GetProperty("ok").GetBoolean()} {body.GetProperty("message").GetString()}");
                    return (204, "");
                case ("GET", ["api", "runs", _]) or ("POST", ["api", "runs", _, "resume"]) or ("PUT" or "DELETE", ["api", "checkpoints", _]):
                    return (200, $$"""{"id":"{{parts[2]}}"}""");
                default:
                    return (404, """{"detail":"no such path"}""");
            }
        }
    }

    public (int Status, string Body) TakeBatch(JsonElement batch)
    {
        lock (_gate)
        {
            var writer = batch.GetProperty("writer").GetString()!;
            var seq = batch.GetProperty("seq").GetInt64();
            var last = _seqs.GetValueOrDefault(writer);
            if (seq > last + 1)
            {
                return (409, $$"""{"detail":"got seq {{seq}}","expected_seq":{{last + 1}}}""");
            }

            if (seq <= last)
            {
                Duplicates++;
                return (200, Ack(seq, isDuplicate: true));
            }

            Store(batch);
            _seqs[writer] = seq;
            Batches++;
            return (200, Ack(seq, isDuplicate: false));
        }
    }

    private void Store(JsonElement batch)
    {
        Lost += batch.TryGetProperty("lost", out var lost) ? lost.GetInt64() : 0;
        var steps = batch.GetProperty("steps").EnumerateArray().Select(step => step.GetInt64()).ToArray();
        foreach (var column in batch.GetProperty("metrics").EnumerateObject())
        {
            var row = 0;
            foreach (var value in column.Value.EnumerateArray())
            {
                if (value.ValueKind != JsonValueKind.Null)
                {
                    _points.Add((column.Name, steps[row], Number(value)));
                }

                row++;
            }
        }
    }

    private static double Number(JsonElement value) => value.ValueKind == JsonValueKind.String
        ? double.Parse(value.GetString()!, CultureInfo.InvariantCulture)
        : value.GetDouble();

    private string Ack(long seq, bool isDuplicate) =>
        $$"""{"accepted":1,"rejected":[],"seq":{{seq}},"duplicate":{{(isDuplicate ? "true" : "false")}},"cursor":1,"commands":{{CommandList}}}""";

    private List<T> Copy<T>(List<T> list)
    {
        lock (_gate)
        {
            return [.. list];
        }
    }
}
