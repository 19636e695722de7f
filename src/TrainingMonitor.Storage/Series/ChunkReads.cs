using TrainingMonitor.Storage.Chunks;

namespace TrainingMonitor.Storage;

/// <summary>A chunk that a question cuts: where it comes in order of arrival, and the steps that are asked for of it.</summary>
internal readonly record struct CutChunk(long Chunk, int Order, StepWindow Steps, bool HasSortedTimes);

/// <summary>
/// Decodes the chunks that an answer needs, over the processor's cores when they are many. A chunk that cannot be read is told
/// of and taken for empty, so the rest stays readable.
/// </summary>
internal sealed class ChunkReads(ReadConnections readers, ReadCache cache, Action<string, string> damaged)
{
    private const int WorthSharing = 64;
    private const int MostRanges = 8;

    /// <summary>
    /// Hands each chunk to one of several states, which begin empty and come back in the order of their chunks: its points, or
    /// the folds that are left of them, as far as they are in its steps. A chunk's memory may be looked at only while it is
    /// handed over.
    /// </summary>
    public TState[] Each<TState>(
        int metric, IReadOnlyList<CutChunk> chunks, Func<TState> begin, Action<TState, CutChunk, ChunkPoints> take, Action<TState, CutChunk, Fold> takeFold)
    {
        if (chunks.Count == 0)
        {
            return [];
        }

        var ranges = chunks.Count < WorthSharing ? 1 : Math.Min(MostRanges, chunks.Count * 2 / WorthSharing);
        var states = new TState[ranges];
        if (ranges == 1)
        {
            Work(0);
        }
        else
        {
            Parallel.For(0, ranges, new ParallelOptions { MaxDegreeOfParallelism = Math.Min(Environment.ProcessorCount, 4) }, Work);
        }

        return states;

        void Work(int range)
        {
            states[range] = begin();
            using var lease = readers.Rent();
            using var blob = new ChunkBlob(lease.Connection);
            var reader = new ChunkReader(blob, cache);
            var end = (int)((range + 1L) * chunks.Count / ranges);
            for (var i = (int)((long)range * chunks.Count / ranges); i < end; i++)
            {
                if (Read(reader, chunks[i].Chunk, metric, out var folds) is { } points)
                {
                    using (points)
                    {
                        take(states[range], chunks[i], points);
                    }
                }

                for (var at = 0; at < (folds?.Count ?? 0); at++)
                {
                    if (folds![at] is var fold && chunks[i].Steps.Takes(fold.Entry.Summary))
                    {
                        takeFold(states[range], chunks[i], fold);
                    }
                }
            }
        }
    }

    /// <summary>Whether only folds are left of some of these chunks.</summary>
    public bool HasFolds(IEnumerable<long> chunks)
    {
        using var lease = readers.Rent();
        using var blob = new ChunkBlob(lease.Connection);
        return chunks.Any(new ChunkReader(blob, cache).IsFolded);
    }

    private ChunkPoints? Read(ChunkReader reader, long chunk, int metric, out Folds? folds)
    {
        try
        {
            return reader.Read(chunk, metric, out folds);
        }
        catch (CorruptDataException e)
        {
            folds = null;
            damaged($"chunk {chunk} of metric {metric}", e.Message);
            return null;
        }
    }
}
