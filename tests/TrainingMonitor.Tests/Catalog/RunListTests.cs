using System.Text.Json;
using TrainingMonitor.Contract;
using TrainingMonitor.Storage;
using TrainingMonitor.Tests.Series;
using TrainingMonitor.Tests.Sqlite;

namespace TrainingMonitor.Tests.Catalog;

/// <summary>The table of runs against a plain walk over all of them.</summary>
public sealed class RunListTests
{
    private static readonly RunQuery[] Queries =
    [
        new() { Limit = 7 },
        new() { Sort = "created_at", Limit = 1000 },
        new() { Sort = "metric.loss", Limit = 5 },
        new() { Sort = "-metric.loss.max", Limit = 1000 },
        new() { Sort = "-config.lr", Limit = 9, Metrics = [new MetricComparison("loss", MetricField.Min, ComparisonOperator.Lt, 0.5)] },
        new() { Sort = "step", Limit = 1000, Config = [new FieldComparison("lr", ComparisonOperator.Ge, "4")] },
        new() { Sort = "name", Limit = 3, Text = "NAMED 1" },
        new() { Sort = "-name", Limit = 1000, Text = "straße", Statuses = [RunStatus.Running] },
        new() { Sort = "status", Limit = 1000, Tags = ["odd"] },
        new() { Sort = "metric.none", Limit = 1000 },
    ];

    [Fact]
    public async Task Every_query_says_what_is_true_now_however_runs_come_change_and_go()
    {
        await using var folder = new StoreFolder();
        var random = new Random(3);
        var ids = new List<string>();
        for (var turn = 0; turn < 600; turn++)
        {
            await ChangeAsync(folder, random, ids, turn);
            if (turn % 20 == 0)
            {
                Compare(folder, ids, Queries[turn / 20 % Queries.Length]);
            }
        }

        await folder.RestartAsync();
        foreach (var query in Queries)
        {
            Compare(folder, ids, query);
        }
    }

    [Theory]
    [InlineData("-created_at")]
    [InlineData("created_at")]
    [InlineData("name")]
    [InlineData("-notes")]
    [InlineData("config.lr")]
    [InlineData("-metric.loss")]
    public async Task Runs_that_come_and_go_between_pages_shift_none_of_the_others(string sort)
    {
        await using var folder = new StoreFolder();
        var stop = TestContext.Current.CancellationToken;
        var random = new Random(7);
        var here = new List<string>();
        for (var i = 0; i < 60; i++)
        {
            here.Add(await NewAsync(i));
        }

        var stayed = here.ToHashSet();
        var seen = new List<string>();
        var query = new RunQuery { Sort = sort, Limit = 7 };
        do
        {
            var page = folder.Store.Runs.List(query);
            seen.AddRange(page.Items.Select(run => run.Id));
            query = query with { Cursor = page.NextCursor };
            // Of those that were seen, the one the cursor stands on too; and of those to come.
            foreach (var gone in new[] { page.Items[^1].Id, here[random.Next(here.Count)] }.Distinct())
            {
                here.Remove(gone);
                stayed.Remove(gone);
                await folder.Store.Runs.DeleteAsync(gone, stop);
            }

            for (var i = 0; i < 5; i++)
            {
                here.Add(await NewAsync(100 + i));
            }
        }
        while (query.Cursor is not null);

        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.Empty(stayed.Except(seen));

        async Task<string> NewAsync(int i)
        {
            var run = await folder.Store.Runs.CreateAsync(
                new NewRun
                {
                    Name = $"named {random.Next(10)}",
                    Notes = new string('n', 300) + random.Next(4),
                    Config = i % 3 == 0 ? null : JsonElement.Parse($$"""{"lr":{{(i % 2 == 0 ? $"\"{random.Next(5)}\"" : random.Next(5))}}}"""),
                },
                ct: stop);
            if (i % 4 != 0)
            {
                await folder.AppendAsync(run.Id, Batches.Of("loss", 1, random.Next(6) - 2.5));
            }

            return run.Id;
        }
    }

    [Fact]
    public async Task A_query_during_writes_never_keeps_an_old_value()
    {
        await using var folder = new StoreFolder();
        var run = await folder.NewRunAsync();
        var query = new RunQuery { Metrics = [new MetricComparison("loss", MetricField.Latest, ComparisonOperator.Ge, 0)], Sort = "metric.loss" };
        var isWriting = true;
        var asking = Task.Run(
            () =>
            {
                while (Volatile.Read(ref isWriting))
                {
                    folder.Store.Runs.List(query);
                }
            },
            TestContext.Current.CancellationToken);
        for (var step = 0; step < 500; step++)
        {
            // Of each other value the list must know at once that it is out of the range asked for.
            await folder.AppendAsync(run, Batches.Of("loss", step, step % 2 == 0 ? 1 : -1));
            Assert.Equal(step % 2 == 0 ? 1 : 0, folder.Store.Runs.List(query).Total);
        }

        Volatile.Write(ref isWriting, false);
        await asking;
    }

    private static async Task ChangeAsync(StoreFolder folder, Random random, List<string> ids, int turn)
    {
        var stop = TestContext.Current.CancellationToken;
        switch (ids.Count < 20 ? 0 : random.Next(8))
        {
            case 0 or 1:
                var made = await folder.Store.Runs.CreateAsync(
                    new NewRun
                    {
                        Name = $"named {turn}{(turn % 3 == 0 ? " Straße" : "")}",
                        Config = turn % 5 == 0 ? null : JsonElement.Parse($$"""{"lr":{{random.Next(9)}}}"""),
                        Notes = turn % 7 == 0 ? new string('n', 300) + " straße" : "",
                        Tags = turn % 2 == 1 ? ["odd"] : [],
                    },
                    ct: stop);
                ids.Add(made.Id);
                break;
            case 2 when ids.Count > 40:
                var gone = ids[random.Next(ids.Count)];
                ids.Remove(gone);
                await folder.Store.Runs.DeleteAsync(gone, stop);
                break;
            case 3:
                await folder.Store.Runs.UpdateAsync(ids[random.Next(ids.Count)], new RunUpdate { Name = $"renamed {turn}" }, stop);
                break;
            case 4:
                var running = folder.Store.Runs.Running();
                await folder.Store.Runs.UpdateAsync(running[random.Next(running.Count)].Id, new RunUpdate { Status = RunStatus.Completed }, stop);
                break;
            default:
                await folder.AppendAsync(ids[random.Next(ids.Count)], Batches.Of("loss", turn, Math.Round(random.NextDouble(), 2)));
                break;
        }
    }

    private static void Compare(StoreFolder folder, List<string> ids, RunQuery query)
    {
        var runs = ids.Select(id => folder.Store.Runs.Find(id)!).Where(run => Matches(run, query)).Reverse();
        var key = query.Sort?.TrimStart('-') ?? "created_at";
        var isDescending = query.Sort?.StartsWith('-') ?? true;
        var present = runs.Where(run => Key(run, key) is not null);
        var sorted = isDescending ? present.OrderByDescending(run => Key(run, key), Comparer<IComparable?>.Create(Compare)) : present.OrderBy(run => Key(run, key), Comparer<IComparable?>.Create(Compare));
        var want = sorted.Concat(runs.Where(run => Key(run, key) is null)).Select(run => run.Id).ToArray();
        var got = new List<string>();
        RecordPage<Run> page;
        do
        {
            page = folder.Store.Runs.List(query);
            got.AddRange(page.Items.Select(run => run.Id));
            query = query with { Cursor = page.NextCursor };
        }
        while (page.NextCursor is not null);
        Assert.Equal(want, got);
        Assert.Equal(want.Length, page.Total);
    }

    private static int Compare(IComparable? a, IComparable? b) => a is string text ? string.CompareOrdinal(text, (string?)b) : a!.CompareTo(b);

    private static bool Matches(Run run, RunQuery query) =>
        (query.Text is null || new[] { run.Name, run.Notes, run.Id }.Concat(run.Tags).Any(text => text.Contains(query.Text, StringComparison.OrdinalIgnoreCase)))
        && (query.Statuses is null || query.Statuses.Contains(run.Status))
        && query.Tags.All(run.Tags.Contains)
        && query.Metrics.All(wanted => run.Metrics.TryGetValue("loss", out var loss) && loss.Min < wanted.Value)
        && query.Config.All(wanted => Key(run, "config.lr") is double lr && lr >= 4);

    private static IComparable? Key(Run run, string key) => key switch
    {
        "created_at" => run.CreatedAt.Microseconds,
        "name" => run.Name,
        "status" => TrainingMonitor.Contract.Json.WireWord<RunStatus>.Of(run.Status),
        "step" => run.Step,
        "config.lr" => run.Config.TryGetProperty("lr", out var lr) ? lr.GetDouble() : null,
        "metric.loss" => run.Metrics.TryGetValue("loss", out var loss) ? loss.Latest : null,
        "metric.loss.max" => run.Metrics.TryGetValue("loss", out var most) ? most.Max : null,
        _ => null,
    };
}
