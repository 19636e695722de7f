using System.Text.Json;
using TrainingMonitor.Contract;
using TrainingMonitor.Contract.Json;
using TrainingMonitor.Server.Problems;

namespace TrainingMonitor.Server.Runs;

/// <summary>What a run from a client must keep to before the store sees it.</summary>
internal sealed class RunRules(JsonRule json, ServerOptions options)
{
    private const int MaxTags = 100;
    private const int MaxNotes = 100_000;
    private const long MaxCount = 1L << 53;

    public void Check(NewRun run)
    {
        TextRule.Id("id", run.Id);
        TextRule.Id("parent_run_id", run.ParentRunId);
        Shared(run.Name, run.Project, run.Config, run.Tags, run.Notes, run.Group, run.TotalSteps, run.Epochs, run.StepsPerEpoch);
        Primary(run.Primary, run.MetricGoals);
        Time(run.Time);
        // The parent need not be here (yet): a fork that was logged offline may arrive before it.
        if (run.ParentStep is { } step && (run.ParentRunId is null || step is < -MaxCount or > MaxCount))
        {
            throw ProblemException.BadRequest($"got parent_step {step}, want it with parent_run_id and from -2^53 to 2^53");
        }
    }

    public void Check(RunUpdate update)
    {
        Shared(update.Name, update.Project, update.Config, update.Tags, update.Notes, update.Group, update.TotalSteps, update.Epochs, update.StepsPerEpoch);
        Primary(update.Primary, update.MetricGoals);
        Time(update.Time);
        TextRule.Prose("error", update.Error, MaxNotes);
    }

    private void Shared(
        string? name, string? project, JsonElement? config, IReadOnlyList<string>? tags, string? notes, string? group, params ReadOnlySpan<long?> counts)
    {
        TextRule.Name("name", name);
        TextRule.Name("project", project, 100);
        TextRule.Name("group", group);
        TextRule.Prose("notes", notes, MaxNotes);
        if (tags is { Count: > MaxTags })
        {
            throw ProblemException.BadRequest($"got {tags.Count} tags, want at most {MaxTags}");
        }

        foreach (var tag in tags ?? [])
        {
            TextRule.Name("tag", tag ?? throw ProblemException.BadRequest("got null as a tag, want a string"), 100);
        }

        foreach (var count in counts)
        {
            if (count is < 1 or > MaxCount)
            {
                throw ProblemException.BadRequest($"got {count} as total_steps, epochs or steps_per_epoch, want a whole number from 1 to 2^53");
            }
        }

        json.Object("config", config);
    }

    private static void Time(double? time)
    {
        if (time is { } seconds && (seconds < 0 || EpochSeconds.ToMicroseconds(seconds) is null))
        {
            throw ProblemException.BadRequest($"got {seconds} as time, want seconds since 1970");
        }
    }

    private void Primary(PrimaryMetrics? primary, IReadOnlyDictionary<string, MetricGoal>? goals)
    {
        var longest = options.Input.MaxMetricNameLength;
        TextRule.Name("primary.loss", primary?.Loss, longest);
        TextRule.Name("primary.lr", primary?.Lr, longest);
        TextRule.Name("primary.accuracy", primary?.Accuracy, longest);
        foreach (var metric in goals?.Keys ?? [])
        {
            TextRule.Name("metric name in metric_goals", metric, longest);
        }
    }
}
