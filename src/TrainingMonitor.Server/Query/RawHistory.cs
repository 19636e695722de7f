using System.IO.Pipelines;
using System.Text.Json;
using TrainingMonitor.Contract;
using TrainingMonitor.Contract.Json;
using TrainingMonitor.Server.Live;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.Query;

/// <summary>
/// Every raw point of a run as one JSON answer that is sent while it is made: column after column, each read block by block, so
/// that neither a series nor its text ever lies in memory whole.
/// </summary>
internal static class RawHistory
{
    private const int Slice = 4096;

    public static async Task WriteAsync(HttpResponse response, RawPoints raw, string runId, string x)
    {
        var stop = response.HttpContext.RequestAborted;
        response.ContentType = "application/json; charset=utf-8";
        if (HttpMethods.IsHead(response.HttpContext.Request.Method))
        {
            return;
        }

        await using var json = new Utf8JsonWriter(response.BodyWriter);
        json.WriteStartObject();
        json.WriteString("run_id", runId);
        json.WriteNumber("cursor", raw.Cursor);
        json.WriteString("x", x);
        json.WriteStartArray("series");
        foreach (var series in raw.Series)
        {
            if (series.Buckets is { } buckets)
            {
                JsonSerializer.Serialize<SeriesColumns>(json, buckets, WireJson.Default.SeriesColumns);
                continue;
            }

            await WriteAsync(response.BodyWriter, json, series, stop);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(stop);
    }

    private static async Task WriteAsync(PipeWriter body, Utf8JsonWriter json, RawSeries series, CancellationToken stop)
    {
        json.WriteStartObject();
        json.WriteString("kind", "raw");
        await ColumnAsync("steps", (block, i) => json.WriteNumberValue(block.Steps[i]));
        await ColumnAsync("times", (block, i) => json.WriteNumberValue(EpochSeconds.ToSeconds(block.Times[i])));
        await ColumnAsync("values", (block, i) => Frames.WriteValue(json, block.Values[i]));
        if (series.HasX)
        {
            await ColumnAsync("x", (block, i) => Frames.WriteValue(json, block.X![i]));
        }

        json.WriteString("run_id", series.RunId);
        json.WriteString("key", series.Key);
        json.WriteNumber("segment", series.Segment);
        json.WriteNumber("total", series.Total);
        if (series.Folded > 0)
        {
            json.WriteNumber("folded", series.Folded);
        }

        json.WriteEndObject();
        json.Flush();
        await body.FlushAsync(stop);

        async Task ColumnAsync(string name, Action<RawColumns, int> write)
        {
            var written = 0;
            json.WriteStartArray(name);
            foreach (var block in series.Blocks())
            {
                for (var i = 0; i < block.Steps.Length; i++)
                {
                    write(block, i);
                    if (++written % Slice == 0)
                    {
                        // The first only fills the body's buffers; the second sends them, and waits for a slower reader.
                        json.Flush();
                        await body.FlushAsync(stop);
                    }
                }
            }

            json.WriteEndArray();
        }
    }
}
