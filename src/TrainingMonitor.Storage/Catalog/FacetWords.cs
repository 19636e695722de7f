using System.Globalization;
using System.Runtime.InteropServices;
using TrainingMonitor.Contract;

namespace TrainingMonitor.Storage;

/// <summary>Values counted one by one; of many, the most frequent are told.</summary>
internal sealed class FacetWords
{
    private const int MostValues = 20;

    private readonly Dictionary<string, (int Count, int Left)> _words = new(StringComparer.Ordinal);
    private readonly Dictionary<double, (int Count, int Left)> _numbers = [];
    private int _missing;

    public void Add(RunValue value, bool isLeft)
    {
        if (value.IsNone)
        {
            _missing++;
        }
        else if (value.Text is { } text)
        {
            Count(_words, text, isLeft);
        }
        else
        {
            Count(_numbers, value.Number, isLeft);
        }
    }

    public void Add(string? value, bool isLeft) => Add(RunValue.Of(value), isLeft);

    /// <summary>A run with several values counts for each of them.</summary>
    public void Add(IReadOnlyList<string> values, bool isLeft)
    {
        _missing += values.Count == 0 ? 1 : 0;
        foreach (var value in values)
        {
            Count(_words, value, isLeft);
        }
    }

    public RunFacet Facet(string field)
    {
        var numbers = _numbers.Select(pair => (pair.Key, Value: new FacetValue(pair.Key.ToString("R", CultureInfo.InvariantCulture), pair.Value.Count, pair.Value.Left)));
        var words = _words.Select(pair => new FacetValue(pair.Key, pair.Value.Count, pair.Value.Left)).OrderByDescending(value => value.Count).ThenBy(value => value.Value, StringComparer.Ordinal);
        return new RunFacet
        {
            Field = field,
            Kind = FacetKind.Values,
            Missing = _missing,
            Distinct = _words.Count + _numbers.Count,
            Values = [.. numbers.OrderBy(pair => pair.Key).Select(pair => pair.Value).Concat(words).Take(MostValues)],
        };
    }

    private static void Count<T>(Dictionary<T, (int Count, int Left)> counts, T value, bool isLeft)
        where T : notnull
    {
        ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(counts, value, out _);
        count = (count.Count + 1, count.Left + (isLeft ? 1 : 0));
    }
}
