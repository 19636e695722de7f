using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace TrainingMonitor.Client;

/// <summary>
/// The few sentences that the SDK says to the person who trains: on standard error, or to the logger they gave. Each is
/// said once, so that a loop of a million steps prints one line and not a million. Never throws.
/// </summary>
internal sealed partial class Notices(ILogger? logger)
{
    private const int MostKinds = 200;

    private readonly ConcurrentDictionary<string, bool> _said = new();
    private readonly bool _isAside;
    private int _isDisconnected;

    private Notices(ILogger? logger, ConcurrentDictionary<string, bool> said)
        : this(logger) => (_said, _isAside) = (said, true);

    /// <summary>The same voice for what is sent beside the run: whether the server is there, the run's own deliveries tell.</summary>
    public Notices Aside() => new(logger, _said);

    public void Say(string sentence)
    {
        if (_said.Count < MostKinds && _said.TryAdd(sentence, true))
        {
            Write(sentence);
        }
    }

    public void Refused(string detail) => Say($"the server refused points ({detail}); they are counted as lost");

    public void Unsupported(string detail) => Say($"the server did not take a request ({detail}); training and logging go on");

    /// <summary>Once for each outage.</summary>
    public void Disconnected(Uri url, string reason)
    {
        if (!_isAside && Interlocked.Exchange(ref _isDisconnected, 1) == 0)
        {
            Write($"no connection to {url} ({reason}); what is logged is kept on disk and sent later");
        }
    }

    public void Reconnected(Uri url)
    {
        if (!_isAside && Interlocked.Exchange(ref _isDisconnected, 0) == 1)
        {
            Write($"connected to {url} again");
        }
    }

    private void Write(string sentence)
    {
        try
        {
            if (logger is null)
            {
                Console.Error.WriteLine($"training monitor: {sentence}");
            }
            else
            {
                Log(logger, sentence);
            }
        }
        catch (Exception)
        {
            // A closed standard error or a broken logger is no reason to disturb a training.
        }
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "{Sentence}")]
    private static partial void Log(ILogger logger, string sentence);
}
