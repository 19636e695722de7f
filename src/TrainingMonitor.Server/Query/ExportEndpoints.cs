using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using TrainingMonitor.Contract.Json;
using TrainingMonitor.Server.Live;
using TrainingMonitor.Server.Problems;
using TrainingMonitor.Server.Runs;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.Query;

/// <summary>
/// A run's rows as a file: <c>.ndjson</c> has one object per logged call, <c>.csv</c> one row per step and one column per metric.
/// Of points that are only kept as buckets the first has these, in lines of their own kind; the second has no place for them.
/// </summary>
internal static class ExportEndpoints
{
    private const int FlushBytes = 64 * 1024;

    public static void MapExport(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/export/runs/{id}.ndjson", (string id, HttpContext context, DataStore store) => SendAsync(context, store, id, "ndjson", "application/x-ndjson", NdjsonAsync))
            .WithTags("export").WithSummary("Every logged call as a line of JSON")
            .WithDescription("Lines have step, time and metrics. Where points are only kept as buckets, lines have key, segment and the numbers of one bucket, as history gives them.").Produces(200, contentType: "application/x-ndjson").ProducesProblem(400).ProducesProblem(404);

        routes.MapGet("/api/export/runs/{id}.csv", (string id, HttpContext context, DataStore store) => SendAsync(context, store, id, "csv", "text/csv", CsvAsync))
            .WithTags("export").WithSummary("One row per step, one column per metric").Produces(200, contentType: "text/csv").ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task SendAsync(HttpContext context, DataStore store, string id, string ending, string type, Func<RunRows, PipeWriter, CancellationToken, Task> write)
    {
        var run = RunEndpoints.Find(store, id);
        var rows = new RunRows(store, id, SeriesQueryReader.Segment(context.Request.Query["segment"].ToString()));
        context.Response.ContentType = type;
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{run.Id}.{ending}\"";
        if (HttpMethods.IsHead(context.Request.Method))
        {
            return;
        }

        await write(rows, context.Response.BodyWriter, context.RequestAborted);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    private static async Task NdjsonAsync(RunRows rows, PipeWriter body, CancellationToken stop)
    {
        await using var json = new Utf8JsonWriter(body);
        foreach (var row in rows.Rows())
        {
            if (row.Bucket is { } bucket)
            {
                bucket.Write(json);
            }
            else
            {
                Write(json, row);
            }

            json.Flush();
            json.Reset(body);
            body.Write("\n"u8);
            if (body.UnflushedBytes >= FlushBytes)
            {
                // The writer of JSON only fills the body's buffers; this sends them, and waits for a reader who is slower.
                await body.FlushAsync(stop);
            }
        }
    }

    private static void Write(Utf8JsonWriter json, LoggedRow row)
    {
        json.WriteStartObject();
        json.WriteNumber("step", row.Step);
        json.WriteNumber("time", EpochSeconds.ToSeconds(row.Time));
        json.WriteStartObject("metrics");
        foreach (var (name, value) in row.Metrics)
        {
            json.WritePropertyName(name);
            Frames.WriteValue(json, value);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static async Task CsvAsync(RunRows rows, PipeWriter body, CancellationToken stop)
    {
        if (rows.HasBuckets())
        {
            throw new ProblemException(StatusCodes.Status409Conflict, "some points of this run are only kept as one-minute buckets, which are no rows: ask for .ndjson, which has both");
        }

        var names = rows.Names();
        var text = new StringBuilder("step,time");
        foreach (var name in names)
        {
            text.Append(',').Append(Quoted(name));
        }

        text.Append('\n');
        long? step = null;
        var time = 0L;
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var row in rows.Rows())
        {
            if (step is { } open && open != row.Step)
            {
                Line(text, open, time, names, values);
                values.Clear();
            }

            (step, time) = (row.Step, row.Time);
            foreach (var (name, value) in row.Metrics)
            {
                values[name] = value;
            }

            if (text.Length >= FlushBytes)
            {
                await SendAsync(text, body, stop);
            }
        }

        if (step is { } last)
        {
            Line(text, last, time, names, values);
        }

        await SendAsync(text, body, stop);
    }

    private static void Line(StringBuilder text, long step, long time, IReadOnlyList<string> names, Dictionary<string, double> values)
    {
        text.Append(CultureInfo.InvariantCulture, $"{step},{EpochSeconds.ToSeconds(time)}");
        foreach (var name in names)
        {
            text.Append(',');
            if (values.TryGetValue(name, out var value))
            {
                text.Append(value.ToString("R", CultureInfo.InvariantCulture));
            }
        }

        text.Append('\n');
    }

    private static async Task SendAsync(StringBuilder text, PipeWriter body, CancellationToken stop)
    {
        await body.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), stop);
        text.Clear();
    }

    // A name that a spreadsheet would take for a formula is made text by an apostrophe.
    private static string Quoted(string name)
    {
        var safe = name[0] is '=' or '+' or '-' or '@' ? "'" + name : name;
        return safe.AsSpan().IndexOfAny(',', '"', '\n') < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
