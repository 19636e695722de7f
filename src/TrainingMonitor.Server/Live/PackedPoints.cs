using System.Runtime.InteropServices;
using TrainingMonitor.Contract;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.Live;

/// <summary>
/// Points of recent changes as bytes, first in, first out. As objects they would live just long enough to be expensive: every
/// collection of the young ones would copy thousands, only for the next changes to push them out. An entry, all parts 8 bytes wide:
/// <code>segment | rows | metrics | steps[rows] | times[rows] | for each metric: number, has gaps, values[rows], present[(rows + 63) / 64] if it has gaps</code>
/// </summary>
internal sealed class PackedPoints
{
    // Half a megabyte: a smaller array is not worth giving back.
    private const int LargeWords = 64 * 1024;

    private readonly List<string> _names = [];
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private long[] _words = new long[64];
    private int _start;
    private int _end;

    /// <summary>Words of memory, used or not.</summary>
    public int Capacity => _words.Length;

    /// <summary>Appends an entry and says how many words it takes.</summary>
    public int Add(PointsAppended change)
    {
        var batch = change.Batch;
        var length = 3 + (2 * batch.Rows) + batch.Metrics.Sum(column => 2 + batch.Rows + (column.Present is null ? 0 : (batch.Rows + 63) >> 6));
        Reserve(length);
        var before = _end;
        _words[_end++] = change.Segment;
        _words[_end++] = batch.Rows;
        _words[_end++] = batch.Metrics.Length;
        Put(batch.Steps.AsSpan(0, batch.Rows));
        Put(batch.Times.AsSpan(0, batch.Rows));
        foreach (var column in batch.Metrics)
        {
            _words[_end++] = Number(column.Name);
            _words[_end++] = column.Present is null ? 0 : 1;
            Put(MemoryMarshal.Cast<double, long>(column.Values.AsSpan(0, batch.Rows)));
            if (column.Present is { } present)
            {
                Put(MemoryMarshal.Cast<ulong, long>(present.AsSpan(0, (batch.Rows + 63) >> 6)));
            }
        }

        return _end - before;
    }

    /// <summary>Lets go of the oldest entry, which takes so many words.</summary>
    public void Drop(int length) => _start += length;

    /// <summary>The entry so many words after the oldest.</summary>
    public PointsAppended Read(string runId, long cursor, int offset)
    {
        var words = _words.AsSpan(_start + offset);
        var (segment, rows) = ((int)words[0], (int)words[1]);
        var metrics = new MetricColumn[words[2]];
        words = words[3..];
        var steps = Take(ref words, rows).ToArray();
        var times = Take(ref words, rows).ToArray();
        for (var i = 0; i < metrics.Length; i++)
        {
            var head = Take(ref words, 2);
            var values = MemoryMarshal.Cast<long, double>(Take(ref words, rows)).ToArray();
            var present = head[1] == 0 ? null : MemoryMarshal.Cast<long, ulong>(Take(ref words, (rows + 63) >> 6)).ToArray();
            metrics[i] = new MetricColumn(_names[(int)head[0]], values, present);
        }

        return new PointsAppended(runId, cursor, segment, new PointBatch { Rows = rows, Steps = steps, Times = times, Metrics = metrics });
    }

    private static ReadOnlySpan<long> Take(ref Span<long> words, int count)
    {
        var taken = words[..count];
        words = words[count..];
        return taken;
    }

    private void Put(ReadOnlySpan<long> words)
    {
        words.CopyTo(_words.AsSpan(_end));
        _end += words.Length;
    }

    private int Number(string name)
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, name, out var isKnown);
        if (!isKnown)
        {
            number = _names.Count;
            _names.Add(name);
        }

        return number;
    }

    /// <summary>
    /// Makes room at the end: what is held moves to the front, of a larger array when less than half would be free, and of a
    /// smaller one when a large batch has left one that is far too large.
    /// </summary>
    private void Reserve(int length)
    {
        var held = _words.AsSpan(_start, _end - _start);
        var need = held.Length + length;
        var isFarTooLarge = _words.Length > LargeWords && need < _words.Length / 8;
        if (_end + length <= _words.Length && !isFarTooLarge)
        {
            return;
        }

        var target = isFarTooLarge || need > _words.Length / 2 ? new long[Math.Max(need, 32) * 2] : _words;
        held.CopyTo(target);
        (_words, _start, _end) = (target, 0, held.Length);
    }
}
