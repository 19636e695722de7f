using TrainingMonitor.Contract;

namespace TrainingMonitor.Storage;

/// <summary>What of a job is shown: variables whose names look like secrets keep their names only.</summary>
internal static class JobSecrets
{
    private static readonly string[] Words = ["key", "token", "password", "passwd", "secret", "credential"];

    public static Job Shown(Job job) => job with
    {
        Env = job.Env.ToDictionary(pair => pair.Key, pair => IsSecret(pair.Key) ? "[redacted]" : pair.Value),
    };

    private static bool IsSecret(string name) => Array.Exists(Words, word => name.Contains(word, StringComparison.OrdinalIgnoreCase));
}
