namespace TrainingMonitor.Contract;

/// <summary>
/// The values of one metric in a <see cref="PointBatch"/>, one per row of its steps. A row whose bit in
/// <see cref="Present"/> is clear has no value there; its entry in <see cref="Values"/> means nothing.
/// </summary>
public sealed class MetricColumn(string name, double[] values, ulong[]? present)
{
    public string Name { get; } = name;

    /// <summary>At least as long as the batch has rows; may be longer when rented from a pool.</summary>
    public double[] Values { get; } = values;

    /// <summary>Bit r % 64 of word r / 64 says whether row r has a value; null when every row has one.</summary>
    public ulong[]? Present { get; } = present;

    public bool Has(int row) => Present is null || (Present[row >> 6] & (1UL << (row & 63))) != 0;
}
