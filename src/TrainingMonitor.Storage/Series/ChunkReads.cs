using System.Collections.Concurrent;
using TrainingMonitor.Storage.Chunks;

namespace TrainingMonitor.Storage;

/// <summary>
/// Decodes the chunks that an answer needs: what the cache has not, over two threads when it is much. A chunk that cannot be
/// read is told of and taken for empty, so the rest stays readable.
/// </summary>
internal sealed class ChunkReads(ReadConnections readers, ReadCache cache, Action<string, string> damaged)
{
    private const int WorthSharing = 24;

    /// <summary>The pieces in their order; points are null where the summary is enough, and cut where a later segment takes over.</summary>
    public IEnumerable<(Piece Piece, PointColumns? Points)> Decode(SeriesPart part, List<Piece> pieces)
    {
        var decoded = new PointColumns?[pieces.Count];
        var missing = new List<int>();
        for (var i = 0; i < pieces.Count; i++)
        {
            if (!pieces[i].IsWhole && (decoded[i] = cache.Points(pieces[i].Entry.Child, part.Key.Metric)) is null)
            {
                missing.Add(i);
            }
        }

        if (missing.Count >= WorthSharing)
        {
            Parallel.ForEach(
                Partitioner.Create(0, missing.Count, Math.Max(8, (missing.Count + 7) / 8)),
                new ParallelOptions { MaxDegreeOfParallelism = Math.Min(Environment.ProcessorCount, 4) },
                range => Decode(part.Key, pieces, missing, range.Item1, range.Item2, decoded));
        }
        else if (missing.Count > 0)
        {
            Decode(part.Key, pieces, missing, 0, missing.Count, decoded);
        }

        for (var i = 0; i < pieces.Count; i++)
        {
            yield return (pieces[i], decoded[i]?.Before(part.Cut));
        }
    }

    private void Decode(SeriesKey key, List<Piece> pieces, List<int> missing, int from, int to, PointColumns?[] decoded)
    {
        using var lease = readers.Rent();
        using var blob = new ChunkBlob(lease.Connection);
        var decoder = new ChunkDecoder(blob, cache, to - from);
        for (var i = from; i < to; i++)
        {
            var chunk = pieces[missing[i]].Entry.Child;
            try
            {
                decoded[missing[i]] = decoder.Read(chunk, key.Metric);
            }
            catch (CorruptDataException e)
            {
                decoded[missing[i]] = PointColumns.Empty;
                damaged($"chunk {chunk} of metric {key.Metric}", e.Message);
            }
        }
    }
}
