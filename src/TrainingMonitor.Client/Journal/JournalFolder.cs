namespace TrainingMonitor.Client;

/// <summary>Where journals lie: <c>&lt;root&gt;/&lt;run&gt;/&lt;writer&gt;.journal</c>, and beside it <c>&lt;writer&gt;.uploads</c>.</summary>
internal static class JournalFolder
{
    public const string Variable = "TRAINING_MONITOR_DIR";
    public const string Extension = ".journal";
    public const string UploadsExtension = ".uploads";

    public const string Name = ".training_monitor";

    /// <summary>Absolute. In the temporary folder where the working folder is gone.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="notices">Told of a folder that can be none.</param>
    public static string Root(TrainingMonitorOptions options, Notices? notices = null)
    {
        var root = Full(options.JournalDirectory) ?? Full(Environment.GetEnvironmentVariable(Variable)) ?? Full(Name) ?? Path.Combine(Path.GetTempPath(), Name);
        if (!string.IsNullOrWhiteSpace(options.JournalDirectory) && Full(options.JournalDirectory) is null)
        {
            notices?.Say($"got '{options.JournalDirectory}', want a journal folder's name; journals lie in {root}");
        }

        return root;
    }

    public static string File(string root, RunIdentity run) => Path.Combine(root, run.RunId, run.Writer + Extension);

    public static bool IsUploads(string path) => Path.GetExtension(path) == UploadsExtension;

    /// <summary>Null when there is no path, or none that could be one.</summary>
    private static string? Full(string? path)
    {
        try
        {
            return string.IsNullOrWhiteSpace(path) ? null : Path.GetFullPath(path);
        }
        catch (Exception wrong) when (wrong is ArgumentException or NotSupportedException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
