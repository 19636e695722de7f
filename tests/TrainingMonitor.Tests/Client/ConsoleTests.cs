using System.Text.Json;
using TrainingMonitor.Client;

namespace TrainingMonitor.Tests.Client;

public sealed class ConsoleTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_the_script_prints_reaches_the_run_and_still_the_terminal()
    {
        await using var peer = new Peer();
        var (terminal, before, marker) = (new StringWriter(), System.Console.Out, Guid.NewGuid().ToString("N"));
        System.Console.SetOut(terminal);
        try
        {
            await using (new TrainingMonitorClient(new TrainingMonitorOptions { DashboardUrl = peer.Url, JournalDirectory = _folder.Path, CaptureConsole = true }))
            {
                System.Console.WriteLine($"epoch 1 {marker}");
                System.Console.Write($"no end {marker}");
            }

            System.Console.Write("afterwards");
        }
        finally
        {
            System.Console.SetOut(before);
        }

        // Other tests may print meanwhile: what bears the marker is this one's.
        Assert.Contains($"epoch 1 {marker}{Environment.NewLine}", terminal.ToString(), StringComparison.Ordinal);
        var lines = peer.Requests.Where(request => request.Path.EndsWith("/logs", StringComparison.Ordinal) && request.Method == "POST").SelectMany(Lines).ToList();
        Assert.Equal([$"stdout epoch 1 {marker}", $"stdout no end {marker}"], lines.Where(line => line.Contains(marker, StringComparison.Ordinal)));
        Assert.DoesNotContain(lines, line => line.Contains("afterwards", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Lines(PeerRequest request)
    {
        using var body = JsonDocument.Parse(request.Body);
        return [.. body.RootElement.GetProperty("lines").EnumerateArray().Select(line => $"{line.GetProperty("stream").GetString()} {line.GetProperty("text").GetString()}")];
    }
}
