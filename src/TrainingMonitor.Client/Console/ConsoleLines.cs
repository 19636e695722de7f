using System.Globalization;

namespace TrainingMonitor.Client;

/// <summary>
/// Console lines on their way into the run: one after a pause goes on at once, those that follow are gathered for a moment and
/// handed on in few requests. Whoever prints is never made to wait: when disk and server both fall behind, lines are left out, and a line says how many.
/// </summary>
internal sealed class ConsoleLines : IDisposable
{
    public const int LongestLine = 16_000;

    private const int MostLines = 1_000;
    private const int MostCharacters = 256 << 10;

    private static readonly TimeSpan GatherFor = TimeSpan.FromMilliseconds(50);

    private readonly Lock _gate = new();
    private readonly string _path;
    private readonly string _writer;
    private readonly Pipeline _pipeline;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private List<(double Time, string Stream, string Text)> _lines = [];
    private int _characters;
    private long _leftOut;
    private long _seq;
    private long _handedAt;

    public ConsoleLines(string runId, string writer, Pipeline pipeline, TimeProvider time)
    {
        (_path, _writer, _pipeline, _time) = ($"/api/runs/{runId}/logs", writer, pipeline, time);
        _timer = time.CreateTimer(_ => Flush(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <param name="stream"><c>stdout</c> or <c>stderr</c>.</param>
    /// <param name="text">One line without its end; cut after <see cref="LongestLine"/> characters.</param>
    public void Add(string stream, string text)
    {
        var now = (_time.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds;
        lock (_gate)
        {
            if (_pipeline.IsFull)
            {
                _leftOut++;
                return;
            }

            if (_leftOut > 0)
            {
                _lines.Add((now, "stderr", string.Create(CultureInfo.InvariantCulture, $"[{_leftOut} lines left out here]")));
                _leftOut = 0;
            }

            if (_lines.Count == 0)
            {
                _timer.Change(Rest(), Timeout.InfiniteTimeSpan);
            }

            _lines.Add((now, stream, text.Length <= LongestLine ? text : text[..LongestLine]));
            _characters += text.Length;
            if (_lines.Count >= MostLines || _characters >= MostCharacters)
            {
                Hand();
            }
        }
    }

    public void Flush()
    {
        lock (_gate)
        {
            Hand();
        }
    }

    public void Dispose()
    {
        Flush();
        _timer.Dispose();
    }

    /// <summary>How long to gather from now on: nothing after a pause, so that the first word of a script is seen when it says it.</summary>
    private TimeSpan Rest() =>
        _handedAt == 0 || GatherFor - _time.GetElapsedTime(_handedAt) is not { Ticks: > 0 } rest ? TimeSpan.Zero : rest;

    private void Hand()
    {
        if (_lines.Count == 0)
        {
            return;
        }

        var lines = _lines;
        _handedAt = _time.GetTimestamp();
        (_lines, _characters) = ([], 0);
        // Grows also from one process to the next that has the same name.
        _seq = Math.Max(_seq + 1, (_time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
        _pipeline.Request(RunRequests.Request("POST", _path, json =>
        {
            json.WriteStartObject();
            json.WriteString("writer", _writer);
            json.WriteNumber("seq", _seq);
            json.WriteStartArray("lines");
            foreach (var (time, stream, text) in lines)
            {
                json.WriteStartObject();
                json.WriteNumber("time", Math.Round(time, 6));
                json.WriteString("stream", stream);
                json.WriteString("text", text);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }));
    }
}
