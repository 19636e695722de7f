using System.Diagnostics;

namespace TrainingMonitor.Tests.Client;

/// <summary>How a process ended is how its run ended, also where the block is left by an exception, or not left at all.</summary>
public sealed class ExitTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("throws out of await using", "failed", "kaputt")]
    [InlineData("throws out of using", "failed", "kaputt")]
    [InlineData("exits", "failed", "exit code 3")]
    [InlineData("forgets", "completed", null)]
    [InlineData("swallows", "completed", null)]
    [InlineData("is caught outside", "completed", null)]
    public async Task A_run_ends_as_its_process_does(string how, string status, string? error)
    {
        await using var peer = new Peer();
        var words = ThisProgram.With(ExitingChild.Word, peer.Url, how);
        using var child = Process.Start(new ProcessStartInfo(words[0], words[1..])
        {
            Environment = { ["TRAINING_MONITOR_DIR"] = _folder.Path, ["DOTNET_DbgEnableMiniDump"] = "0" },
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        await child.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal([status], peer.Store.Statuses);
        Assert.Contains(error ?? "", peer.Store.LastUpdate.TryGetProperty("error", out var said) ? said.GetString()! : "");
        Assert.Equal(1, Assert.Single(peer.Store.Points).Value);
        Assert.Empty(_folder.Journals);
    }
}
