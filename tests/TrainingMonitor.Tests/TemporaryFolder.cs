namespace TrainingMonitor.Tests;

/// <summary>A folder of a test's own, gone with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public string Path { get; } = Directory.CreateTempSubdirectory("tmon-test-").FullName;

    public void Dispose()
    {
        // A supervisor that says its last words may still write while the folder is emptied.
        if (!SpinWait.SpinUntil(IsDeleted, Patience))
        {
            Directory.Delete(Path, recursive: true);
        }
    }

    private bool IsDeleted()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
            return true;
        }
        catch (IOException)
        {
            return !Directory.Exists(Path);
        }
    }
}
