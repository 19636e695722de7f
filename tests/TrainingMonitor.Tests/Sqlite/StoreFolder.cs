using Microsoft.Extensions.Logging.Abstractions;
using TrainingMonitor.Contract;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Tests.Sqlite;

/// <summary>A real store in a folder of its own, which goes with the test.</summary>
internal sealed class StoreFolder : IAsyncDisposable
{
    public StoreFolder(Func<DataStoreOptions, DataStoreOptions>? change = null)
    {
        var options = new DataStoreOptions { Folder = Path };
        Options = change?.Invoke(options) ?? options;
        Store = Open();
    }

    public string Path { get; } = Directory.CreateTempSubdirectory("store-").FullName;

    public DataStoreOptions Options { get; }

    /// <summary>The store's clock.</summary>
    public ShiftedTime Time { get; } = new();

    public DataStore Store { get; private set; }

    public DataStore Open() => DataStore.Open(Options, Time, NullLoggerFactory.Instance);

    public async Task<DataStore> RestartAsync()
    {
        await Store.DisposeAsync();
        return Store = Open();
    }

    public async Task<string> NewRunAsync(string? id = null) =>
        (await Store.Runs.CreateAsync(new NewRun { Name = "a run", Id = id }, ct: TestContext.Current.CancellationToken)).Id;

    public Task<AppendResult> AppendAsync(string run, PointBatch batch) =>
        Store.Points.AppendAsync(run, batch, TestContext.Current.CancellationToken);

    public RawColumns Raw(string run, string key, SegmentChoice segment = default) =>
        (RawColumns)Store.Points.Read(new SeriesQuery { RunId = run, Keys = [key], Points = 0, Segment = segment }).Series.Single();

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        Directory.Delete(Path, recursive: true);
    }
}
