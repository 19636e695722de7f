namespace TrainingMonitor.Contract;

/// <summary>The runs that a filter leaves, put together by what they have in common.</summary>
/// <param name="By">The field whose values make the groups.</param>
/// <param name="Total">How many runs the filter leaves; each is in one group.</param>
/// <param name="Groups">In the order in which <c>GET /api/runs</c> with the same <c>by</c> lists their runs.</param>
public sealed record RunGroups(string By, int Total, IReadOnlyList<RunGroup> Groups);

/// <param name="Value">What its runs have in common; null for those without a value, which come last.</param>
/// <param name="Count">How many runs.</param>
/// <param name="Numbers">One for each field that was asked for, in that order; null where no run of the group has a finite number.</param>
public sealed record RunGroup(string? Value, int Count, IReadOnlyList<RunGroupNumbers?> Numbers);

/// <summary>Finite numbers of one field over the runs of a group.</summary>
public sealed record RunGroupNumbers(int Count, double Mean, double Min, double Max);
