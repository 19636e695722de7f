using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace TrainingMonitor.Storage.Chunks;

/// <summary>Cuts unsigned numbers into byte planes and puts them together again.</summary>
internal static class Planes
{
    /// <summary>How many low planes hold everything.</summary>
    public static int Needed(ReadOnlySpan<ulong> numbers)
    {
        ulong all = 0;
        foreach (var number in numbers)
        {
            all |= number;
        }

        return (71 - System.Numerics.BitOperations.LeadingZeroCount(all)) / 8;
    }

    public static void Cut(ReadOnlySpan<ulong> numbers, int plane, Span<byte> bytes)
    {
        var shift = 8 * plane;
        for (var i = 0; i < numbers.Length; i++)
        {
            bytes[i] = (byte)(numbers[i] >> shift);
        }
    }

    /// <summary>Puts one plane into its place in all numbers, which must be 0 there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Merge(ReadOnlySpan<byte> bytes, int plane, Span<ulong> numbers)
    {
        var shift = 8 * plane;
        var i = 0;
        ref var from = ref MemoryMarshal.GetReference(bytes);
        ref var to = ref MemoryMarshal.GetReference(numbers);
        if (Vector256.IsHardwareAccelerated)
        {
            for (; i + 16 <= numbers.Length; i += 16)
            {
                var (low, high) = Vector128.Widen(Vector128.LoadUnsafe(ref from, (nuint)i));
                var (a, b) = Vector128.Widen(low);
                var (c, d) = Vector128.Widen(high);
                Or(ref to, i, a, shift);
                Or(ref to, i + 4, b, shift);
                Or(ref to, i + 8, c, shift);
                Or(ref to, i + 12, d, shift);
            }
        }

        for (; i < numbers.Length; i++)
        {
            numbers[i] |= (ulong)bytes[i] << shift;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MergeSame(byte value, int plane, Span<ulong> numbers)
    {
        if (value == 0)
        {
            return;
        }

        var bits = (ulong)value << (8 * plane);
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] |= bits;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Or(ref ulong to, int at, Vector128<uint> four, int shift)
    {
        var (low, high) = Vector128.Widen(four);
        var wide = Vector256.Create(low, high) << shift;
        (Vector256.LoadUnsafe(ref to, (nuint)at) | wide).StoreUnsafe(ref to, (nuint)at);
    }
}
