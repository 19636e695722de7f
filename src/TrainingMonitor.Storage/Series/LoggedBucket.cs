using System.Text.Json;
using TrainingMonitor.Contract.Json;

namespace TrainingMonitor.Storage;

/// <summary>
/// Points of one metric that followed one another, of which only this is left. Min, max, sum, first and last are over finite
/// values and null where there are none; times are in microseconds since 1970.
/// </summary>
public sealed record LoggedBucket
{
    private readonly PointSummary _summary;

    internal LoggedBucket(string key, int segment, in PointSummary summary) => (Key, Segment, _summary) = (key, segment, summary);

    public string Key { get; }

    public int Segment { get; }

    public long Count => _summary.Count;

    /// <summary>As one flat JSON object, by the names that buckets have in answers; times in seconds.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("key", Key);
        json.WriteNumber("segment", Segment);
        json.WriteNumber("first_step", _summary.FirstStep);
        json.WriteNumber("last_step", _summary.LastStep);
        json.WriteNumber("first_time", EpochSeconds.ToSeconds(_summary.FirstTime));
        json.WriteNumber("last_time", EpochSeconds.ToSeconds(_summary.LastTime));
        Value("first", _summary.First);
        Value("last", _summary.Last);
        Value("min", _summary.Min);
        Value("max", _summary.Max);
        Value("sum", _summary.Sum);
        json.WriteNumber("count", _summary.Count);
        json.WriteNumber("nan", _summary.Nan);
        json.WriteNumber("pos_inf", _summary.PosInf);
        json.WriteNumber("neg_inf", _summary.NegInf);
        json.WriteEndObject();

        void Value(string name, double value)
        {
            if (double.IsFinite(value))
            {
                json.WriteNumber(name, value);
            }
            else
            {
                json.WriteNull(name);
            }
        }
    }
}
