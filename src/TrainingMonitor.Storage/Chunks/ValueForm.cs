using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TrainingMonitor.Storage.Chunks;

/// <summary>
/// The ways to see a column of float64 as unsigned numbers. Each gives every bit back or is not taken; see
/// <c>docs/format/chunk.md</c>.
/// </summary>
internal static class ValueForm
{
    public const byte Float64 = 0;
    public const byte Float32 = 1;
    public const byte Decimal = 2;
    public const byte Integer = 32;
    public const int MostDigits = 12;
    private const ulong Sign64 = 1UL << 63;
    private const uint Sign32 = 1U << 31;
    private const double MostExact = 1L << 53;

    private static readonly double[] Powers = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12];

    public static void ToFloat64(ReadOnlySpan<double> values, Span<ulong> numbers)
    {
        for (var i = 0; i < values.Length; i++)
        {
            var bits = BitConverter.DoubleToUInt64Bits(values[i]);
            numbers[i] = bits ^ ((ulong)((long)bits >> 63) | Sign64);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FromFloat64(Span<ulong> numbers, Span<double> values)
    {
        for (var i = 0; i < numbers.Length; i++)
        {
            var number = numbers[i];
            values[i] = BitConverter.UInt64BitsToDouble(number ^ ((ulong)~((long)number >> 63) | Sign64));
        }
    }

    /// <summary>False when a value is more than a float32 can say.</summary>
    public static bool TryToFloat32(ReadOnlySpan<double> values, Span<ulong> numbers)
    {
        for (var i = 0; i < values.Length; i++)
        {
            var single = (float)values[i];
            if (BitConverter.DoubleToInt64Bits(single) != BitConverter.DoubleToInt64Bits(values[i]))
            {
                return false;
            }

            var bits = BitConverter.SingleToUInt32Bits(single);
            numbers[i] = bits ^ ((uint)((int)bits >> 31) | Sign32);
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FromFloat32(ReadOnlySpan<ulong> numbers, Span<double> values)
    {
        for (var i = 0; i < numbers.Length; i++)
        {
            var number = (uint)numbers[i];
            values[i] = BitConverter.UInt32BitsToSingle(number ^ ((uint)~((int)number >> 31) | Sign32));
        }
    }

    /// <summary>The least number of decimals that gives every value back, or −1.</summary>
    public static int TryToDecimal(ReadOnlySpan<double> values, Span<ulong> numbers)
    {
        for (var digits = 0; digits <= MostDigits; digits++)
        {
            // A few values settle nearly every case.
            if (Fits(values[..Math.Min(values.Length, 16)], digits, numbers) && Fits(values, digits, numbers))
            {
                return digits;
            }
        }

        return -1;
    }

    public static void FromDecimal(ReadOnlySpan<ulong> numbers, int digits, Span<double> values)
    {
        var power = Powers[digits];
        for (var i = 0; i < numbers.Length; i++)
        {
            values[i] = (long)numbers[i] / power;
        }
    }

    public static Span<ulong> AsNumbers(Span<long> integers) => MemoryMarshal.Cast<long, ulong>(integers);

    public static ReadOnlySpan<ulong> AsNumbers(ReadOnlySpan<long> integers) => MemoryMarshal.Cast<long, ulong>(integers);

    private static bool Fits(ReadOnlySpan<double> values, int digits, Span<ulong> numbers)
    {
        var power = Powers[digits];
        for (var i = 0; i < values.Length; i++)
        {
            var scaled = Math.Round(values[i] * power);
            if (!(Math.Abs(scaled) <= MostExact))
            {
                return false;
            }

            var whole = (long)scaled;
            if (BitConverter.DoubleToInt64Bits(whole / power) != BitConverter.DoubleToInt64Bits(values[i]))
            {
                return false;
            }

            numbers[i] = (ulong)whole;
        }

        return true;
    }
}
