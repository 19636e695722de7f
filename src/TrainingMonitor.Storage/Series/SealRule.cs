namespace TrainingMonitor.Storage;

/// <summary>What the sealer looks at: how many points the longest metric of an open tail has, and all of them; how long nothing came, and since when it is open.</summary>
internal readonly record struct TailAge(int Longest, long Values, TimeSpan Quiet, TimeSpan Open);

/// <summary>
/// When an open tail becomes chunks. A chunk costs some hundred bytes beside its values, a row of the tail nearly as many and time
/// at the next start, so a run that logs now and then is sealed when it has enough for a chunk, or is a day old, or when
/// many such tails have come together.
/// </summary>
internal static class SealRule
{
    /// <summary>A tail with this many values is sealed even when its chunks are short: a run of very many metrics.</summary>
    private const long MostValues = 1 << 20;

    /// <summary>Values of all short tails, beyond which they are not kept open: each is a row to replay at the next start.</summary>
    private const long MostOfShort = 1 << 15;
    private const int FewestRows = 128;
    private static readonly TimeSpan QuietAtEnd = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Slow = TimeSpan.FromHours(4);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>Whether a tail with so many rows has too few for a chunk.</summary>
    public static bool IsShort(int longest, int chunkRows) => longest < Math.Min(FewestRows, chunkRows);

    /// <summary>Whether to seal, and if so whether all of it.</summary>
    /// <param name="tail">The largest of the run.</param>
    /// <param name="hasEnded">No more points are expected.</param>
    /// <param name="sealAfter">How long a run that goes on may be quiet.</param>
    /// <param name="chunkRows">Rows of a full chunk.</param>
    /// <param name="ofShort">Values of the short tails of all runs.</param>
    public static bool? IsDue(in TailAge tail, bool hasEnded, TimeSpan sealAfter, int chunkRows, long ofShort)
    {
        var hasEnough = !IsShort(tail.Longest, chunkRows);
        if (tail.Values >= MostValues && hasEnough)
        {
            return true;
        }

        if (hasEnded && tail.Quiet > QuietAtEnd)
        {
            return true;
        }

        if (hasEnough ? tail.Quiet > sealAfter || tail.Open > Slow : tail.Quiet > sealAfter && (tail.Open > Longest || ofShort > MostOfShort))
        {
            return true;
        }

        return tail.Longest >= chunkRows ? false : null;
    }
}
