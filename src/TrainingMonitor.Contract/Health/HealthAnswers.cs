namespace TrainingMonitor.Contract;

/// <summary>The program's name and version, and the version of the wire it speaks.</summary>
public sealed record VersionAnswer(string Name, string Version, int WireVersion);

/// <summary>Whether the server answers, and whether it can take writes.</summary>
/// <param name="Status"><c>ok</c> or <c>unavailable</c>.</param>
/// <param name="Detail">Why not, in one sentence.</param>
public sealed record HealthAnswer(string Status, string? Detail);
