using System.Runtime.CompilerServices;

namespace TrainingMonitor.Storage.Chunks;

/// <summary>Code lengths of at most <see cref="MostBits"/> bits for 256 symbols, and the canonical codes that follow from them.</summary>
internal static class HuffmanCode
{
    public const int MostBits = 11;

    /// <summary>Lengths for the counted symbols, 0 for those that do not occur. At least two must occur.</summary>
    public static void Lengths(ReadOnlySpan<int> counts, Span<byte> lengths)
    {
        Span<int> weights = stackalloc int[256];
        counts.CopyTo(weights);
        while (!TryLengths(weights, lengths))
        {
            // Flatter weights make a flatter tree; it ends at equal weights, which need 8 bits.
            for (var i = 0; i < weights.Length; i++)
            {
                weights[i] = weights[i] == 0 ? 0 : (weights[i] >> 2) + 1;
            }
        }
    }

    /// <summary>Canonical codes, bit-reversed because streams are read low bits first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Codes(ReadOnlySpan<byte> lengths, Span<ushort> codes)
    {
        Span<int> next = stackalloc int[MostBits + 2];
        foreach (var length in lengths)
        {
            if (length > 0)
            {
                next[length + 1]++;
            }
        }

        for (var bits = 1; bits <= MostBits; bits++)
        {
            next[bits] = (next[bits] + next[bits - 1]) << 1;
        }

        for (var symbol = 0; symbol < lengths.Length; symbol++)
        {
            if (lengths[symbol] is > 0 and var length)
            {
                codes[symbol] = Reverse(next[length]++, length);
            }
        }
    }

    /// <summary>Whether the lengths make a whole prefix code, so that each look-up finds a symbol.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool IsComplete(ReadOnlySpan<byte> lengths)
    {
        var sum = 0;
        foreach (var length in lengths)
        {
            sum += length == 0 ? 0 : 1 << (MostBits - length);
        }

        return sum == 1 << MostBits;
    }

    private static ushort Reverse(int code, int length)
    {
        // Neighbours change places, then pairs, then fours, then bytes.
        var bits = (uint)code;
        bits = ((bits & 0x5555) << 1) | ((bits >> 1) & 0x5555);
        bits = ((bits & 0x3333) << 2) | ((bits >> 2) & 0x3333);
        bits = ((bits & 0x0F0F) << 4) | ((bits >> 4) & 0x0F0F);
        bits = ((bits & 0x00FF) << 8) | ((bits >> 8) & 0x00FF);
        return (ushort)(bits >> (16 - length));
    }

    /// <summary>The textbook way with two queues: leaves by weight, inner nodes in the order of their making.</summary>
    private static bool TryLengths(ReadOnlySpan<int> weights, Span<byte> lengths)
    {
        Span<long> leaves = stackalloc long[256];
        var count = 0;
        for (var symbol = 0; symbol < 256; symbol++)
        {
            if (weights[symbol] > 0)
            {
                leaves[count++] = ((long)weights[symbol] << 8) | (uint)symbol;
            }
        }

        leaves[..count].Sort();
        Span<long> weightOf = stackalloc long[511];
        Span<int> parent = stackalloc int[511];
        for (var i = 0; i < count; i++)
        {
            weightOf[i] = leaves[i] >> 8;
        }

        var (leaf, inner) = (0, count);
        for (var node = count; node < (2 * count) - 1; node++)
        {
            weightOf[node] = 0;
            for (var child = 0; child < 2; child++)
            {
                var chosen = leaf < count && (inner >= node || weightOf[leaf] <= weightOf[inner]) ? leaf++ : inner++;
                weightOf[node] += weightOf[chosen];
                parent[chosen] = node;
            }
        }

        return Assign(leaves[..count], parent, lengths);
    }

    private static bool Assign(ReadOnlySpan<long> leaves, ReadOnlySpan<int> parent, Span<byte> lengths)
    {
        Span<byte> depth = stackalloc byte[511];
        var root = (2 * leaves.Length) - 2;
        depth[root] = 0;
        for (var node = root - 1; node >= 0; node--)
        {
            depth[node] = (byte)(depth[parent[node]] + 1);
        }

        lengths.Clear();
        for (var i = 0; i < leaves.Length; i++)
        {
            if (depth[i] > MostBits)
            {
                return false;
            }

            lengths[(byte)leaves[i]] = depth[i];
        }

        return true;
    }
}
