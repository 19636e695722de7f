using TrainingMonitor.Contract;
using TrainingMonitor.Storage;
using TrainingMonitor.Tests.Series;
using Microsoft.Extensions.Logging.Abstractions;

namespace TrainingMonitor.Tests.Sqlite;

/// <summary>
/// The process that is killed: this test program started with <c>store-child FOLDER</c>. It appends numbered batches of several
/// writers as fast as it can and says which were acknowledged, one line each, after the acknowledgement.
/// </summary>
internal static class CrashChild
{
    public const string Word = "store-child";

    public static string[] CommandLine(string folder) => ThisProgram.With(Word, folder);

    public const int Writers = 4;
    public const int Rows = 50;

    public static async Task<int> RunAsync(string folder)
    {
        await using var store = DataStore.Open(new DataStoreOptions { Folder = folder, ChunkRows = 128 }, TimeProvider.System, NullLoggerFactory.Instance);
        if (store.Runs.Find("crash") is null)
        {
            await store.Runs.CreateAsync(new NewRun { Name = "crash", Id = "crash" });
        }

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => WriteAsync(store, writer)));
        return 0;
    }

    private static async Task WriteAsync(DataStore store, int writer)
    {
        for (long seq = 1; ; seq++)
        {
            var result = await store.Points.AppendAsync("crash", BatchOf(writer, seq), default);
            if (!result.Duplicate)
            {
                Console.WriteLine($"{writer} {seq}");
            }
        }
    }

    /// <summary>Each value says where it comes from, so that a point lost or doubled is seen.</summary>
    private static PointBatch BatchOf(int writer, long seq)
    {
        var batch = Batches.From($"w{writer}", seq, $"m{writer}", seq * Rows, [.. Enumerable.Range(0, Rows).Select(row => (double)((seq * Rows) + row))]);
        return batch;
    }
}
