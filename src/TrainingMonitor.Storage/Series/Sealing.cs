using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using TrainingMonitor.Contract;
using TrainingMonitor.Storage.Chunks;

namespace TrainingMonitor.Storage;

/// <summary>
/// Turns open tails into chunks: the writer's thread picks the runs and takes the view between two groups, one thread beside
/// it encodes, and the writer stores what comes back like any other write. So neither readers nor acknowledgements wait for
/// compression.
/// </summary>
internal sealed partial class Sealing : IAsyncDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(250);
    private readonly Channel<SealPlan> _plans = Channel.CreateUnbounded<SealPlan>();
    private readonly RunCatalog _runs;
    private readonly StoreWriter _writer;
    private readonly DataStoreOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly WalkBudget _looks = new();
    private Task? _work;
    private volatile bool _isStopping;
    private long _shortValues;

    public Sealing(RunCatalog runs, StoreWriter writer, DataStoreOptions options, TimeProvider time, ILogger log) =>
        (_runs, _writer, _options, _time, _log) = (runs, writer, options, time, log);

    public void Start() => _work = Task.Run(WorkAsync);

    /// <summary>
    /// On the writer's thread, between groups: looks at the runs that have grown, and now and then at all that are open, which
    /// may be very many.
    /// </summary>
    public void Pick(bool isIdle)
    {
        foreach (var entry in _runs.Grown)
        {
            Consider(entry);
        }

        _runs.Grown.Clear();
        _looks.TryWalk(isIdle ? TimeSpan.Zero : LookEvery, PickOfAll);
    }

    /// <summary>Ends after the seal under way: what is still open is as durable as what is sealed, and a stop waits for nothing else.</summary>
    public async ValueTask DisposeAsync()
    {
        _isStopping = true;
        _plans.Writer.TryComplete();
        if (_work is not null)
        {
            await _work;
        }
    }

    /// <summary>Seals what is open of a run, and returns when it is done. For tests and benchmarks, and before a run is put away.</summary>
    public async Task SealAllAsync(RunEntry entry)
    {
        while (true)
        {
            var (plan, isBusy) = await _writer.RunAsync(_ => Claim(entry));
            if (plan is not null)
            {
                await SealAsync(plan);
            }
            else if (!isBusy)
            {
                return;
            }
        }
    }

    private static long Values(IReadOnlyList<Tail> tails)
    {
        long sum = 0;
        foreach (var tail in tails)
        {
            sum += tail.Values;
        }

        return sum;
    }

    private void PickOfAll()
    {
        long all = 0, ofShort = 0, most = 0;
        RunEntry? largest = null;
        foreach (var entry in _runs.OpenRuns)
        {
            var tails = entry.Series.Tails;
            if (tails.Count == 0)
            {
                _runs.Close(entry);
                continue;
            }

            var (values, longest) = (Values(tails), 0);
            foreach (var tail in tails)
            {
                longest = Math.Max(longest, tail.Longest);
            }

            all += values;
            ofShort += SealRule.IsShort(longest, _options.ChunkRows) ? values : 0;
            Consider(entry);
            if (values > most && !entry.IsSealing)
            {
                (largest, most) = (entry, values);
            }
        }

        _shortValues = ofShort;
        if (all > _options.TailValues && largest is not null)
        {
            Plan(largest, isWhole: true);
        }
    }

    private void Consider(RunEntry entry)
    {
        if (!entry.IsSealing && !entry.IsGone && entry.Series.Tails is { Count: > 0 } tails && IsDue(entry, tails) is { } isWhole)
        {
            Plan(entry, isWhole);
        }
    }

    /// <summary>Whether to seal, and if so whether all of it.</summary>
    private bool? IsDue(RunEntry entry, IReadOnlyList<Tail> tails)
    {
        var (series, now) = (entry.Series, Instant.Now(_time).Microseconds);
        var age = new TailAge(
            tails.Max(tail => tail.Longest),
            tails.Max(tail => tail.Values),
            TimeSpan.FromMicroseconds(now - series.ArrivedAt),
            TimeSpan.FromMicroseconds(now - series.OpenSince));
        return SealRule.IsDue(age, RunTransitions.IsFinal(entry.Now.Run.Status), _options.SealAfter, _options.ChunkRows, _shortValues);
    }

    private void Plan(RunEntry entry, bool isWhole)
    {
        entry.IsSealing = true;
        _plans.Writer.TryWrite(SealPlan.View(entry, _writer.Tails, isWhole, _options.ChunkRows));
    }

    /// <summary>A view of all that is open, unless nothing is or another seal is under way.</summary>
    private (SealPlan? Plan, bool IsBusy) Claim(RunEntry entry)
    {
        if (entry.IsGone)
        {
            return (null, false);
        }

        if (entry.IsSealing || entry.HasUnseenRows || entry.Series.Tails.Count == 0)
        {
            return (null, entry.IsSealing || entry.HasUnseenRows);
        }

        entry.IsSealing = true;
        return (SealPlan.View(entry, _writer.Tails, isWhole: true, _options.ChunkRows), false);
    }

    private async Task WorkAsync()
    {
        await foreach (var plan in _plans.Reader.ReadAllAsync())
        {
            if (_isStopping)
            {
                return;
            }

            await SealAsync(plan);
        }
    }

    private async Task<bool> SealAsync(SealPlan plan)
    {
        try
        {
            using var codec = new ChunkCodec();
            plan.Encode(codec);
            var job = new SealJob(plan);
            _writer.Add(job);
            return await job.Task;
        }
        catch (Exception e)
        {
            // Whatever it was, the tail is as it was, and the next pick tries again. Other runs are sealed meanwhile.
            LogNotSealed(_log, plan.Entry.Now.Run.Id, e);
            return false;
        }
        finally
        {
            plan.Entry.IsSealing = false;
        }
    }

    [LoggerMessage(111, LogLevel.Warning, "Points of run {Run} could not be sealed yet")]
    private static partial void LogNotSealed(ILogger log, string run, Exception e);
}
