namespace TrainingMonitor.Client;

internal enum Outcome
{
    /// <summary>Durable at the server, now or before.</summary>
    Delivered,

    /// <summary>Not now; the same bytes again later.</summary>
    Later,

    /// <summary>Never: the server will not take these bytes, or knows nothing of what they are about.</summary>
    Refused,

    /// <summary>The server knows no way to do this (an older version).</summary>
    Unsupported,

    /// <summary>The server misses earlier batches of this writer: its store was put back to an older state.</summary>
    Gap,

    /// <summary>A resume has put another writer in this one's place.</summary>
    Fenced,

    /// <summary>It stands against what the server has: the run is already there, the status is already final.</summary>
    Conflict,

    /// <summary>The run was deleted, or never was.</summary>
    UnknownRun,
}

/// <summary>What the server made of a delivery, and the sentence with which it said so.</summary>
internal readonly record struct Answer(Outcome Outcome, string Detail = "", TimeSpan? RetryAfter = null);
