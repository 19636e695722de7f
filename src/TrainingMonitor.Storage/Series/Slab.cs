namespace TrainingMonitor.Storage;

/// <summary>
/// Cuts columns out of large arrays. What a big read decodes stays in the cache for a while: as many small arrays it would be
/// copied by each young collection, as a few large ones it lies still.
/// </summary>
internal struct Slab<T>
{
    private const int MostColumns = 16;
    private Memory<T> _left;

    /// <summary>A column of so many rows, when about <paramref name="expected"/> such are wanted.</summary>
    public Memory<T> Take(int rows, int expected)
    {
        if (_left.Length < rows)
        {
            _left = GC.AllocateUninitializedArray<T>(rows * Math.Clamp(expected, 1, MostColumns));
        }

        var taken = _left[..rows];
        _left = _left[rows..];
        return taken;
    }
}
