using System.Diagnostics;
using System.Text.RegularExpressions;

namespace TrainingMonitor.Tests.Sqlite;

public sealed partial class SyncTraceTests
{
    [Fact]
    public async Task A_sync_of_the_log_comes_before_each_acknowledgement()
    {
        if (!File.Exists("/usr/bin/strace"))
        {
            Assert.Skip("strace is not installed here; the acknowledgement is also proven by the kills of CrashTests");
        }

        var folder = Directory.CreateTempSubdirectory("trace-").FullName;
        var trace = Path.Combine(folder, "trace.txt");
        using var child = Process.Start(new ProcessStartInfo(
            "/usr/bin/strace",
            ["-f", "-y", "-s", "64", "-e", "trace=write,pwrite64,fsync,fdatasync", "-o", trace, .. CrashChild.CommandLine(folder)])
        { RedirectStandardOutput = true })!;
        for (var lines = 0; lines < 40 && await child.StandardOutput.ReadLineAsync() is not null; lines++)
        {
        }

        child.Kill(entireProcessTree: true);
        await child.WaitForExitAsync();

        AssertOrder(File.ReadLines(trace));
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>A group answers at most one batch of each writer, so answers may be so many times the syncs before them, never more.</summary>
    private static void AssertOrder(IEnumerable<string> lines)
    {
        var (writes, syncs, answers) = (0, 0, 0);
        foreach (var line in lines)
        {
            writes += LogWrite().IsMatch(line) ? 1 : 0;
            syncs += LogSync().IsMatch(line) ? 1 : 0;
            if (Acknowledgement().IsMatch(line))
            {
                answers++;
                Assert.True(syncs * CrashChild.Writers >= answers, $"got {answers} acknowledgements after {syncs} syncs of the log");
            }
        }

        Assert.True(answers >= 10, $"got {answers} acknowledgements in the trace");
        Assert.True(writes >= syncs && syncs > 0, $"got {writes} writes and {syncs} syncs of the log");
    }

    [GeneratedRegex(@"pwrite64\(\d+<[^>]*dashboard\.db-wal>")]
    private static partial Regex LogWrite();

    [GeneratedRegex(@"f(data)?sync\(\d+<[^>]*dashboard\.db-wal>|<\.\.\. f(data)?sync resumed>")]
    private static partial Regex LogSync();

    [GeneratedRegex("write\\(\\d+<[^>]*>, \"\\d+ \\d+\\\\n\"")]
    private static partial Regex Acknowledgement();
}
