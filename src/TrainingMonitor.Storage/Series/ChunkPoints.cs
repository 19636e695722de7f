namespace TrainingMonitor.Storage;

/// <summary>The steps and times that all metrics of a chunk have in common. Steps at a fixed stride are not listed.</summary>
internal sealed class ChunkRows(int count, Cell? steps, long firstStep, long stride, Cell times) : SharedMemory
{
    public int Count => count;

    /// <summary>How many columns take memory.</summary>
    public int Columns => steps is null ? 1 : 2;

    public IntegerView Steps => steps is { } listed ? new IntegerView(listed.Integers) : new IntegerView(firstStep, stride, count);

    public IntegerView Times => new(times.Integers);

    protected override void Free()
    {
        steps?.Return();
        times.Return();
    }
}

/// <summary>The points of one metric in one chunk; it holds the rows.</summary>
internal sealed class ChunkPoints(ChunkRows rows, Cell values) : SharedMemory
{
    public PointView View => new(rows.Steps, rows.Times, values.Values);

    protected override void Free()
    {
        values.Return();
        rows.Dispose();
    }
}

/// <summary>A full node of a pyramid.</summary>
internal sealed class PyramidNode(Cell cell, int count) : SharedMemory
{
    public ReadOnlySpan<IndexEntry> Entries => cell.Entries[..count];

    protected override void Free() => cell.Return();
}
