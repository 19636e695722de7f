using System.Text.Json;

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

    /// <summary>There is no such run: it is another server, or its store was put back.</summary>
    UnknownRun,

    /// <summary>Somebody deleted the run: nothing of it is wanted any more.</summary>
    Deleted,
}

/// <summary>What the server made of a delivery, and the sentence with which it said so.</summary>
/// <param name="Outcome">What is to become of it.</param>
/// <param name="Detail">Why.</param>
/// <param name="RetryAfter">When to come again, where it said so.</param>
/// <param name="Rejected">Of a batch that it stored: a sentence for each metric that it left out.</param>
internal readonly record struct Answer(Outcome Outcome, string Detail = "", TimeSpan? RetryAfter = null, IReadOnlyList<string>? Rejected = null)
{
    /// <summary>A stored batch.</summary>
    /// <param name="body">The server's answer to it.</param>
    public static Answer Stored(JsonElement body)
    {
        if (!body.TryGetProperty("rejected", out var rejected) || rejected.ValueKind != JsonValueKind.Array || rejected.GetArrayLength() == 0)
        {
            return new Answer(Outcome.Delivered);
        }

        var sentences = rejected.EnumerateArray()
            .Where(one => one.ValueKind == JsonValueKind.Object)
            .Select(one => $"the server left out points of metric '{Text(one, "metric")}': {Text(one, "reason")}");
        return new Answer(Outcome.Delivered, Rejected: [.. sentences.Distinct()]);
    }

    private static string Text(JsonElement one, string name) =>
        one.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString()! : "?";
}
