using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace TrainingMonitor.Benchmarks.Server;

/// <summary>
/// Request bodies to send: the real training curves of <c>../shared/data/digits-seed1.ndjson.gz</c> when they are there,
/// else a generated walk of the same shape.
/// </summary>
internal static class Curves
{
    public static string Source { get; private set; } = "";

    /// <summary>Columnar bodies with so many rows each, without writer and seq.</summary>
    public static (byte[] Body, int Points)[] Bodies(int rows, int most)
    {
        var steps = Rows().Take(rows * most).Chunk(rows).Where(chunk => chunk.Length == rows).ToArray();
        return [.. steps.Select(Body)];
    }

    private static (byte[] Body, int Points) Body(IReadOnlyList<Row> rows)
    {
        var names = rows.SelectMany(row => row.Metrics.Keys).Distinct().ToArray();
        var text = new StringBuilder("{\"steps\":[").AppendJoin(',', rows.Select(row => row.Step))
            .Append("],\"times\":[").AppendJoin(',', rows.Select(row => row.Time.ToString("R", CultureInfo.InvariantCulture)))
            .Append("],\"metrics\":{");
        for (var i = 0; i < names.Length; i++)
        {
            text.Append(i == 0 ? "" : ",").Append('"').Append(names[i]).Append("\":[")
                .AppendJoin(',', rows.Select(row => row.Metrics.TryGetValue(names[i], out var value) ? value.ToString("R", CultureInfo.InvariantCulture) : "null")).Append(']');
        }

        return (Encoding.UTF8.GetBytes(text.Append("}}").ToString()), rows.Sum(row => row.Metrics.Count));
    }

    private static IEnumerable<Row> Rows()
    {
        var file = Path.Combine(Published.Root, "..", "shared", "data", "digits-seed1.ndjson.gz");
        if (!File.Exists(file))
        {
            Source = "generated curves";
            return Generated();
        }

        Source = "real curves (UCI digits, 20,000 steps)";
        return Recorded(file);
    }

    private static IEnumerable<Row> Recorded(string file)
    {
        using var lines = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        while (lines.ReadLine() is { } line)
        {
            using var json = JsonDocument.Parse(line);
            yield return new Row(
                json.RootElement.GetProperty("step").GetInt64(),
                json.RootElement.GetProperty("ts").GetDouble(),
                json.RootElement.EnumerateObject().Where(member => member.Name is not ("step" or "ts")).ToDictionary(member => member.Name, member => member.Value.GetDouble()));
        }
    }

    private static IEnumerable<Row> Generated()
    {
        var random = new Random(1);
        for (var step = 0; step < 20_000; step++)
        {
            var metrics = Enumerable.Range(0, 8).ToDictionary(i => $"train/m{i}", i => (double)(float)(Math.Exp(-step / 5000.0) + (random.NextDouble() * 0.1)));
            yield return new Row(step, 1_763_805_000 + (step * 0.003), metrics);
        }
    }

    private sealed record Row(long Step, double Time, Dictionary<string, double> Metrics);
}
