using System.Text.Json;

namespace TrainingMonitor.Client;

/// <summary>
/// One metric of a run, looked up once and kept: <see cref="Log(double)"/> neither allocates nor touches disk or network.
/// Usable from any thread. Never throws.
/// </summary>
public sealed class Metric
{
    private readonly Collector? _collector;

    internal Metric(string name, JsonEncodedText encodedName, int index, Collector? collector)
    {
        Name = name;
        EncodedName = encodedName;
        Index = index;
        _collector = collector;
    }

    public string Name { get; }

    internal JsonEncodedText EncodedName { get; }
    internal int Index { get; }

    /// <summary>Guarded by the collector's lock.</summary>
    internal long LastStep { get; set; } = long.MinValue;

    /// <summary>Counts this metric's values while the collector thins; guarded by its lock.</summary>
    internal uint Ticks { get; set; }

    /// <summary>Whether its values go anywhere; false for a name that the server would refuse.</summary>
    internal bool IsLogged => _collector is not null;

    /// <summary>Logs at one more than this metric's last step, from 0.</summary>
    public void Log(double value) => _collector?.Add(this, value, null);

    /// <param name="value">NaN and infinities are logged as they are.</param>
    /// <param name="step">−2⁵³ … 2⁵³; a value at any other step is left out.</param>
    public void Log(double value, long step) => _collector?.Add(this, value, step);
}
