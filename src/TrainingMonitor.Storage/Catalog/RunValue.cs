using System.Globalization;
using System.Text.Json;
using TrainingMonitor.Contract;
using TrainingMonitor.Contract.Json;

namespace TrainingMonitor.Storage;

/// <summary>One cell of the table of runs: a number, a text, or nothing. NaN counts as nothing, so that it sorts last.</summary>
internal readonly record struct RunValue(double Number, string? Text) : IComparable<RunValue>
{
    /// <summary>Texts are ordered by so many characters, so that a place between two of them can be told in few.</summary>
    public const int OrderedText = 256;

    public static RunValue None { get; } = new(double.NaN, null);

    public bool IsNone => Text is null && double.IsNaN(Number);

    public static RunValue Of(double? number) => new(number ?? double.NaN, null);

    public static RunValue Of(string? text) => new(double.NaN, text);

    /// <summary>A path is names joined by dots; a key that itself has dots is found too.</summary>
    public static RunValue OfConfig(RunRow row, string path)
    {
        try
        {
            using var document = JsonDocument.Parse(row.Config, WireJson.Deep);
            return Find(document.RootElement, path) is { } element ? OfElement(element) : None;
        }
        catch (JsonException)
        {
            // Showing the run tells of the damage.
            return None;
        }
    }

    public static RunValue OfElement(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Number => new RunValue(element.GetDouble(), null),
        JsonValueKind.String => new RunValue(double.NaN, element.GetString()),
        JsonValueKind.Null or JsonValueKind.Undefined => None,
        _ => new RunValue(double.NaN, element.GetRawText()),
    };

    public static RunValue OfMetric(RunEntry entry, string key, MetricField field)
    {
        var series = entry.Series;
        lock (series.Gate)
        {
            return series.Find(key) is { } metric ? OfMetric(metric, entry, field) : None;
        }
    }

    public static RunValue OfMetric(MetricState metric, RunEntry entry, MetricField field) => metric.Count == 0 ? None : Of(field switch
    {
        MetricField.Latest => metric.Latest,
        MetricField.Min => metric.Min,
        MetricField.Max => metric.Max,
        _ => MetricGoals.Of(metric.Name, entry.Now.Goals) == MetricGoal.Min ? metric.Min : metric.Max,
    });

    public bool Compares(ComparisonOperator by, string other)
    {
        if (IsNone)
        {
            return false;
        }

        if (by == ComparisonOperator.Contains)
        {
            return AsText().Contains(other, StringComparison.OrdinalIgnoreCase);
        }

        return Text is null && double.TryParse(other, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? Compares(by, number)
            : Holds(by, string.CompareOrdinal(AsText(), other));
    }

    public bool Compares(ComparisonOperator by, double other) =>
        !IsNone && Text is null && !double.IsNaN(other) && Holds(by, Number.CompareTo(other));

    public int CompareTo(RunValue other)
    {
        var byText = (Text is null).CompareTo(other.Text is null);
        return Text is null
            ? other.Text is null ? Number.CompareTo(other.Number) : -byText
            : other.Text is null ? -byText : string.CompareOrdinal(Text, 0, other.Text, 0, OrderedText);
    }

    private static bool Holds(ComparisonOperator by, int order) => by switch
    {
        ComparisonOperator.Eq => order == 0,
        ComparisonOperator.Ne => order != 0,
        ComparisonOperator.Lt => order < 0,
        ComparisonOperator.Le => order <= 0,
        ComparisonOperator.Gt => order > 0,
        ComparisonOperator.Ge => order >= 0,
        _ => throw new InvalidOperationException($"BUG: comparison {by} has no order"),
    };

    private static JsonElement? Find(JsonElement element, string path)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        if (element.TryGetProperty(path, out var whole))
        {
            return whole;
        }

        for (var dot = path.IndexOf('.', StringComparison.Ordinal); dot > 0; dot = path.IndexOf('.', dot + 1))
        {
            if (element.TryGetProperty(path.AsSpan(0, dot), out var child) && Find(child, path[(dot + 1)..]) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private string AsText() => Text ?? Number.ToString("R", CultureInfo.InvariantCulture);
}
