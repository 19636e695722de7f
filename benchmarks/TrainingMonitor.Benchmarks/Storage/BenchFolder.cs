using Microsoft.Extensions.Logging.Abstractions;
using TrainingMonitor.Contract;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Benchmarks.Storage;

/// <summary>A store in a folder of its own on the real disk, which goes afterwards.</summary>
internal sealed class BenchFolder : IAsyncDisposable
{
    private readonly TimeProvider _time;

    public BenchFolder(TimeProvider? time = null)
    {
        _time = time ?? TimeProvider.System;
        Store = Open();
    }

    public string Path { get; } = Directory.CreateDirectory(
        System.IO.Path.Combine(Environment.GetEnvironmentVariable("TRAINING_MONITOR_BENCH_DIR") ?? System.IO.Path.GetTempPath(), "bench-" + Guid.NewGuid().ToString("N"))).FullName;

    public DataStore Store { get; private set; }

    public Task RestartAsync() => RestartAsync(static () => { });

    /// <param name="atRest">What to do while nobody has the store open.</param>
    public async Task RestartAsync(Action atRest)
    {
        await Store.DisposeAsync();
        atRest();
        Store = Open();
    }

    /// <summary>Leaves the folder to another process until it goes.</summary>
    public ValueTask CloseAsync() => Store.DisposeAsync();

    public async Task<string> NewRunAsync() => (await Store.Runs.CreateAsync(new NewRun { Name = "bench" })).Id;

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        Directory.Delete(Path, recursive: true);
    }

    private DataStore Open() => DataStore.Open(new DataStoreOptions { Folder = Path }, _time, NullLoggerFactory.Instance);
}
