namespace TrainingMonitor.Tests.Client;

/// <summary>A folder of a test's own, gone with it.</summary>
internal sealed class TestFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("tmon-client-").FullName;

    public string[] Journals => Directory.GetFiles(Path, "*.journal", SearchOption.AllDirectories);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
