using System.Collections.Concurrent;
using System.Text.Json;

namespace TrainingMonitor.Client;

/// <summary>Every metric that was ever named, by name and by the index that its entries carry.</summary>
internal sealed class MetricTable(Collector collector, Action<string> refuse, bool isMuted = false)
{
    private const int MaxNameLength = 250;

    private readonly ConcurrentDictionary<string, Metric> _byName = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private volatile Metric[] _byIndex = new Metric[16];
    private int _count;

    public Metric this[int index] => _byIndex[index];

    /// <summary>Whether nothing is logged here: another rank speaks for all.</summary>
    public bool IsMuted => isMuted;

    public Metric Get(string? name) => name is not null && _byName.TryGetValue(name, out var metric) ? metric : Add(name);

    private Metric Add(string? name)
    {
        if (name is null or { Length: 0 or > MaxNameLength } || name.Any(char.IsControl) || !TryEncode(name, out var encoded))
        {
            refuse($"a metric's name has 1 to {MaxNameLength} characters, none of them a control character; values of '{Shown(name)}' are left out");
            return new Metric(name ?? "", default, -1, null);
        }

        lock (_gate)
        {
            if (_byName.TryGetValue(name, out var known))
            {
                return known;
            }

            if (_count == _byIndex.Length)
            {
                var grown = new Metric[_count * 2];
                _byIndex.CopyTo(grown, 0);
                _byIndex = grown;
            }

            // Seen by index before anyone can log it: the pump looks it up without the lock.
            var metric = new Metric(name, encoded, _count, isMuted ? null : collector);
            _byIndex[_count++] = metric;
            _byName[name] = metric;
            return metric;
        }
    }

    private static bool TryEncode(string name, out JsonEncodedText encoded)
    {
        try
        {
            encoded = JsonEncodedText.Encode(name);
            return true;
        }
        catch (ArgumentException)
        {
            // Half of a surrogate pair: text that has no UTF-8.
            encoded = default;
            return false;
        }
    }

    private static string Shown(string? name) => name is null ? "null" : name.Length <= 40 ? name : name[..40] + "…";
}
