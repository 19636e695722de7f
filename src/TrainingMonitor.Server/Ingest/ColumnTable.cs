using System.Text;
using System.Text.Json;
using TrainingMonitor.Contract;
using TrainingMonitor.Server.Problems;

namespace TrainingMonitor.Server.Ingest;

/// <summary>The columns of one batch while they are read: names are looked up as bytes, so that a known one costs no string.</summary>
internal sealed class ColumnTable(int maxNameLength)
{
    private const int MaxRejections = 1000;

    private readonly List<ColumnBuilder> _columns = [];
    private readonly List<long> _steps = [];
    private readonly List<long> _times = [];
    private Dictionary<string, int>? _index;
    private int _next;

    /// <summary>Rows finished by <see cref="EndRow"/>.</summary>
    public int Rows => _steps.Count;

    public List<RejectedPoint> Rejected { get; } = [];

    /// <summary>The column whose name the reader stands on. Clients send the same names in the same order, so the next is tried first.</summary>
    public ColumnBuilder Column(ref Utf8JsonReader json)
    {
        if (_next < _columns.Count && json.ValueTextEquals(_columns[_next].Utf8Name))
        {
            return _columns[_next++].Claim(Rows);
        }

        var text = JsonText.Of(ref json);
        var name = text ?? Encoding.UTF8.GetString(json.ValueSpan);
        _index ??= _columns.Select((column, index) => (column.Name, index)).ToDictionary(pair => pair.Name, pair => pair.index, StringComparer.Ordinal);
        if (!_index.TryGetValue(name, out var found))
        {
            found = _columns.Count;
            _index.Add(name, found);
            var fault = text is null ? MetricName.NotUnicode : MetricName.Fault(text, maxNameLength);
            _columns.Add(new ColumnBuilder(name, fault, this));
        }

        _next = found + 1;
        return _columns[found].Claim(Rows);
    }

    public void Reject(int row, string metric, string reason)
    {
        if (Rejected.Count < MaxRejections)
        {
            Rejected.Add(new RejectedPoint(row, TextRule.Shorten(metric), reason));
        }
    }

    public void EndRow(long step, long time)
    {
        _steps.Add(step);
        _times.Add(time);
        _next = 0;
    }

    public void UseColumns(List<long> steps, List<long> times, bool timesGiven)
    {
        if (timesGiven && times.Count != steps.Count)
        {
            throw ProblemException.BadRequest($"got {times.Count} times for {steps.Count} steps, want as many");
        }

        foreach (var column in _columns)
        {
            if (column.Rows != steps.Count)
            {
                throw ProblemException.BadRequest($"got {column.Rows} values of '{TextRule.Shorten(column.Name)}' for {steps.Count} steps, want as many (null where there is none)");
            }
        }

        _steps.AddRange(steps);
        _times.AddRange(times);
    }

    public PointBatch ToBatch(string? writer, long seq, int? rank, long lost) => new()
    {
        Rows = Rows,
        Steps = [.. _steps],
        Times = [.. _times],
        Metrics = [.. _columns.Where(column => column.HasValues).Select(column => column.Build(Rows))],
        Writer = writer,
        Seq = seq,
        Rank = rank,
        Lost = lost,
        Rejected = Rejected,
    };
}
