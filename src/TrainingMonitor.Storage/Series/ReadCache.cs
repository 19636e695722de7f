using System.Runtime.CompilerServices;

namespace TrainingMonitor.Storage;

/// <summary>
/// What readers have decoded lately: values of chunks, the steps and times that metrics share, nodes of pyramids. All of it is
/// immutable by its key, so nothing is ever wrong in here, only old. What is found is held for the finder, who releases it.
/// </summary>
internal sealed class ReadCache(long mostBytes)
{
    private const int UsualRows = 2048;
    private const int ObjectBytes = 200;
    private static readonly int NumbersOfEntry = (Unsafe.SizeOf<IndexEntry>() + 7) / 8;
    private readonly CellPool _columns = new(UsualRows);
    private readonly CellPool _nodes = new(SeriesIndex.Fan * NumbersOfEntry);
    private readonly LruCache<CacheKey, SharedMemory> _kept = new(mostBytes, value => value.Hold(), value => value.Dispose());
    private long _bytesRead;

    /// <summary>For walks that should leave no trace.</summary>
    public static ReadCache None => new(0);

    /// <summary>Bytes of chunks and nodes read from the file so far.</summary>
    public long BytesRead => Volatile.Read(ref _bytesRead);

    public void Touched(int bytes) => Interlocked.Add(ref _bytesRead, bytes);

    public Cell RentColumn(int rows) => _columns.Rent(rows);

    public Cell RentNode() => _nodes.Rent(SeriesIndex.Fan * NumbersOfEntry);

    public ChunkPoints? Points(long chunk, int metric) => _kept.Find(CacheKey.OfPoints(chunk, metric)) as ChunkPoints;

    public void Keep(long chunk, int metric, ChunkPoints points) =>
        _kept.Keep(CacheKey.OfPoints(chunk, metric), points, ObjectBytes + BytesOf(points.View.Count));

    public ChunkRows? Rows(long chunk) => _kept.Find(CacheKey.OfRows(chunk)) as ChunkRows;

    public void Keep(long chunk, ChunkRows rows) => _kept.Keep(CacheKey.OfRows(chunk), rows, ObjectBytes + (rows.Columns * BytesOf(rows.Count)));

    public PyramidNode? Node(SeriesKey key, int level, long n) => _kept.Find(CacheKey.OfNode(key, level, n)) as PyramidNode;

    public void Keep(SeriesKey key, int level, long n, PyramidNode node) =>
        _kept.Keep(CacheKey.OfNode(key, level, n), node, ObjectBytes + (8L * SeriesIndex.Fan * NumbersOfEntry));

    public void Clear() => _kept.Clear();

    /// <summary>A column that is not unusually short or long takes a whole cell.</summary>
    private static long BytesOf(int rows) => 8L * (rows >= UsualRows / 4 ? Math.Max(rows, UsualRows) : rows);

    private readonly record struct CacheKey(long Of, int Metric, int Segment, int Level, long N)
    {
        private const int LevelOfPoints = -1;
        private const int LevelOfRows = -2;

        public static CacheKey OfPoints(long chunk, int metric) => new(chunk, metric, 0, LevelOfPoints, 0);

        public static CacheKey OfRows(long chunk) => new(chunk, 0, 0, LevelOfRows, 0);

        public static CacheKey OfNode(SeriesKey key, int level, long n) => new(key.Run, key.Metric, key.Segment, level, n);
    }
}
