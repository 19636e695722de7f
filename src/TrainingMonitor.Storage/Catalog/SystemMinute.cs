using System.Globalization;
using System.Text.Json;

namespace TrainingMonitor.Storage;

/// <summary>
/// One minute of a host's load when its samples are no longer kept. Minutes can be joined, so that samples which come late, or
/// only some of a minute's at a time, are in it once each.
/// </summary>
internal sealed class SystemMinute(string host, long begin)
{
    public const long Length = 60_000_000;
    private readonly SortedDictionary<string, NumberSummary> _numbers = new(StringComparer.Ordinal);

    public string Host => host;

    /// <summary>Microseconds since 1970.</summary>
    public long Begin => begin;

    public IReadOnlyDictionary<string, NumberSummary> Numbers => _numbers;

    public static long BeginOf(long time) => time - (((time % Length) + Length) % Length);

    public void Add(string name, NumberSummary added) => _numbers[name] = _numbers.TryGetValue(name, out var so) ? so.With(added) : added;

    /// <summary>Per number: least, greatest, sum and count.</summary>
    public string ToJson() => JsonSerializer.Serialize(
        _numbers.ToDictionary(pair => pair.Key, pair => new[] { pair.Value.Min, pair.Value.Max, pair.Value.Sum, pair.Value.Count }),
        StoreJson.Default.DictionaryStringDoubleArray);

    /// <summary>Adds what <see cref="ToJson"/> gave; nothing where the text is damaged.</summary>
    public void AddJson(string json)
    {
        foreach (var (name, four) in StoredJson.Untold.Read("", json, StoreJson.Default.DictionaryStringDoubleArray, []))
        {
            if (four is { Length: 4 } && four[3] >= 1)
            {
                Add(name, new NumberSummary(four[0], four[1], four[2], (long)four[3]));
            }
        }
    }

    /// <summary>A line of the archive; see <c>docs/format/archive.md</c>.</summary>
    public string ToArchiveLine()
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("host", host);
            json.WriteString("minute", DateTimeOffset.FromUnixTimeMilliseconds(begin / 1000).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
            json.WriteStartObject("metrics");
            foreach (var (name, summary) in _numbers)
            {
                json.WriteStartObject(name);
                json.WriteNumber("min", summary.Min);
                json.WriteNumber("max", summary.Max);
                if (double.IsFinite(summary.Mean))
                {
                    json.WriteNumber("mean", summary.Mean);
                }

                json.WriteNumber("count", summary.Count);
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(bytes.ToArray());
    }
}
