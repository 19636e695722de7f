namespace TrainingMonitor.Server.Live;

internal enum PointFormat
{
    /// <summary><c>metric_update</c>: one a step, coalesced above <c>max_rate</c>.</summary>
    Updates,

    /// <summary><c>metric_batch</c>: every point, in arrival order.</summary>
    Columns,
}

/// <summary>What one viewer asked to see of one run.</summary>
internal sealed record Subscription(Viewer Viewer, string RunId, PointFormat Format, double MaxRate, long? Since);
