using System.Text.Json.Serialization;
using TrainingMonitor.Contract.Json;

namespace TrainingMonitor.Contract;

/// <summary>One line of a run's console.</summary>
/// <param name="N">Its number in the run, counted from 0.</param>
/// <param name="Time">Microseconds since 1970; seconds on the wire.</param>
public sealed record LogLine(
    long N,
    [property: JsonConverter(typeof(EpochSecondsJsonConverter))] long Time,
    LogSource Stream,
    string Text);

/// <summary>The body of <c>POST /api/runs/{id}/logs</c>, and of a writer's <c>log</c> frame.</summary>
public sealed record NewLogLines(IReadOnlyList<NewLogLine> Lines)
{
    /// <summary>Who sends them, with <see cref="Seq"/> or not at all.</summary>
    public string? Writer { get; init; }

    /// <summary>
    /// Greater than in any earlier request of this writer; gaps do not matter, so the time in microseconds will do. What is not
    /// greater was stored already.
    /// </summary>
    public long? Seq { get; init; }
}

/// <summary>A line as a writer sends it.</summary>
public sealed record NewLogLine
{
    public required string Text { get; init; }

    /// <summary>Seconds since 1970; the server's clock when absent.</summary>
    public double? Time { get; init; }
    public LogSource? Stream { get; init; }
}

/// <summary>The lines are on disk.</summary>
/// <param name="Accepted">Lines taken.</param>
/// <param name="Total">Lines of the run from now on; as a cursor, what comes next.</param>
/// <param name="Duplicate">They had been stored before, and were not again.</param>
/// <param name="Rejected">Lines that are no text; those around them were taken.</param>
public sealed record LogAnswer(long Accepted, long Total, bool Duplicate, IReadOnlyList<RejectedLine> Rejected);

/// <param name="Index">Of the request's lines, counted from 0.</param>
/// <param name="Reason">What was got and what is wanted.</param>
public sealed record RejectedLine(int Index, string Reason);
