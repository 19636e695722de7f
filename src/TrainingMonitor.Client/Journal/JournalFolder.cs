namespace TrainingMonitor.Client;

/// <summary>Where journals lie: <c>&lt;root&gt;/&lt;run&gt;/&lt;writer&gt;.journal</c>, and beside it <c>&lt;writer&gt;.uploads</c>.</summary>
internal static class JournalFolder
{
    public const string Variable = "TRAINING_MONITOR_DIR";
    public const string Extension = ".journal";
    public const string UploadsExtension = ".uploads";

    public const string Name = ".training_monitor";

    public static string Root(TrainingMonitorOptions options) =>
        Path.GetFullPath(Given(options.JournalDirectory) ?? Given(Environment.GetEnvironmentVariable(Variable)) ?? Name);

    public static string File(string root, RunIdentity run) => Path.Combine(root, run.RunId, run.Writer + Extension);

    public static bool IsUploads(string path) => Path.GetExtension(path) == UploadsExtension;

    private static string? Given(string? path) => string.IsNullOrWhiteSpace(path) ? null : path;
}
