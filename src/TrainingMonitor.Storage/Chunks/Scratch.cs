using System.Runtime.InteropServices;

namespace TrainingMonitor.Storage.Chunks;

/// <summary>Working memory of one encoder or decoder, for one thread at a time, so that a chunk allocates nothing.</summary>
internal sealed class Scratch
{
    [ThreadStatic]
    private static Scratch? _ofThread;

    private readonly int[] _counts = new int[8 * 256];
    private ulong[] _numbers = [];
    private ulong[] _candidate = [];
    private ulong[] _work = [];
    private byte[] _plane = [];

    public static Scratch OfThread => _ofThread ??= new Scratch();

    public Span<ulong> Numbers(int rows) => Sized(ref _numbers, rows);

    public Span<ulong> Candidate(int rows) => Sized(ref _candidate, rows);

    public Span<ulong> Work(int rows) => Sized(ref _work, rows);

    public Span<byte> Plane(int rows) => Sized(ref _plane, rows);

    /// <summary>The bytes that the planes of these numbers will take, nearly.</summary>
    public int Estimate(ReadOnlySpan<ulong> numbers)
    {
        var planes = Planes.Needed(numbers);
        Array.Clear(_counts, 0, planes * 256);
        ref var counts = ref MemoryMarshal.GetArrayDataReference(_counts);
        foreach (var number in numbers)
        {
            var rest = number;
            for (var at = 0; at < planes * 256; at += 256, rest >>= 8)
            {
                System.Runtime.CompilerServices.Unsafe.Add(ref counts, at + (int)(rest & 255))++;
            }
        }

        var size = 0;
        for (var plane = 0; plane < planes; plane++)
        {
            size += PlaneCodec.Estimate(_counts.AsSpan(plane * 256, 256), numbers.Length);
        }

        return size;
    }

    private static Span<T> Sized<T>(ref T[] array, int rows)
    {
        if (array.Length < rows)
        {
            array = new T[rows];
        }

        return array.AsSpan(0, rows);
    }
}
