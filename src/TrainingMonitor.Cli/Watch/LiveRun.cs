using System.Text.Json;
using System.Text.Json.Nodes;
using TrainingMonitor.Contract;
using TrainingMonitor.Contract.Json;

namespace TrainingMonitor.Cli.Watch;

/// <summary>A run as it is now: read once, then kept up by frames. Whoever reads or changes it holds <see cref="Gate"/>.</summary>
internal sealed class LiveRun
{
    private const int MostLines = 50;

    private readonly Dictionary<string, Curve> _curves = [];
    private readonly Queue<string> _lines = new();
    private JsonObject _fields = [];
    private long _segment;
    private long _historyCursor;

    public Lock Gate { get; } = new();

    public Run? Now { get; private set; }

    public bool IsDeleted { get; private set; }

    public IReadOnlyDictionary<string, Curve> Curves => _curves;

    /// <summary>The newest console lines and events.</summary>
    public IEnumerable<string> Lines => _lines;

    /// <summary>Counts what has changed the picture.</summary>
    public long Changes { get; private set; }

    public void Begin(string run, SeriesAnswer history)
    {
        _fields = JsonNode.Parse(run, documentOptions: WireJson.Deep)!.AsObject();
        Now = _fields.Deserialize(WireJson.Default.Run);
        _segment = Now!.Segment;
        _historyCursor = history.Cursor;
        _curves.Clear();
        foreach (var series in history.Series)
        {
            var curve = _curves[series.Key] = new Curve();
            if (series is RawColumns raw)
            {
                for (var i = 0; i < raw.Steps.Length; i++)
                {
                    curve.Add(raw.Steps[i], raw.Values[i]);
                }
            }
            else if (series is BucketColumns buckets)
            {
                for (var i = 0; i < buckets.Min.Length; i++)
                {
                    if (double.IsFinite(buckets.Min[i]))
                    {
                        curve.AddBucket(buckets.FirstStep[i], buckets.Min[i], buckets.Max[i]);
                    }
                }

                var bad = buckets.Nan.Sum() + buckets.PosInf.Sum() + buckets.NegInf.Sum();
                curve.EndWith(Now.Metrics.GetValueOrDefault(series.Key)?.Latest ?? double.NaN, bad);
            }
        }

        Changes++;
    }

    public void Apply(JsonElement frame)
    {
        switch (frame.GetProperty("type").GetString())
        {
            case "metric_batch" when frame.GetProperty("cursor").GetInt64() > _historyCursor:
                AddPoints(frame);
                break;
            case "run_update":
                Merge(frame);
                break;
            case "status_change":
                _fields["status"] = frame.GetProperty("new_status").GetString();
                Now = _fields.Deserialize(WireJson.Default.Run);
                break;
            case "log":
                foreach (var line in frame.GetProperty("lines").EnumerateArray())
                {
                    AddLine(line.GetProperty("text").GetString()!);
                }

                break;
            case "event":
                AddLine("· " + frame.GetProperty("event").GetProperty("message").GetString());
                break;
            case "run_deleted":
                IsDeleted = true;
                break;
            default:
                return;
        }

        Changes++;
    }

    private void AddPoints(JsonElement frame)
    {
        var steps = frame.GetProperty("steps").EnumerateArray().Select(step => step.GetInt64()).ToArray();
        var segment = frame.GetProperty("segment").GetInt64();
        if (segment > _segment && steps.Length > 0)
        {
            _segment = segment;
            foreach (var known in _curves.Values)
            {
                known.CutFrom(steps[0]);
            }
        }

        foreach (var metric in frame.GetProperty("metrics").EnumerateObject())
        {
            var curve = _curves.TryGetValue(metric.Name, out var known) ? known : _curves[metric.Name] = new Curve();
            var i = 0;
            foreach (var value in metric.Value.EnumerateArray())
            {
                if (value.ValueKind == JsonValueKind.Number)
                {
                    curve.Add(steps[i], value.GetDouble());
                }
                else if (value.ValueKind == JsonValueKind.String)
                {
                    curve.Add(steps[i], double.Parse(value.GetString()!, System.Globalization.CultureInfo.InvariantCulture));
                }

                i++;
            }
        }
    }

    private void Merge(JsonElement frame)
    {
        foreach (var member in frame.EnumerateObject().Where(member => member.Name is not ("type" or "run_id" or "cursor")))
        {
            if (member.Name == "metrics" && _fields["metrics"] is JsonObject metrics)
            {
                foreach (var metric in member.Value.EnumerateObject())
                {
                    metrics[metric.Name] = JsonNode.Parse(metric.Value.GetRawText(), documentOptions: WireJson.Deep);
                }
            }
            else
            {
                _fields[member.Name] = JsonNode.Parse(member.Value.GetRawText(), documentOptions: WireJson.Deep);
            }
        }

        Now = _fields.Deserialize(WireJson.Default.Run);
    }

    private void AddLine(string text)
    {
        if (_lines.Count == MostLines)
        {
            _lines.Dequeue();
        }

        _lines.Enqueue(Words.Plain(text));
    }
}
