using System.Text;
using System.Text.Json;
using TrainingMonitor.Contract;
using TrainingMonitor.Server.Problems;

namespace TrainingMonitor.Server.Ingest;

/// <summary>The columns of one batch while they are read: names are looked up as bytes, so that a known one costs no string.</summary>
internal sealed class ColumnTable(int maxNameLength)
{
    private const int MaxRejections = 1000;

    /// <summary>Up to so many columns, looking at each is quicker than hashing.</summary>
    private const int FewColumns = 8;

    private readonly List<ColumnBuilder> _columns = new(1);
    private long[] _steps = new long[1];
    private long[] _times = new long[1];
    private List<RejectedPoint>? _rejected;
    private Dictionary<string, int>? _index;
    private int _next;

    /// <summary>Rows finished by <see cref="EndRow"/>.</summary>
    public int Rows { get; private set; }

    /// <summary>The column whose name the reader stands on. Clients send the same names in the same order, so the next is tried first.</summary>
    public ColumnBuilder Column(ref Utf8JsonReader json)
    {
        if (_next < _columns.Count && json.ValueTextEquals(_columns[_next].Utf8Name))
        {
            return _columns[_next++].Claim(Rows);
        }

        var text = JsonText.Of(ref json);
        var name = text ?? Encoding.UTF8.GetString(json.ValueSpan);
        var found = Find(name);
        if (found < 0)
        {
            found = _columns.Count;
            _index?.Add(name, found);
            var fault = text is null ? MetricName.NotUnicode : MetricName.Fault(text, maxNameLength);
            _columns.Add(new ColumnBuilder(name, fault, this));
        }

        _next = found + 1;
        return _columns[found].Claim(Rows);
    }

    public void Reject(int row, string metric, string reason)
    {
        _rejected ??= [];
        if (_rejected.Count < MaxRejections)
        {
            _rejected.Add(new RejectedPoint(row, TextRule.Shorten(metric), reason));
        }
    }

    public void EndRow(long step, long time)
    {
        if (Rows == _steps.Length)
        {
            Array.Resize(ref _steps, Rows * 4);
            Array.Resize(ref _times, Rows * 4);
        }

        _steps[Rows] = step;
        _times[Rows] = time;
        Rows++;
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

        (_steps, _times, Rows) = ([.. steps], [.. times], steps.Count);
    }

    public PointBatch ToBatch(string? writer, long seq, int? rank, long lost) => new()
    {
        Rows = Rows,
        Steps = _steps,
        Times = _times,
        Metrics = Metrics(),
        Writer = writer,
        Seq = seq,
        Rank = rank,
        Lost = lost,
        Rejected = _rejected ?? (IReadOnlyList<RejectedPoint>)[],
    };

    private MetricColumn[] Metrics()
    {
        var metrics = new MetricColumn[_columns.Count];
        var count = 0;
        foreach (var column in _columns)
        {
            if (column.HasValues)
            {
                metrics[count++] = column.Build(Rows);
            }
        }

        return count == metrics.Length ? metrics : metrics[..count];
    }

    private int Find(string name)
    {
        if (_columns.Count <= FewColumns)
        {
            for (var i = 0; i < _columns.Count; i++)
            {
                if (_columns[i].Name == name)
                {
                    return i;
                }
            }

            return -1;
        }

        _index ??= _columns.Select((column, index) => (column.Name, index)).ToDictionary(pair => pair.Name, pair => pair.index, StringComparer.Ordinal);
        return _index.GetValueOrDefault(name, -1);
    }
}
