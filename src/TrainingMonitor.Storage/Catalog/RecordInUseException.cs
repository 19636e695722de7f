namespace TrainingMonitor.Storage;

/// <summary>Jobs that wait or run still need the data set or the model.</summary>
public sealed class RecordInUseException(string what, string name, IReadOnlyList<string> jobs)
    : StoreException($"got {what} '{name}', which {Words(jobs)} {(jobs.Count == 1 ? "uses" : "use")}, want one that no job waits or runs with: cancel {(jobs.Count == 1 ? "it" : "them")} first, or let {(jobs.Count == 1 ? "it" : "them")} end")
{
    private const int MostNamed = 3;

    private static string Words(IReadOnlyList<string> jobs) =>
        $"{(jobs.Count == 1 ? "job" : "jobs")} {string.Join(", ", jobs.Take(MostNamed).Select(job => $"'{job}'"))}{(jobs.Count > MostNamed ? $" and {jobs.Count - MostNamed} more" : "")}";
}
