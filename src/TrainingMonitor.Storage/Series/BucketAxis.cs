namespace TrainingMonitor.Storage;

/// <summary>
/// The one formula that says in which bucket an x falls: [from, to] in equal parts. It is monotonic in x, so the buckets
/// of a sorted column are found by looking at their ends.
/// </summary>
internal readonly record struct BucketAxis(double From, double To, int Buckets)
{
    public int Of(double x)
    {
        if (!(To > From))
        {
            return 0;
        }

        return Math.Clamp((int)Math.Floor((x - From) / (To - From) * Buckets), 0, Buckets - 1);
    }

    public bool Contains(double x) => x >= From && x <= To;

    /// <summary>The first index from <paramref name="start"/> whose x is past the bucket, in ascending <paramref name="xs"/>.</summary>
    public int EndOf(int bucket, ReadOnlySpan<long> xs, int start, double scale)
    {
        var (low, high) = (start, xs.Length);

        // Buckets are short next to a chunk or span all of it: gallop first.
        for (var reach = 16; low + reach < high; reach <<= 1)
        {
            if (Of(xs[low + reach] * scale) > bucket)
            {
                high = low + reach;
                break;
            }

            low += reach;
        }

        while (low < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = Of(xs[middle] * scale) > bucket ? (low, middle) : (middle + 1, high);
        }

        return low;
    }
}
