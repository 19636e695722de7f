using System.Runtime.InteropServices;

namespace TrainingMonitor.Storage;

/// <summary>
/// Memory for what readers decode: cells of one size, cut out of large arrays that the collector never moves, and used again
/// when the cache has dropped what was in them. A read of a long series thus allocates next to nothing.
/// </summary>
internal sealed class CellPool(int numbers)
{
    private const int SlabNumbers = 1 << 16;
    private readonly Lock _gate = new();
    private readonly Stack<(long[] Slab, int Offset)> _free = new();

    /// <summary>A cell for so many numbers, its old content still in it. Unusual lengths get memory of their own.</summary>
    public Cell Rent(int count)
    {
        if (count > numbers || count < numbers / 4)
        {
            return new Cell(null, new long[count], 0, count);
        }

        lock (_gate)
        {
            if (_free.Count == 0)
            {
                var slab = GC.AllocateUninitializedArray<long>(SlabNumbers);
                for (var offset = 0; offset + numbers <= SlabNumbers; offset += numbers)
                {
                    _free.Push((slab, offset));
                }
            }

            var (memory, start) = _free.Pop();
            return new Cell(this, memory, start, count);
        }
    }

    public void Return(in Cell cell)
    {
        lock (_gate)
        {
            _free.Push((cell.Memory, cell.Offset));
        }
    }
}

/// <summary>Numbers of 64 bits somewhere in a large array, looked at as what they are. Whoever rented it returns it once.</summary>
internal readonly record struct Cell(CellPool? Pool, long[] Memory, int Offset, int Count)
{
    public Span<long> Integers => Memory.AsSpan(Offset, Count);

    public Span<double> Values => MemoryMarshal.Cast<long, double>(Integers);

    public Span<IndexEntry> Entries => MemoryMarshal.Cast<long, IndexEntry>(Integers);

    public void Return() => Pool?.Return(this);
}
