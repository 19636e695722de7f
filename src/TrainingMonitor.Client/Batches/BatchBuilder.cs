using System.Buffers;
using System.Text.Json;

namespace TrainingMonitor.Client;

/// <summary>
/// Turns entries into columnar batches. Values of one step within a millisecond share a row: that is one log call, or a
/// few handles logged one after the other. Used by the pump alone.
/// </summary>
internal sealed class BatchBuilder(MetricTable metrics, string writer, int? rank)
{
    // A frame may have 1 MB; these estimates of a row, a value, a column and a missing value are generous.
    private const int MaxBytes = 600_000;
    private const int RowBytes = 42;
    private const int ValueBytes = 26;
    private const int NullBytes = 5;

    private readonly ArrayBufferWriter<byte> _buffer = new(16 * 1024);
    private readonly List<long> _steps = [];
    private readonly List<long> _times = [];
    private readonly List<BatchColumn> _columns = [];
    private readonly Stack<BatchColumn> _spares = [];
    private BatchColumn?[] _byMetric = [];
    private int _bytes;
    private long _refused;

    public int Points { get; private set; }

    /// <summary>Log calls of the batch under way.</summary>
    public int Rows => _steps.Count;

    /// <summary>False when the batch under way is full: seal it first.</summary>
    public bool TryAdd(in Entry entry)
    {
        if (!Entry.CanBear(entry.Step))
        {
            _refused++;
            return true;
        }

        if (_bytes > MaxBytes)
        {
            return false;
        }

        var column = Column(entry.Metric);
        var row = _steps.Count - 1;
        if (row < 0 || !entry.IsOfRow(_steps[row], _times[row]) || column.LastRow == row)
        {
            row++;
            _steps.Add(entry.Step);
            _times.Add(entry.Time);
            _bytes += RowBytes + (NullBytes * _columns.Count);
        }

        column.Add(row, entry.Value);
        _bytes += ValueBytes;
        Points++;
        return true;
    }

    /// <summary>Entries left out since the last call, because no JSON number carries their step exactly.</summary>
    public long TakeRefused()
    {
        var refused = _refused;
        _refused = 0;
        return refused;
    }

    /// <summary>The body of <c>POST /api/runs/{id}/metrics</c>; the builder is empty afterwards.</summary>
    /// <param name="seq">The batch's place among this writer's.</param>
    /// <param name="lost">Points thinned away since the batch before.</param>
    public byte[] Seal(long seq, long lost)
    {
        using (var json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { SkipValidation = true }))
        {
            Write(json, seq, lost);
        }

        var body = _buffer.WrittenSpan.ToArray();
        Clear();
        return body;
    }

    private void Write(Utf8JsonWriter json, long seq, long lost)
    {
        json.WriteStartObject();
        json.WriteString("writer", writer);
        json.WriteNumber("seq", seq);
        if (rank is { } number)
        {
            json.WriteNumber("rank", number);
        }

        if (lost > 0)
        {
            json.WriteNumber("lost", lost);
        }

        json.WriteStartArray("steps");
        foreach (var step in _steps)
        {
            json.WriteNumberValue(step);
        }

        json.WriteEndArray();
        json.WriteStartArray("times");
        foreach (var time in _times)
        {
            json.WriteNumberValue(time / 1e6);
        }

        json.WriteEndArray();
        json.WriteStartObject("metrics");
        foreach (var column in _columns)
        {
            column.Write(json, metrics[column.Metric].EncodedName, _steps.Count);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private BatchColumn Column(int metric)
    {
        if (metric >= _byMetric.Length)
        {
            Array.Resize(ref _byMetric, Math.Max(metric + 1, _byMetric.Length * 2));
        }

        if (_byMetric[metric] is { } column)
        {
            return column;
        }

        column = _spares.TryPop(out var spare) ? spare : new BatchColumn();
        column.Metric = metric;
        _byMetric[metric] = column;
        _columns.Add(column);
        _bytes += metrics[metric].EncodedName.EncodedUtf8Bytes.Length + 8 + (NullBytes * _steps.Count);
        return column;
    }

    private void Clear()
    {
        foreach (var column in _columns)
        {
            _byMetric[column.Metric] = null;
            column.Clear();
            _spares.Push(column);
        }

        _columns.Clear();
        _steps.Clear();
        _times.Clear();
        _buffer.ResetWrittenCount();
        _bytes = 0;
        Points = 0;
    }
}
