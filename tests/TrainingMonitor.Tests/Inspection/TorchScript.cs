using System.Diagnostics;

namespace TrainingMonitor.Tests.Inspection;

/// <summary>Runs a few lines of Python with the system's PyTorch, which ./test installs.</summary>
internal static class TorchScript
{
    public static async Task RunAsync(string folder, string script)
    {
        var start = new ProcessStartInfo("/usr/bin/python3") { WorkingDirectory = folder, RedirectStandardError = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(script);
        using var process = Process.Start(start)!;
        var said = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, said);
    }
}
