using System.Runtime.CompilerServices;

namespace TrainingMonitor.Storage.Chunks;

/// <summary>
/// A column of unsigned 64-bit numbers as seeds and byte planes, of the order of differences that makes it smallest. All
/// arithmetic is modulo 2^64, so any numbers at all come back.
/// </summary>
internal static class IntegerCodec
{
    public const int MostOrder = 2;

    /// <summary>Writes order, seeds and planes. <paramref name="isBased"/> takes the least number off where the order is 0.</summary>
    public static void Encode(ByteSink sink, ReadOnlySpan<ulong> numbers, int order, bool isBased, Scratch scratch)
    {
        sink.Byte((byte)order);
        var work = scratch.Work(numbers.Length);
        WriteSeeds(sink, numbers, order, isBased);
        Difference(numbers, order, isBased, work);
        var planes = Planes.Needed(work);
        sink.Byte((byte)planes);
        var bytes = scratch.Plane(numbers.Length);
        for (var plane = 0; plane < planes; plane++)
        {
            Planes.Cut(work, plane, bytes);
            PlaneCodec.Encode(sink, bytes);
        }
    }

    public static void Decode(ref ByteSource source, Span<ulong> numbers, bool isBased, Scratch scratch)
    {
        int order = source.Byte();
        if (order > MostOrder)
        {
            throw new CorruptDataException($"got order {order}, want 0…{MostOrder}");
        }

        var first = order > 0 || isBased ? source.Varint() : 0;
        var second = order > 1 ? source.Varint() : 0;
        int planes = source.Byte();
        if (planes > 8)
        {
            throw new CorruptDataException($"got {planes} planes, want at most 8");
        }

        numbers.Clear();
        var bytes = scratch.Plane(numbers.Length);
        for (var plane = 0; plane < planes; plane++)
        {
            if (PlaneCodec.Decode(ref source, bytes))
            {
                Planes.MergeSame(bytes[0], plane, numbers);
            }
            else
            {
                Planes.Merge(bytes, plane, numbers);
            }
        }

        Sum(numbers, order, first, second);
    }

    /// <summary>Whether based numbers without planes follow from their seeds; all of them are in range, so no sum wraps.</summary>
    public static bool TryDecodeLinear(ref ByteSource source, int rows, out ulong first, out ulong stride)
    {
        (first, stride) = (0, 0);
        int order = source.Byte();
        if (order > MostOrder)
        {
            return false;
        }

        first = source.Varint();
        stride = order > 1 ? source.Varint() - first : 0;
        return source.Byte() == 0 && rows > 0;
    }

    /// <summary>The order of differences with the smallest estimate, and that estimate.</summary>
    public static (int Order, int Size) Choose(ReadOnlySpan<ulong> numbers, bool isBased, Scratch scratch)
    {
        var (best, size) = (0, int.MaxValue);
        for (var order = 0; order <= MostOrder; order++)
        {
            var work = scratch.Work(numbers.Length);
            Difference(numbers, order, isBased, work);
            var estimate = scratch.Estimate(work) + (order * 9);
            if (estimate < size)
            {
                (best, size) = (order, estimate);
            }
            else if (order == 1 && estimate > size + (size >> 3))
            {
                // Noise only grows with each difference.
                break;
            }
        }

        return (best, size);
    }

    private static void WriteSeeds(ByteSink sink, ReadOnlySpan<ulong> numbers, int order, bool isBased)
    {
        if (order > 0)
        {
            sink.Varint(numbers[0]);
        }
        else if (isBased)
        {
            sink.Varint((ulong)Least(numbers));
        }

        if (order > 1)
        {
            sink.Varint(numbers.Length > 1 ? numbers[1] : numbers[0]);
        }
    }

    private static long Least(ReadOnlySpan<ulong> numbers)
    {
        var least = long.MaxValue;
        foreach (var number in numbers)
        {
            least = Math.Min(least, (long)number);
        }

        return least;
    }

    private static void Difference(ReadOnlySpan<ulong> numbers, int order, bool isBased, Span<ulong> work)
    {
        if (order == 0)
        {
            var based = isBased ? (ulong)Least(numbers) : 0;
            for (var i = 0; i < numbers.Length; i++)
            {
                work[i] = numbers[i] - based;
            }

            return;
        }

        work[..Math.Min(order, work.Length)].Clear();
        if (order == 1)
        {
            for (var i = 1; i < numbers.Length; i++)
            {
                work[i] = Zigzag(numbers[i] - numbers[i - 1]);
            }

            return;
        }

        for (var i = 2; i < numbers.Length; i++)
        {
            work[i] = Zigzag(numbers[i] - (2 * numbers[i - 1]) + numbers[i - 2]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sum(Span<ulong> numbers, int order, ulong first, ulong second)
    {
        if (order == 0)
        {
            for (var i = 0; first != 0 && i < numbers.Length; i++)
            {
                numbers[i] += first;
            }

            return;
        }

        var value = first;
        if (order == 1)
        {
            for (var i = 0; i < numbers.Length; i++)
            {
                value += Unzigzag(numbers[i]);
                numbers[i] = value;
            }

            return;
        }

        numbers[0] = first;
        value = second;
        var step = second - first;
        for (var i = 1; i < numbers.Length; i++)
        {
            // Row 1 is the second seed itself: its place holds 0 and its step is undone first.
            step += Unzigzag(numbers[i]);
            value = i == 1 ? second : value + step;
            numbers[i] = value;
        }
    }

    private static ulong Zigzag(ulong difference) => (difference << 1) ^ (ulong)((long)difference >> 63);

    private static ulong Unzigzag(ulong coded) => (coded >> 1) ^ (0 - (coded & 1));
}
