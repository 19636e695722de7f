using System.Text.Json;

namespace TrainingMonitor.Tests;

/// <summary>Where the repository lies: tests read the contract and run the root's commands as a user would.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    public static JsonDocument Fixture(string name) => JsonDocument.Parse(File.ReadAllText(PathOf("contract", "fixtures", name)));

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "TrainingMonitor.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("BUG: the tests run outside the repository");
    }
}
