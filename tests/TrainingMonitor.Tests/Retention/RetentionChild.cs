using Microsoft.Extensions.Logging.Abstractions;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Tests.Retention;

/// <summary>A process that makes everything in a store old data, in the smallest slices, and says a line after each.</summary>
internal static class RetentionChild
{
    public const string Word = "retention-child";

    public static async Task<int> RunAsync(string folder)
    {
        var time = new ShiftedTime();
        time.Advance(TimeSpan.FromDays(100));
        await using var store = DataStore.Open(new DataStoreOptions { Folder = folder, Retention = new RetentionOptions { RunRaw = TimeSpan.FromHours(24), RunBuckets = TimeSpan.FromDays(30) } }, time, NullLoggerFactory.Instance);
        store.Retention.Slice = TimeSpan.Zero;
        store.Retention.Sliced = () => Console.WriteLine("slice");
        await store.Retention.RunAsync(default);
        return 0;
    }
}
