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

    /// <summary>
    /// The first index of ascending <paramref name="xs"/> after <paramref name="start"/>, which lies in the bucket, and before
    /// <paramref name="end"/> whose x is past it; <paramref name="end"/> when there is none.
    /// </summary>
    public int EndOf(int bucket, IntegerView xs, int start, int end, double scale)
    {
        if (Of(xs[end - 1] * scale) == bucket)
        {
            return end;
        }

        // Points mostly come at a steady pace: look where the border would be, then ever further from it.
        var (low, high) = (start + 1, end - 1);
        var (first, last) = (xs[start] * scale, xs[high] * scale);
        var share = (From + ((bucket + 1.0) / Buckets * (To - From)) - first) / (last - first);
        var guess = Math.Clamp(start + (int)(share * (high - start)), low, high);
        if (Of(xs[guess] * scale) > bucket)
        {
            high = guess;
            for (var reach = 1; high > low; reach <<= 1)
            {
                var before = Math.Max(low, high - reach);
                if (Of(xs[before] * scale) <= bucket)
                {
                    low = before + 1;
                    break;
                }

                high = before;
            }
        }
        else
        {
            low = guess + 1;
            for (var reach = 1; low < high; reach <<= 1)
            {
                var after = Math.Min(high - 1, low + reach - 1);
                if (Of(xs[after] * scale) > bucket)
                {
                    high = after;
                    break;
                }

                low = after + 1;
            }
        }

        while (low < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = Of(xs[middle] * scale) > bucket ? (low, middle) : (middle + 1, high);
        }

        return low;
    }
}
