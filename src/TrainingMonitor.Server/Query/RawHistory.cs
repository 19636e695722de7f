using System.Text.Json;
using TrainingMonitor.Contract;
using TrainingMonitor.Contract.Json;
using TrainingMonitor.Server.Live;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.Query;

/// <summary>
/// Every raw point of a run as one JSON answer that is sent while it is made: one series is read at a time, and its text
/// never lies in memory whole.
/// </summary>
internal static class RawHistory
{
    private const int Slice = 8192;

    public static async Task WriteAsync(HttpResponse response, DataStore store, SeriesQuery query, string x)
    {
        var stop = response.HttpContext.RequestAborted;
        // What is read below is no older than the cursor: it is taken first.
        var names = store.Points.Read(query with { Points = 1 });
        response.ContentType = "application/json; charset=utf-8";
        await using var json = new Utf8JsonWriter(response.BodyWriter);
        json.WriteStartObject();
        json.WriteString("run_id", query.RunId);
        json.WriteNumber("cursor", names.Cursor);
        json.WriteString("x", x);
        json.WriteStartArray("series");
        foreach (var key in names.Series.Select(series => series.Key).Distinct())
        {
            foreach (var raw in store.Points.Read(query with { Keys = [key] }).Series.OfType<RawColumns>())
            {
                await WriteAsync(json, raw, stop);
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(stop);
    }

    private static async Task WriteAsync(Utf8JsonWriter json, RawColumns raw, CancellationToken stop)
    {
        json.WriteStartObject();
        json.WriteString("kind", "raw");
        await ColumnAsync("steps", raw.Steps.Length, i => json.WriteNumberValue(raw.Steps[i]));
        await ColumnAsync("times", raw.Times.Length, i => json.WriteNumberValue(EpochSeconds.ToSeconds(raw.Times[i])));
        await ColumnAsync("values", raw.Values.Length, i => Frames.WriteValue(json, raw.Values[i]));
        if (raw.X is { } x)
        {
            await ColumnAsync("x", x.Length, i => Frames.WriteValue(json, x[i]));
        }

        json.WriteString("run_id", raw.RunId);
        json.WriteString("key", raw.Key);
        json.WriteNumber("segment", raw.Segment);
        json.WriteNumber("total", raw.Total);
        json.WriteEndObject();
        await json.FlushAsync(stop);

        async Task ColumnAsync(string name, int rows, Action<int> write)
        {
            json.WriteStartArray(name);
            for (var i = 0; i < rows; i++)
            {
                write(i);
                if (i % Slice == Slice - 1)
                {
                    await json.FlushAsync(stop);
                }
            }

            json.WriteEndArray();
        }
    }
}
