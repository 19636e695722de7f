using System.Diagnostics;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using TrainingMonitor.Contract;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Tests.Retention;

public sealed class SystemRetentionTests
{
    private const long Second = 1_000_000;
    private const int Samples = 3000;

    /// <summary>A whole day of UTC that is a few days ago.</summary>
    private static readonly long Start = (DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 86_400 * 86_400 * Second) - (2 * 86_400 * Second);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Samples_that_are_a_day_old_become_minutes_with_the_same_extremes()
    {
        using var folder = new TemporaryFolder();
        await using var store = await FilledAsync(folder, new ShiftedTime());
        var whole = store.System.History("h", Start, Start + (Samples * 5 * Second), Samples / 12);
        Assert.Equal(Samples, await CountAsync(store, "system_samples"));

        await store.Retention.RunAsync(Stop);

        Assert.Equal(1, await CountAsync(store, "system_samples"));
        Assert.Equal((Samples + 11) / 12, await CountAsync(store, "system_minutes"));
        var minutes = store.System.History("h", Start, Start + (Samples * 5 * Second), Samples / 12);
        Assert.Equal(whole.Times, minutes.Times);
        foreach (var name in new[] { "cpu_percent", "memory_used", "gpu0/power" })
        {
            Assert.Equal(whole.Metrics[name].Min, minutes.Metrics[name].Min);
            Assert.Equal(whole.Metrics[name].Max, minutes.Metrics[name].Max);
            Assert.All(whole.Metrics[name].Mean.Zip(minutes.Metrics[name].Mean), pair => Assert.Equal(pair.First!.Value, pair.Second!.Value, 1e-9));
        }
    }

    [Fact]
    public async Task A_range_over_raw_and_bucketed_samples_reads_as_one_and_a_late_sample_joins_its_minute()
    {
        using var folder = new TemporaryFolder();
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() * 1000;
        await using var store = Open(folder, new ShiftedTime());
        await AddAsync(store, [At(now - (25 * 3600 * Second), 10), At(now - (23 * 3600 * Second), 20), At(now, 30)]);
        await store.Retention.RunAsync(Stop);
        await AddAsync(store, [At(now - (25 * 3600 * Second) - 1, 90)]);
        await store.Retention.RunAsync(Stop);

        Assert.Equal(2, await CountAsync(store, "system_samples"));
        var history = store.System.History("h", now - (48 * 3600 * Second), now, 1);
        var cpu = history.Metrics["cpu_percent"];
        Assert.Equal((10, 90, (10 + 20 + 30 + 90) / 4.0), (cpu.Min[0], cpu.Max[0], cpu.Mean[0]));
    }

    [Fact]
    public async Task Whole_days_leave_for_an_archive_that_anyone_can_read_and_the_host_stays_known()
    {
        using var folder = new TemporaryFolder();
        var time = new ShiftedTime();
        await using (var store = await FilledAsync(folder, time))
        {
            time.Advance(TimeSpan.FromDays(20));
            await store.Retention.RunAsync(Stop);
            Assert.False(Directory.Exists(Path.Combine(folder.Path, "archive")));
            time.Advance(TimeSpan.FromDays(20));
            await store.Retention.RunAsync(Stop);
            Assert.Equal(0, await CountAsync(store, "system_minutes"));
        }

        AssertArchive(folder);
        await using var again = Open(folder, time);
        Assert.True(again.System.Knows("h"));
    }

    [Fact]
    public async Task Zero_keeps_everything_as_it_is()
    {
        using var folder = new TemporaryFolder();
        var time = new ShiftedTime();
        await using var store = await FilledAsync(folder, time, new RetentionOptions { SystemRaw = TimeSpan.Zero, SystemBuckets = TimeSpan.Zero });
        time.Advance(TimeSpan.FromDays(1000));
        await store.Retention.RunAsync(Stop);
        Assert.Equal(Samples, await CountAsync(store, "system_samples"));
    }

    [Fact]
    public async Task A_pass_that_is_killed_anywhere_is_gone_on_with_and_counts_each_sample_once()
    {
        using var folder = new TemporaryFolder();
        await (await FilledAsync(folder, new ShiftedTime())).DisposeAsync();
        var random = new Random(5);
        for (var kill = 0; kill < LongTests.Times(8, 200); kill++)
        {
            var command = ThisProgram.With(RetentionChild.Word, folder.Path);
            using var child = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true })!;
            for (var left = random.Next(1, 8); left > 0 && await child.StandardOutput.ReadLineAsync(Stop) is not null; left--)
            {
            }

            child.Kill();
            await child.WaitForExitAsync(Stop);
        }

        var time = new ShiftedTime();
        time.Advance(TimeSpan.FromDays(100));
        await using (var store = Open(folder, time))
        {
            await store.Retention.RunAsync(Stop);
            Assert.Equal(0, await CountAsync(store, "system_minutes"));
        }

        AssertArchive(folder);
    }

    [Fact]
    public async Task A_day_that_was_archived_just_before_the_process_died_is_not_doubled()
    {
        using var folder = new TemporaryFolder();
        await using var store = await FilledAsync(folder, new ShiftedTime());
        await store.Retention.RunAsync(Stop);
        await (await ArchiveBeforeDeletingAsync(folder, store)).DisposeAsync();
        AssertArchive(folder);
    }

    /// <summary>Writes the archive as a pass does, dies before the first row goes, and runs a whole pass after that.</summary>
    private static async Task<DataStore> ArchiveBeforeDeletingAsync(TemporaryFolder folder, DataStore store)
    {
        using (var connection = new SqliteConnection($"Data Source={Path.Combine(folder.Path, "dashboard.db")};Pooling=false;Mode=ReadOnly"))
        {
            connection.Open();
            SystemArchive.Add(Path.Combine(folder.Path, "archive"), Start, SystemMinuteTable.ReadAll(connection, Start, Start + (86_400 * Second)));
        }

        await store.DisposeAsync();
        var time = new ShiftedTime();
        time.Advance(TimeSpan.FromDays(100));
        var again = Open(folder, time);
        await again.Retention.RunAsync(Stop);
        return again;
    }

    /// <summary>All samples but the newest, which stays in the database so that its host stays known.</summary>
    private static void AssertArchive(TemporaryFolder folder)
    {
        var lines = Directory.GetFiles(Path.Combine(folder.Path, "archive", "system"), "*.ndjson.gz").Order().SelectMany(ArchiveFile.Read).Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.Equal((Samples + 11) / 12, lines.Select(line => line.GetProperty("minute").GetString()).Distinct().Count());
        var cpu = lines.Select(line => line.GetProperty("metrics").GetProperty("cpu_percent")).ToArray();
        Assert.Equal(Samples - 1, cpu.Sum(number => number.GetProperty("count").GetInt64()));
        Assert.Equal(0, cpu.Min(number => number.GetProperty("min").GetDouble()));
        Assert.Equal(Samples - 2, cpu.Max(number => number.GetProperty("max").GetDouble()));
        Assert.All(lines, line => Assert.Equal("h", line.GetProperty("host").GetString()));
    }

    private static async Task<DataStore> FilledAsync(TemporaryFolder folder, TimeProvider time, RetentionOptions? retention = null)
    {
        var store = Open(folder, time, retention);
        for (var first = 0; first < Samples; first += 1000)
        {
            await AddAsync(store, [.. Enumerable.Range(first, 1000).Select(i => At(Start + (i * 5 * Second), i))]);
        }

        return store;
    }

    private static SystemSample At(long time, double cpu) => new()
    {
        Time = time,
        CpuPercent = cpu,
        MemoryUsed = 1e11 + cpu,
        Gpus = [new GpuSample { Index = 0, Power = 300 - (cpu / 100) }],
    };

    private static DataStore Open(TemporaryFolder folder, TimeProvider time, RetentionOptions? retention = null) =>
        DataStore.Open(new DataStoreOptions { Folder = folder.Path, Retention = retention ?? new() }, time, NullLoggerFactory.Instance);

    private static Task AddAsync(DataStore store, SystemSample[] samples) => store.System.AddAsync(null, new SystemReport("h", samples), Stop);

    private static Task<long> CountAsync(DataStore store, string table) =>
        store.OnWriterAsync(connection => Sql.Scalar<long>(connection, $"SELECT count(*) FROM {table}"));
}
