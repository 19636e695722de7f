using System.Numerics;
using System.Runtime.InteropServices;

namespace Digits;

/// <summary>The two loops in which training spends its time, as wide as the processor allows.</summary>
internal static class Vectors
{
    public static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var wideA = MemoryMarshal.Cast<float, Vector<float>>(a);
        var wideB = MemoryMarshal.Cast<float, Vector<float>>(b[..a.Length]);
        var sums = Vector<float>.Zero;
        for (var i = 0; i < wideA.Length; i++)
        {
            sums += wideA[i] * wideB[i];
        }

        var sum = Vector.Sum(sums);
        for (var i = wideA.Length * Vector<float>.Count; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    /// <summary>target += factor · source</summary>
    public static void AddScaled(Span<float> target, float factor, ReadOnlySpan<float> source)
    {
        var wideTarget = MemoryMarshal.Cast<float, Vector<float>>(target);
        var wideSource = MemoryMarshal.Cast<float, Vector<float>>(source[..target.Length]);
        for (var i = 0; i < wideTarget.Length; i++)
        {
            wideTarget[i] += wideSource[i] * factor;
        }

        for (var i = wideTarget.Length * Vector<float>.Count; i < target.Length; i++)
        {
            target[i] += factor * source[i];
        }
    }
}
