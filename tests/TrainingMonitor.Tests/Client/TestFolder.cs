namespace TrainingMonitor.Tests.Client;

/// <summary>A folder of a test's own, gone with it.</summary>
internal sealed class TestFolder : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tmon-client-").FullName;

    public string Path => System.IO.Path.Combine(_folder, "journals");

    public string[] Journals => !Directory.Exists(Path) ? [] : Directory.GetFiles(Path, "*.journal", SearchOption.AllDirectories);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
