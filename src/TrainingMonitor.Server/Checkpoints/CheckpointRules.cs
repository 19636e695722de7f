using TrainingMonitor.Contract;
using TrainingMonitor.Server.Ingest;
using TrainingMonitor.Server.Problems;

namespace TrainingMonitor.Server.Checkpoints;

/// <summary>What a checkpoint from a client must keep to before the store sees it.</summary>
internal sealed class CheckpointRules(JsonRule json, ServerOptions options)
{
    private const int LongestPath = 4096;
    private const int MostMetrics = 10_000;
    private const int MostKeys = 1000;

    public void Check(NewCheckpoint checkpoint)
    {
        TextRule.Id("id", checkpoint.Id);
        TextRule.Name("filepath", checkpoint.Filepath, LongestPath);
        TextRule.Name("format", checkpoint.Format, 20);
        TextRule.Prose("reason", checkpoint.Reason, 2000);
        Step(checkpoint.Step);
        if (checkpoint.Size is < 0)
        {
            throw ProblemException.BadRequest($"got size {checkpoint.Size}, want bytes from 0");
        }

        if (checkpoint.Sha256 is { } hash && (hash.Length != 64 || !hash.All(char.IsAsciiHexDigitLower)))
        {
            throw ProblemException.BadRequest($"got sha256 '{TextRule.Shorten(hash)}', want 64 digits 0-9 and a-f");
        }

        Metrics(checkpoint.Metrics);
        json.Object("metadata", checkpoint.Metadata);
        Keys(checkpoint.RequiredKeys ?? []);
        if (checkpoint.Structure is { Tensors.Count: > CheckpointStructure.MostTensors } or { Keys.Count: > CheckpointStructure.MostTensors })
        {
            throw ProblemException.BadRequest($"got a structure of {checkpoint.Structure.Tensors.Count} tensors, want the first {CheckpointStructure.MostTensors} at most");
        }
    }

    public void Check(CheckpointUpdate update)
    {
        Metrics(update.Metrics);
        json.Object("metadata", update.Metadata);
    }

    public static UploadRequest Upload(string runId, IQueryCollection query)
    {
        var name = query["name"].ToString();
        TextRule.Name("name", name.Length == 0 ? throw ProblemException.BadRequest("got no name, want ?name= with the file's own name") : name);
        var file = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        TextRule.Name("name", file);
        long? step = query["step"].ToString() is { Length: > 0 } text
            ? long.TryParse(text, System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out var number)
                ? number
                : throw ProblemException.BadRequest($"got step={TextRule.Shorten(text)}, want a whole number")
            : null;
        Step(step);
        var keys = query["required_keys"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Keys(keys);
        var id = query["id"].ToString() is { Length: > 0 } given ? given : null;
        TextRule.Id("id", id);
        return new UploadRequest(runId, file, step, keys, id);
    }

    private static void Step(long? step)
    {
        if (step is < -BatchReader.MaxStep or > BatchReader.MaxStep)
        {
            throw ProblemException.BadRequest($"got {step} as a step, want a whole number from -2^53 to 2^53");
        }
    }

    private void Metrics(IReadOnlyDictionary<string, double>? metrics)
    {
        if (metrics is { Count: > MostMetrics })
        {
            throw ProblemException.BadRequest($"got {metrics.Count} metrics, want at most {MostMetrics}");
        }

        foreach (var name in metrics?.Keys ?? [])
        {
            if (MetricName.Fault(name, options.Input.MaxMetricNameLength) is { } fault)
            {
                throw ProblemException.BadRequest(fault);
            }
        }
    }

    private static void Keys(IReadOnlyCollection<string> keys)
    {
        if (keys.Count > MostKeys)
        {
            throw ProblemException.BadRequest($"got {keys.Count} required keys, want at most {MostKeys}");
        }

        foreach (var key in keys)
        {
            TextRule.Name("required key", key ?? throw ProblemException.BadRequest("got null as a required key, want a string"));
        }
    }
}
