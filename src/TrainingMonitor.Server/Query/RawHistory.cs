using System.Text.Json;
using TrainingMonitor.Contract;
using TrainingMonitor.Contract.Json;
using TrainingMonitor.Server.Live;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.Query;

/// <summary>
/// Every raw point of a run as one JSON answer that is sent while it is made: its text never lies in memory whole, and of
/// a long run only one series at a time.
/// </summary>
internal static class RawHistory
{
    private const int Slice = 8192;
    private const long MostAtOnce = 1_000_000;

    public static async Task WriteAsync(HttpResponse response, DataStore store, LiveHub hub, SeriesQuery query)
    {
        var stop = response.HttpContext.RequestAborted;
        var (names, whole) = await hub.ReadAsync(
            [query.RunId],
            () => store.Points.Read(query with { Points = 1 }) is var counted && counted.Series.Sum(series => series.Total) <= MostAtOnce
                ? (counted, store.Points.Read(query))
                : (counted, (SeriesResult?)null),
            read => new Dictionary<string, long> { [query.RunId] = (read.Item2 ?? read.counted).Cursor });
        response.ContentType = "application/json; charset=utf-8";
        await using var json = new Utf8JsonWriter(response.BodyWriter);
        json.WriteStartObject();
        json.WriteString("run_id", query.RunId);
        json.WriteNumber("cursor", (whole ?? names).Cursor);
        json.WriteString("x", query.X.ToString());
        json.WriteStartArray("series");
        foreach (var raw in Series(store, query, whole, names))
        {
            await WriteAsync(json, raw, stop);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(stop);
    }

    // A run too long for memory is read series by series, each perhaps a moment past the cursor; a viewer's chart of so many
    // points is drawn from buckets.
    private static IEnumerable<RawColumns> Series(DataStore store, SeriesQuery query, SeriesResult? whole, SeriesResult names) =>
        (whole?.Series ?? names.Series.Select(series => series.Key).Distinct().SelectMany(key => store.Points.Read(query with { Keys = [key] }).Series)).OfType<RawColumns>();

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
