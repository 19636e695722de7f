namespace TrainingMonitor.Client;

/// <summary>
/// Which checkpoint files of a run stay: the newest <see cref="KeepLast"/>, the <see cref="KeepBest"/> by
/// <see cref="By"/>, and always the one that was marked best. Files that are
/// invalid do not count beside them: the newest <see cref="KeepLast"/> of those stay too. Only files that this run has registered are ever deleted.
/// </summary>
public sealed record CheckpointRetention
{
    /// <summary>At least 1.</summary>
    public int KeepLast { get; init; } = 1;
    public int KeepBest { get; init; }

    /// <summary>The metric, given with the checkpoint, that says how good it is.</summary>
    public string? By { get; init; }

    /// <summary>Null: less is better where the name speaks of a loss or an error.</summary>
    public bool? IsLessBetter { get; init; }

    internal IReadOnlyList<Checkpoint> Surplus(IReadOnlyList<Checkpoint> checkpoints)
    {
        // Broken files do not count, so that they never cost the last good one; of those newer than the good ones that stay, as many stay.
        Checkpoint[] good = [.. checkpoints.Where(checkpoint => checkpoint.Validity is not ("invalid" or "missing"))];
        var last = Math.Max(1, KeepLast);
        Checkpoint[] newest = [.. good.Length < last ? checkpoints : checkpoints.SkipWhile(checkpoint => checkpoint != good[^last])];
        var kept = newest.Intersect(good)
            .Concat(newest.Except(good).TakeLast(last))
            .Concat(checkpoints.Where(checkpoint => checkpoint.IsBest)).ToHashSet();
        if (KeepBest > 0 && By is { } metric)
        {
            var sign = IsLessBetter ?? Contract.MetricGoals.Of(metric) == Contract.MetricGoal.Min ? 1 : -1;
            kept.UnionWith(good
                .Where(checkpoint => checkpoint.Metrics?.TryGetValue(metric, out var value) == true && !double.IsNaN(value))
                .OrderBy(checkpoint => sign * checkpoint.Metrics![metric])
                .Take(KeepBest));
        }

        return [.. checkpoints.Where(checkpoint => !kept.Contains(checkpoint))];
    }
}
