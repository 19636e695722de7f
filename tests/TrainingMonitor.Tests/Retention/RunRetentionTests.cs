using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using TrainingMonitor.Contract;
using TrainingMonitor.Storage;
using TrainingMonitor.Tests.Series;
using TrainingMonitor.Tests.Sqlite;

namespace TrainingMonitor.Tests.Retention;

public sealed class RunRetentionTests
{
    private const int Rows = 24_000;
    private const int RowsOfMinute = 120;
    private const int Minutes = Rows / RowsOfMinute;
    private const string Bytes = "SELECT sum(length(data)) FROM chunks";
    private static readonly double From = Batches.Start / 1e6;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Charts_of_whole_minutes_and_summaries_say_the_same_before_and_after_and_the_file_shrinks()
    {
        await using var folder = await FilledAsync();
        var run = folder.Store.Runs.Find("run")!;
        SeriesQuery[] questions = [.. new[] { 1, 20, Minutes }.Select(ByTime), new SeriesQuery { RunId = "run", Keys = ["*"], Points = 1 }];
        var before = questions.Select(question => folder.Store.Points.Read(question).Series).ToList();
        await Wait.ForAsync(async () => await CountAsync(folder, "SELECT count(*) FROM tail") + await CountAsync(folder, "PRAGMA freelist_count") == 0);
        var (pages, bytes) = (await CountAsync(folder, "PRAGMA page_count"), await CountAsync(folder, Bytes));

        await folder.Store.Retention.RunAsync(Stop);

        for (var round = 0; round < 2; round++)
        {
            foreach (var (question, want) in questions.Zip(before))
            {
                Assert.All(want.Zip(folder.Store.Points.Read(question).Series), pair => AssertSame((BucketColumns)pair.First, (BucketColumns)pair.Second));
            }

            Assert.Equivalent(run.Metrics, folder.Store.Runs.Find("run")!.Metrics, strict: true);
            Assert.Equal(5 * Rows / 2, folder.Store.Status.Points);
            await folder.RestartAsync();
        }

        var left = await CountAsync(folder, Bytes);
        Assert.InRange(left, 1, bytes / 5);
        await Wait.ForAsync(async () => await CountAsync(folder, "PRAGMA page_count") < pages - ((bytes - left) / 4096 * 3 / 4));
    }

    [Fact]
    public async Task Whoever_asks_for_raw_points_sees_that_they_are_buckets_now_and_newer_points_stay_raw()
    {
        await using var folder = await FilledAsync();
        var now = DateTimeOffset.UtcNow.AddDays(2).ToUnixTimeMilliseconds() * 1000;
        await folder.AppendAsync("run", At(Rows, 3000, i => now + (i * 1000L)));
        await folder.Store.SealAsync("run");
        await folder.Store.Retention.RunAsync(Stop);

        foreach (var points in (int[])[0, 20_000])
        {
            var old = folder.Store.Points.Read(new SeriesQuery { RunId = "run", Keys = ["loss"], To = Rows - 1, From = 0, Points = points });
            Assert.Equal(Rows, Assert.IsType<BucketColumns>(old.Series.Single()).Count.Sum());
            var young = folder.Store.Points.Read(new SeriesQuery { RunId = "run", Keys = ["loss"], From = Rows, To = Rows + 2999, Points = points });
            Assert.Equal(3000, Assert.IsType<RawColumns>(young.Series.Single()).Values.Length);
        }

        var raw = folder.Store.Points.ReadRaw(new SeriesQuery { RunId = "run", Keys = ["loss"], Points = 0 }).Series.Single();
        Assert.Equal(Rows + 3000, raw.Buckets!.Count.Sum());
        Assert.Equal(3000, folder.Store.Points.ReadRaw(new SeriesQuery { RunId = "run", Keys = ["loss"], From = Rows, Points = 0 }).Series.Single().Blocks().Sum(block => block.Values.Length));
        var pairs = (RawColumns)folder.Store.Points.Read(new SeriesQuery { RunId = "run", Keys = ["loss"], X = XAxis.Metric("noise"), Points = 20_000 }).Series.Single();
        Assert.Equal((3000, Rows), (pairs.Total, pairs.Folded));
    }

    [Fact]
    public async Task An_export_gives_rows_where_they_are_kept_and_buckets_of_each_metric_where_not()
    {
        await using var folder = await FilledAsync();
        var want = folder.Store.Points.Export("run").SelectMany(row => row.Metrics).GroupBy(value => value.Key).ToDictionary(group => group.Key, group => (long)group.Count());
        await folder.Store.Retention.RunAsync(Stop);
        await folder.AppendAsync("run", Batches.Of("loss", Rows, 1, 2, 3));

        var rows = folder.Store.Points.Export("run").ToList();
        Assert.Equal([1, 2, 3], rows.Where(row => row.Bucket is null).Select(row => row.Metrics.Single().Value));
        var buckets = rows.Select(row => row.Bucket).OfType<LoggedBucket>().GroupBy(bucket => bucket.Key).ToDictionary(group => group.Key, group => group.Sum(bucket => bucket.Count));
        Assert.Equal(want, buckets);
    }

    [Fact]
    public async Task A_resume_into_a_minute_leaves_it_out_and_the_summaries_are_of_what_counts()
    {
        await using var folder = await FilledAsync();
        await folder.Store.Retention.RunAsync(Stop);
        var resumed = (90 * RowsOfMinute) + 7;
        await folder.Store.Runs.ResumeAsync("run", "new", resumed, default);
        await folder.AppendAsync("run", Batches.From("new", 1, "loss", resumed, 5));
        for (var round = 0; round < 2; round++)
        {
            var kept = Enumerable.Range(0, 90 * RowsOfMinute).Select(LossOf).ToArray();
            var loss = folder.Store.Runs.Find("run")!.Metrics["loss"];
            Assert.Equal((kept.Length + 1, 5.0, resumed), (loss.Count, loss.Latest, loss.Step));
            var finite = kept.Where(double.IsFinite).ToArray();
            Assert.Equal((finite.Min(), finite.Max()), (loss.Min, loss.Max));
            Assert.Equal((Array.IndexOf(kept, finite.Min()), Array.IndexOf(kept, finite.Max())), ((int)loss.MinStep!, (int)loss.MaxStep!));
            var all = (BucketColumns)folder.Store.Points.Read(new SeriesQuery { RunId = "run", Keys = ["loss"], Points = 1 }).Series.Single();
            Assert.Equal((kept.Length + 1, Math.Max(5, finite.Max())), (all.Count[0], all.Max[0]));
            var first = (BucketColumns)folder.Store.Points.Read(new SeriesQuery { RunId = "run", Keys = ["loss"], Points = 1, Segment = SegmentChoice.Number(1) }).Series.Single();
            Assert.Equal(Rows, first.Count[0]);
            await folder.RestartAsync();
        }
    }

    [Fact]
    public async Task By_default_and_in_its_first_hours_a_run_keeps_its_points_however_old_they_say_they_are()
    {
        await using var kept = await FilledAsync(TimeSpan.Zero);
        await kept.Store.Retention.RunAsync(Stop);
        Assert.IsType<RawColumns>(Read(kept, "run"));

        await using var folder = await FilledAsync();
        await folder.NewRunAsync("imported");
        await folder.AppendAsync("imported", At(0, 3000, i => Batches.Start + i));
        await folder.Store.SealAsync("imported");
        await folder.Store.Retention.RunAsync(Stop);
        Assert.IsType<RawColumns>(Read(folder, "imported"));
        Assert.IsType<BucketColumns>(Read(folder, "run"));

        static SeriesColumns Read(StoreFolder folder, string run) =>
            folder.Store.Points.Read(new SeriesQuery { RunId = run, Keys = ["loss"], Points = 0 }).Series.Single();
    }

    [Fact]
    public async Task A_deleted_run_leaves_nothing_and_a_damaged_chunk_is_left_for_who_reads_it()
    {
        await using var folder = await FilledAsync();
        await folder.Store.OnWriterAsync(connection => Sql.Run(
            connection, "UPDATE chunks SET data = CAST(substr(data, 1, 40) || x'00' || substr(data, 42) AS BLOB) WHERE chunk = (SELECT chunk FROM chunks ORDER BY chunk LIMIT 1 OFFSET 3)"));
        await folder.Store.Retention.RunAsync(Stop);
        Assert.Equal(1, await CountAsync(folder, "SELECT count(*) FROM chunks WHERE length(data) > 4000"));
        await folder.Store.Runs.DeleteAsync("run", default);
        await folder.Store.Retention.RunAsync(Stop);
        await Wait.ForAsync(async () => await CountAsync(folder, "SELECT (SELECT count(*) FROM chunks) + (SELECT count(*) FROM runs)") == 0);
    }

    [Fact]
    public async Task Buckets_of_an_ended_run_leave_for_files_that_a_few_lines_of_Python_read_and_charts_go_on()
    {
        await using var folder = await FilledAsync();
        SeriesQuery[] questions = [ByTime(1), new SeriesQuery { RunId = "run", Keys = ["*"], Points = 1 }];
        var want = questions.Select(question => folder.Store.Points.Read(question).Series).ToList();
        var loss = folder.Store.Runs.Find("run")!.Metrics["loss"];
        folder.Time.Advance(TimeSpan.FromDays(40));
        await folder.Store.Retention.RunAsync(Stop);
        Assert.False(Directory.Exists(Path.Combine(folder.Path, "archive")));

        await folder.Store.Runs.UpdateAsync("run", new RunUpdate { Status = RunStatus.Completed }, Stop);
        var bytes = await CountAsync(folder, Bytes);
        await folder.Store.Retention.RunAsync(Stop);
        await folder.Store.Retention.RunAsync(Stop);
        Assert.InRange(await CountAsync(folder, Bytes), 1, bytes / 3);
        Assert.Equal(loss, folder.Store.Runs.Find("run")!.Metrics["loss"]);
        foreach (var (question, before) in questions.Zip(want))
        {
            Assert.All(before.Zip(folder.Store.Points.Read(question).Series), pair => AssertSame((BucketColumns)pair.First, (BucketColumns)pair.Second));
        }

        var code = (await File.ReadAllTextAsync(Repository.PathOf("docs/format/archive.md"), Stop)).Split("```python\n")[1].Split("```")[0];
        using var python = Process.Start(new ProcessStartInfo("python3", ["-c", code.Replace("data/archive/runs/my-run", ArchiveOf(folder), StringComparison.Ordinal)]) { RedirectStandardOutput = true })!;
        var lines = (await python.StandardOutput.ReadToEndAsync(Stop)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).ToList();
        AssertArchive(lines);

        await folder.Store.Runs.DeleteAsync("run", default);
        folder.Store.Retention.Forget("run");
        Assert.False(Directory.Exists(ArchiveOf(folder)));
    }

    /// <summary>Lines of key, first and last step, least, greatest, count.</summary>
    private static void AssertArchive(List<string[]> lines)
    {
        var values = Enumerable.Range(0, Rows).Select(LossOf).ToArray();
        var loss = lines.Where(line => line[0] == "loss").ToList();
        Assert.Equal((Rows, Rows, Rows / 2), (Count("loss"), Count("noise"), Count("val/loss")));
        Assert.True(loss.Count > Minutes);
        Assert.All(loss, line =>
        {
            var points = values[int.Parse(line[1], null)..(int.Parse(line[2], null) + 1)];
            Assert.Equal(points.Length, int.Parse(line[5], null));
            Assert.Equal(points.All(double.IsFinite) ? $"{points.Min():R} {points.Max():R}" : "None None", points.All(double.IsFinite) ? $"{Number(line[3])} {Number(line[4])}" : $"{line[3]} {line[4]}");
        });

        int Count(string key) => lines.Where(line => line[0] == key).Sum(line => int.Parse(line[5], null));

        static string Number(string text) => double.Parse(text, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task A_pass_that_is_killed_anywhere_is_gone_on_with_and_nothing_is_counted_twice()
    {
        await using var folder = await FilledAsync();
        var question = ByTime(1);
        var want = folder.Store.Points.Read(question).Series;
        await folder.Store.Runs.UpdateAsync("run", new RunUpdate { Status = RunStatus.Completed }, Stop);
        await folder.Store.DisposeAsync();
        var random = new Random(5);
        for (var kill = 0; kill < LongTests.Times(8, 200); kill++)
        {
            var command = ThisProgram.With(RetentionChild.Word, folder.Path);
            using var child = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true })!;
            for (var left = random.Next(1, 4); left > 0 && await child.StandardOutput.ReadLineAsync(Stop) is not null; left--)
            {
            }

            child.Kill();
            await child.WaitForExitAsync(Stop);
        }

        await folder.RestartAsync();
        Assert.All(want.Zip(folder.Store.Points.Read(question).Series), pair => AssertSame((BucketColumns)pair.First, (BucketColumns)pair.Second));
        folder.Time.Advance(TimeSpan.FromDays(100));
        await folder.Store.Retention.RunAsync(Stop);
        Assert.All(want.Zip(folder.Store.Points.Read(question).Series), pair => AssertSame((BucketColumns)pair.First, (BucketColumns)pair.Second));
        Assert.Equal(0, await CountAsync(folder, "SELECT count(*) FROM chunks WHERE length(data) > 1000"));
        AssertArchive([.. Directory.GetFiles(ArchiveOf(folder)).SelectMany(ArchiveFile.Read).Select(line => JsonDocument.Parse(line).RootElement).Select(line => new[]
        {
            line.GetProperty("key").GetString()!, $"{line.GetProperty("first_step")}", $"{line.GetProperty("last_step")}", Text(line, "min"), Text(line, "max"), $"{line.GetProperty("count")}",
        })]);

        static string Text(JsonElement line, string name) => line.GetProperty(name) is { ValueKind: not JsonValueKind.Null } value ? $"{value}" : "None";
    }

    /// <summary>A wavy line with spikes, and a NaN or an infinity now and then.</summary>
    private static double LossOf(int row) => (row % 1777) switch
    {
        500 => double.NaN,
        900 or 901 => double.PositiveInfinity,
        1300 => row,
        1301 => -row,
        _ => (float)Math.Sin(row / 100.0),
    };

    private static double NoiseOf(int row) => (float)new Random(row).NextDouble();

    private static SeriesQuery ByTime(int points) => new()
    {
        RunId = "run",
        Keys = ["*"],
        X = XAxis.Time,
        From = From,
        To = From + (60 * Minutes),
        Points = points,
    };

    /// <summary>Two rows a second for some hours, two metrics of three in all of them, and two days after.</summary>
    private static async Task<StoreFolder> FilledAsync(TimeSpan? raw = null)
    {
        var retention = new RetentionOptions { RunRaw = raw ?? TimeSpan.FromHours(24), RunBuckets = TimeSpan.FromDays(30) };
        var folder = new StoreFolder(options => options with { Retention = retention });
        await folder.NewRunAsync("run");
        await folder.AppendAsync("run", At(0, Rows, i => Batches.Start + (i * 500_000L) + 250_000));
        await folder.AppendAsync("run", new PointBatch
        {
            Rows = Rows / 2,
            Steps = [.. Enumerable.Range(0, Rows / 2).Select(i => i * 2L)],
            Times = [.. Enumerable.Range(0, Rows / 2).Select(i => Batches.Start + (i * 1_000_000L) + 300_000)],
            Metrics = [new MetricColumn("val/loss", [.. Enumerable.Range(0, Rows / 2).Select(i => 1.0 / (i + 1))], null)],
        });
        await folder.Store.SealAsync("run");
        folder.Time.Advance(TimeSpan.FromDays(2));
        return folder;
    }

    private static PointBatch At(int first, int rows, Func<int, long> time) => new()
    {
        Rows = rows,
        Steps = [.. Enumerable.Range(first, rows).Select(i => (long)i)],
        Times = [.. Enumerable.Range(0, rows).Select(time)],
        Metrics =
        [
            new MetricColumn("loss", [.. Enumerable.Range(first, rows).Select(LossOf)], null),
            new MetricColumn("noise", [.. Enumerable.Range(first, rows).Select(NoiseOf)], null),
        ],
    };

    private static void AssertSame(BucketColumns want, BucketColumns got)
    {
        Assert.Equal((want.Key, want.Total), (got.Key, got.Total));
        Assert.Equal(want.Count, got.Count);
        Assert.Equal((want.Nan, want.PosInf, want.NegInf), (got.Nan, got.PosInf, got.NegInf), (a, b) => a.Nan.SequenceEqual(b.Nan) && a.PosInf.SequenceEqual(b.PosInf) && a.NegInf.SequenceEqual(b.NegInf));
        Assert.Equal(want.Min, got.Min);
        Assert.Equal(want.Max, got.Max);
        Assert.Equal(want.First, got.First);
        Assert.Equal(want.Last, got.Last);
        Assert.Equal(want.FirstStep, got.FirstStep);
        Assert.Equal(want.LastStep, got.LastStep);
        Assert.Equal(want.FirstTime, got.FirstTime);
        Assert.Equal(want.LastTime, got.LastTime);
        Assert.All(want.Sum.Zip(got.Sum), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
    }

    private static string ArchiveOf(StoreFolder folder) => Path.Combine(folder.Path, "archive", "runs", "run");

    private static Task<long> CountAsync(StoreFolder folder, string sql) => folder.Store.OnWriterAsync(connection => Sql.Scalar<long>(connection, sql));
}
