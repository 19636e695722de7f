using Microsoft.Data.Sqlite;
using TrainingMonitor.Contract;

namespace TrainingMonitor.Storage;

/// <summary>
/// What is known of a run's points in memory: its metrics with their summaries, its writers, its segments and open tails.
/// Only the writer's thread changes it, after the commit and under <see cref="Gate"/>; readers take the gate just long
/// enough to copy numbers or references. The gate is innermost: nothing else is locked while it is held.
/// </summary>
internal sealed class RunSeries
{
    private readonly Dictionary<string, MetricState> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<int, MetricState> _byNumber = [];
    private readonly Dictionary<string, WriterState> _writers = new(StringComparer.Ordinal);
    private readonly List<Tail> _tails = [];
    private readonly Dictionary<SeriesKey, SeriesIndex> _indexes = [];
    private int _nextNumber;
    private SegmentState[] _segments = [new SegmentState(1, null)];

    public Lock Gate { get; } = new();

    /// <summary>Is told of a part that cannot be read, and why.</summary>
    public Action<string, string> Damaged { get; init; } = (_, _) => { };

    /// <summary>The names on disk cannot be read; metrics are known by number and get a name in place of theirs.</summary>
    public bool HasLostNames { get; set; }

    public StepRate Rate { get; } = new();

    public IReadOnlyCollection<MetricState> Metrics => _byName.Values;

    public IReadOnlyCollection<WriterState> Writers => _writers.Values;

    public IReadOnlyList<Tail> Tails => _tails;

    /// <summary>In order of their numbers; replaced, never changed.</summary>
    public IReadOnlyList<SegmentState> Segments => _segments;

    public SegmentState Newest => _segments[^1];

    /// <summary>
    /// The run's cursor up to which the points here are complete. It moves under the gate together with them, so that a
    /// view taken under the gate and this number tell of the same moment: a reader misses no point and doubles none.
    /// </summary>
    public long Cursor { get; private set; }

    /// <summary>Points of all segments.</summary>
    public long Points { get; set; }

    /// <summary>The greatest step of the newest segment's view; null before the first point.</summary>
    public long? LastStep { get; set; }

    /// <summary>The step after which <see cref="PointBatch"/> rows without one go on, also within a group.</summary>
    public long? PendingStep { get; set; }

    public long? LastTime { get; set; }

    /// <summary>When points last came in, by the server's clock; 0 for never.</summary>
    public long ArrivedAt { get; set; }

    /// <summary>About when the oldest of the open points came in; after a seal, when it was stored.</summary>
    public long OpenSince { get; private set; }

    /// <summary>Tail rows before this one are in the sums that were loaded.</summary>
    public long CountedBefore { get; set; }

    /// <summary>Whether the sums that were loaded are of the newest segments; where nothing was, there is nothing to sum.</summary>
    public bool IsSummed { get; set; } = true;

    public bool LimitTold { get; set; }

    /// <summary>Under the gate: all that the cursor counts is here now.</summary>
    public void Reach(long cursor) => Cursor = Math.Max(Cursor, cursor);

    public MetricState? Find(string name) => _byName.GetValueOrDefault(name);

    public MetricState FindOrAdd(string name)
    {
        if (!_byName.TryGetValue(name, out var metric))
        {
            metric = new MetricState(_nextNumber, name);
            lock (Gate)
            {
                Add(metric);
            }
        }

        return metric;
    }

    public void Add(MetricState metric)
    {
        _byName.Add(metric.Name, metric);
        _byNumber.Add(metric.Number, metric);
        _nextNumber = Math.Max(_nextNumber, metric.Number + 1);
    }

    /// <summary>The metric of a number in a tail record; one that is new comes with its name.</summary>
    public MetricState FromRecord(int number, string? name)
    {
        if (_byNumber.TryGetValue(number, out var metric))
        {
            return metric;
        }

        name ??= HasLostNames ? LostNames.NameOf(number) : throw new Chunks.CorruptDataException($"got metric number {number} without a name");
        while (_byName.ContainsKey(name))
        {
            name += "'";
        }

        metric = new MetricState(number, name);
        Add(metric);
        return metric;
    }

    public WriterState Writer(string name)
    {
        if (!_writers.TryGetValue(name, out var writer))
        {
            _writers[name] = writer = new WriterState(name);
        }

        return writer;
    }

    public WriterState? FindWriter(string name) => _writers.GetValueOrDefault(name);

    public void SetSegments(IEnumerable<SegmentState> segments) => _segments = [.. segments];

    /// <summary>
    /// The first step that a segment no longer contributes to the newest view, because a later one begins there.
    /// </summary>
    public long CutOf(int segment)
    {
        var cut = long.MaxValue;
        foreach (var later in _segments)
        {
            if (later.Number > segment && later.FromStep is { } from)
            {
                cut = Math.Min(cut, from);
            }
        }

        return cut;
    }

    /// <summary>Takes a durable batch in. At start, <paramref name="isCounted"/> ones are in the sums already.</summary>
    public void Apply(StoredBatch batch, long cursor, bool isCounted = false)
    {
        lock (Gate)
        {
            Reach(cursor);
            if (_tails.Count == 0)
            {
                OpenSince = batch.ArrivedAt > 0 ? batch.ArrivedAt : ArrivedAt;
            }

            TailOf(batch.Segment).Append(batch);
            if (isCounted)
            {
                Rate.Add(batch.Steps.AsSpan(0, batch.Rows), batch.Times.AsSpan(0, batch.Rows));
                return;
            }

            var isVisible = batch.Segment == Newest.Number;
            foreach (var (metric, column, count) in batch.Columns)
            {
                metric.IsKnownOnDisk = true;
                Points += count;
                if (isVisible)
                {
                    Summarise(metric, column, batch);
                }
            }

            if (isVisible && batch.Columns.Length > 0)
            {
                Rate.Add(batch.Steps.AsSpan(0, batch.Rows), batch.Times.AsSpan(0, batch.Rows));
            }

            ArrivedAt = Math.Max(ArrivedAt, batch.ArrivedAt);
            if (batch.Writer is not null)
            {
                var writer = Writer(batch.Writer);
                (writer.Seq, writer.Accepted, writer.Rejected) = (batch.Seq, batch.Accepted, batch.Rejected);
                writer.PendingSeq = Math.Max(writer.PendingSeq, batch.Seq);
            }
        }
    }

    /// <summary>Forgets what ran ahead of a commit that failed.</summary>
    public void Revert()
    {
        PendingStep = LastStep;
        foreach (var writer in _writers.Values)
        {
            writer.PendingSeq = writer.Seq;
        }
    }

    /// <summary>The pyramid's growing edge, read from disk when it is first wanted.</summary>
    public SeriesIndex Index(SqliteConnection connection, SeriesKey key)
    {
        lock (Gate)
        {
            if (!_indexes.TryGetValue(key, out var index))
            {
                _indexes[key] = index = PyramidTable.LoadEdge(connection, key, Damaged);
            }

            return index;
        }
    }

    /// <summary>To be called under the gate, as the next one.</summary>
    public void SetIndex(SeriesKey key, SeriesIndex index) => _indexes[key] = index;

    /// <summary>What came in since the seal's view, and what it left over, is open from now on.</summary>
    public void ReplaceTail(Tail tail)
    {
        OpenSince = ArrivedAt;
        _tails.RemoveAll(old => old.Segment == tail.Segment);
        if (tail.Rows > 0)
        {
            _tails.Add(tail);
            _tails.Sort((a, b) => a.Segment.CompareTo(b.Segment));
        }
    }

    private Tail TailOf(int segment)
    {
        foreach (var tail in _tails)
        {
            if (tail.Segment == segment)
            {
                return tail;
            }
        }

        var added = new Tail(segment);
        _tails.Add(added);
        return added;
    }

    private void Summarise(MetricState metric, MetricColumn column, StoredBatch batch)
    {
        for (var row = 0; row < batch.Rows; row++)
        {
            if (!column.Has(row))
            {
                continue;
            }

            var step = batch.Steps[row];
            metric.Add(step, batch.Times[row], column.Values[row]);
            if (LastStep is not { } last || step >= last)
            {
                LastStep = step;
                LastTime = batch.Times[row];
            }
        }

        if (PendingStep is not { } pending || pending < LastStep)
        {
            PendingStep = LastStep;
        }
    }
}
