using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using TrainingMonitor.Contract;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Tests.Sqlite;

public sealed class CrashTests
{
    /// <summary>20 by default; <c>STORE_KILLS</c> asks for another number.</summary>
    private static int Kills => int.TryParse(Environment.GetEnvironmentVariable("STORE_KILLS"), out var kills) ? kills : LongTests.Times(20, 500);

    [Fact]
    public async Task What_was_acknowledged_before_a_kill_is_stored_once()
    {
        var folder = Directory.CreateTempSubdirectory("crash-").FullName;
        var random = new Random(7);
        var acknowledged = new long[CrashChild.Writers];
        for (var kill = 0; kill < Kills; kill++)
        {
            await KillUnderLoadAsync(folder, random.Next(5, 60), acknowledged);
            await using var store = DataStore.Open(new DataStoreOptions { Folder = folder, ChunkRows = 128 }, TimeProvider.System, NullLoggerFactory.Instance);
            for (var writer = 0; writer < CrashChild.Writers; writer++)
            {
                Check(store, writer, acknowledged[writer]);
            }
        }

        Assert.True(acknowledged.Sum() > Kills, "the child hardly wrote anything");
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Kills the child, without warning, after so many acknowledgements.</summary>
    private static async Task KillUnderLoadAsync(string folder, int after, long[] acknowledged)
    {
        var command = CrashChild.CommandLine(folder);
        using var child = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true })!;
        for (var lines = 0; await child.StandardOutput.ReadLineAsync() is { } line; lines++)
        {
            var parts = line.Split(' ');
            acknowledged[int.Parse(parts[0], null)] = long.Parse(parts[1], null);
            if (lines == after)
            {
                child.Kill();
            }
        }

        await child.WaitForExitAsync();
    }

    /// <summary>All batches up to the last acknowledged are there once, in order; at most later ones that were stored but not yet answered.</summary>
    private static void Check(DataStore store, int writer, long acknowledged)
    {
        var series = store.Points.Read(new SeriesQuery { RunId = "crash", Keys = [$"m{writer}"], Points = 0 }).Series;
        if (acknowledged == 0 && series.Count == 0)
        {
            return;
        }

        var read = (RawColumns)series.Single();
        Assert.True(read.Total >= acknowledged * CrashChild.Rows, $"writer {writer}: got {read.Total} points, want {acknowledged * CrashChild.Rows}");
        Assert.Equal(0, read.Total % CrashChild.Rows);
        for (var i = 0; i < read.Steps.Length; i++)
        {
            Assert.Equal(CrashChild.Rows + i, read.Steps[i]);
            Assert.Equal(read.Steps[i], read.Values[i]);
        }
    }
}
