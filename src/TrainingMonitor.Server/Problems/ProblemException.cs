namespace TrainingMonitor.Server.Problems;

/// <summary>A request that cannot be met, as the client is told of it: one status, one sentence (what was got, what was wanted).</summary>
public sealed class ProblemException(int status, string detail) : Exception(detail)
{
    public int Status { get; } = status;

    /// <summary>Members beside the standard ones, such as <c>expected_seq</c>.</summary>
    public Dictionary<string, object?> Extra { get; init; } = [];

    public static ProblemException BadRequest(string detail) => new(StatusCodes.Status400BadRequest, detail);

    /// <summary>The run that there is not; its writers are told when it was deleted.</summary>
    public string? MissingRun { get; private init; }

    public static ProblemException UnknownRun(string id) =>
        new(StatusCodes.Status404NotFound, $"got run id '{id}', want the id of a run that exists") { MissingRun = id };
}
