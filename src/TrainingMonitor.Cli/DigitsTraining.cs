using System.Diagnostics;
using System.Runtime.InteropServices;

namespace TrainingMonitor.Cli;

/// <summary>The bundled example as a child process: started with the server's address, asked to stop with SIGTERM, never left behind.</summary>
internal sealed class DigitsTraining(string program, string checkpointFolder)
{
    private const int Sigterm = 15;

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(4);

    /// <summary>The built example beside this program's sources, or null.</summary>
    public static DigitsTraining? Find(string dataFolder)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var built = Path.Combine(folder.FullName, "examples", "csharp", "Digits", "bin", "Release", "net10.0", "Digits.dll");
            if (File.Exists(built))
            {
                return new DigitsTraining(built, Path.Combine(dataFolder, "demo-checkpoints"));
            }
        }

        return null;
    }

    /// <summary>Trains until done or told to stop; the answer is the training's exit code.</summary>
    public async Task<int> RunAsync(string url, CancellationToken stop)
    {
        var seed = (int)(DateTimeOffset.UtcNow.ToUnixTimeSeconds() % 1000);
        var start = new ProcessStartInfo("dotnet")
        {
            // Paced, so that there is something to watch for two minutes; unpaced it would be over in seconds.
            ArgumentList =
            {
                program, "--seed", $"{seed}", "--name", $"digits-mlp-s{seed}", "--steps", "15000", "--steps-per-second", "120",
                "--checkpoint-every", "1000", "--checkpoint-dir", checkpointFolder,
            },
            Environment = { ["TRAINING_MONITOR_URL"] = url },
        };
        using var child = Process.Start(start) ?? throw new InvalidOperationException("BUG: the example's process was not started");
        try
        {
            await child.WaitForExitAsync(stop);
        }
        catch (OperationCanceledException)
        {
            await StopAsync(child);
        }

        return child.ExitCode;
    }

    private static async Task StopAsync(Process child)
    {
        // Ctrl-C reached the child already (same process group); a SIGTERM to us alone did not.
        _ = Kill(child.Id, Sigterm);
        using var patience = new CancellationTokenSource(Grace);
        try
        {
            await child.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            child.Kill(entireProcessTree: true);
            await child.WaitForExitAsync(CancellationToken.None);
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Kill(int pid, int signal);
}
