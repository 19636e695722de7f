using TrainingMonitor.Storage.Chunks;

namespace TrainingMonitor.Storage;

/// <summary>
/// The open tails of one run made into chunks, off the writer's thread: nothing of it is stored or seen until a
/// <see cref="SealJob"/> commits it. Groups of metrics with too few rows for a chunk stay in the tail, unless all is sealed.
/// </summary>
internal sealed class SealPlan
{
    private const int MostColumns = 64;

    /// <summary>More values than this are not left over: their tail row would be written again with each seal.</summary>
    private const long MostLeft = 1 << 16;

    private readonly int _chunkRows;

    private readonly bool _isWhole;

    private SealPlan(RunEntry entry, long nextTailId, bool isWhole, int chunkRows)
    {
        (Entry, NextTailId) = (entry, nextTailId);
        (_isWhole, _chunkRows) = (isWhole, chunkRows);
        (TailRow, TailBytes) = (entry.TakeTailRow(), entry.TailBytes);
        lock (entry.Series.Gate)
        {
            Views = [.. entry.Series.Tails.Select(tail => new TailView(tail))];
            Cursor = entry.Cursor;
        }
    }

    public RunEntry Entry { get; }

    public IReadOnlyList<TailView> Views { get; }

    /// <summary>Tail rows before this one are in the plan; its own number is for what the plan leaves over.</summary>
    public long TailRow { get; }

    /// <summary>Rows that the run gets after the view are in the log from here on.</summary>
    public long NextTailId { get; }

    /// <summary>Bytes of the rows in the plan.</summary>
    public long TailBytes { get; }

    public long Cursor { get; }

    public List<SealedChunk> Chunks { get; } = [];

    public List<StoredBatch> Rests { get; } = [];

    /// <summary>Takes the view. On the writer's thread between groups, where tail rows and tails agree.</summary>
    public static SealPlan View(RunEntry entry, TailLog tails, bool isWhole, int chunkRows) => new(entry, tails.NextId, isWhole, chunkRows);

    /// <summary>Makes the chunks, on any thread.</summary>
    public void Encode(ChunkCodec codec)
    {
        foreach (var view in Views)
        {
            var groups = TailGroup.Of(view);
            var left = groups.Sum(group => (long)(group.Count % _chunkRows) * group.Columns.Count);
            foreach (var group in groups)
            {
                Add(view.Segment, group, _isWhole || left > MostLeft, codec);
            }
        }
    }

    private void Add(int segment, TailGroup group, bool isWhole, ChunkCodec codec)
    {
        group.Arrange();
        var end = isWhole ? group.Count : group.Count - (group.Count % _chunkRows);
        var work = new double[_chunkRows];
        for (var start = 0; start < end; start += _chunkRows)
        {
            var rows = Math.Min(_chunkRows, end - start);
            for (var column = 0; column < group.Columns.Count; column += MostColumns)
            {
                Chunks.Add(Encode(segment, group, [.. group.Columns.Skip(column).Take(MostColumns)], start, rows, work, codec));
            }
        }

        if (end < group.Count)
        {
            Rests.Add(group.Rest(end, Cursor));
        }
    }

    private static SealedChunk Encode(
        int segment, TailGroup group, TailColumnView[] columns, int start, int rows, double[] work, ChunkCodec codec)
    {
        var steps = group.Steps.AsSpan(start, rows);
        var times = group.Times.AsSpan(start, rows);
        codec.Begin(steps, times);
        var entries = new (int, IndexEntry)[columns.Length];
        for (var i = 0; i < columns.Length; i++)
        {
            var values = group.Values(columns[i], start, rows, work);
            codec.Add(columns[i].Metric.Number, values);
            entries[i] = (columns[i].Metric.Number, IndexEntry.OfChunk(0, steps, times, values));
        }

        return new SealedChunk(segment, codec.End().ToArray(), entries);
    }
}

/// <summary>A chunk's bytes, and per metric what the pyramid says of it once the chunk has its number.</summary>
internal sealed record SealedChunk(int Segment, byte[] Bytes, IReadOnlyList<(int Metric, IndexEntry Entry)> Entries);
