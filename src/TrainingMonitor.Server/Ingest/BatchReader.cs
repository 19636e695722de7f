using System.Text;
using System.Text.Json;
using TrainingMonitor.Contract;
using TrainingMonitor.Contract.Json;
using TrainingMonitor.Server.Problems;

namespace TrainingMonitor.Server.Ingest;

/// <summary>
/// Reads the three shapes of a write (one point, an array of points, a columnar batch) in one pass over the bytes,
/// straight into columns. What makes the whole batch meaningless is a problem; what is wrong with one point is
/// counted and the rest is kept.
/// </summary>
internal sealed class BatchReader
{
    public const long MaxStep = 1L << 53;
    public const int MaxWriterLength = 128;

    private readonly ColumnTable _table;
    private readonly InputLimits _limits;
    private readonly long _now;

    private List<long>? _steps;
    private List<long>? _times;
    private bool _columnar;
    private string? _writer;
    private long _seq;
    private long _lost;
    private int? _rank;

    private BatchReader(Instant now, InputLimits limits, string? writer)
    {
        (_table, _limits) = (new ColumnTable(limits.MaxMetricNameLength), limits);
        _now = now.Microseconds;
        _writer = writer;
    }

    /// <param name="body">The whole body.</param>
    /// <param name="now">The time of points that do not give theirs.</param>
    /// <param name="limits">Of names and depth.</param>
    /// <param name="writer">Who writes, where the connection has said it; else the body may.</param>
    /// <exception cref="ProblemException">The body is no batch; nothing of it may be stored.</exception>
    public static PointBatch Read(ReadOnlySpan<byte> body, Instant now, InputLimits limits, string? writer = null)
    {
        try
        {
            return new BatchReader(now, limits, writer).ReadBody(body);
        }
        catch (JsonException) when (BareNumbers.Quote(body) is { } quoted)
        {
            // Python's json prints NaN and Infinity bare. Rare, so a second pass is cheaper than a test per number.
            return Again(quoted, now, limits, writer);
        }
        catch (JsonException error)
        {
            throw ProblemException.BadRequest(JsonSentence.Of(error));
        }
    }

    private static PointBatch Again(byte[] body, Instant now, InputLimits limits, string? writer)
    {
        try
        {
            return new BatchReader(now, limits, writer).ReadBody(body);
        }
        catch (JsonException error)
        {
            throw ProblemException.BadRequest(JsonSentence.Of(error));
        }
    }

    private PointBatch ReadBody(ReadOnlySpan<byte> body)
    {
        var json = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = _limits.MaxJsonDepth });
        json.Read();
        switch (json.TokenType)
        {
            case JsonTokenType.StartObject:
                ReadObject(ref json);
                break;
            case JsonTokenType.StartArray:
                while (json.Read() && json.TokenType != JsonTokenType.EndArray)
                {
                    if (json.TokenType != JsonTokenType.StartObject)
                    {
                        throw ProblemException.BadRequest($"got {Kind(json.TokenType)} in the array, want objects {{step, metrics}}");
                    }

                    ReadObject(ref json, inArray: true);
                }

                break;
            default:
                throw ProblemException.BadRequest($"got {Kind(json.TokenType)} as the body, want an object or an array of objects");
        }

        if (json.Read())
        {
            throw ProblemException.BadRequest("got something after the JSON value, want one value");
        }

        return Batch();
    }

    private void ReadObject(ref Utf8JsonReader json, bool inArray = false)
    {
        long? step = null;
        long? time = null;
        var metrics = false;
        var row = _table.Rows;
        var seen = Member.None;
        while (json.Read() && json.TokenType != JsonTokenType.EndObject)
        {
            var member = MemberOf(ref json, inArray);
            if (member != Member.None && (seen & member) != 0)
            {
                throw ProblemException.BadRequest($"got '{json.GetString()}' twice, want each member once");
            }

            seen |= member;
            json.Read();
            switch (member)
            {
                case Member.Step: step = Step(ref json); break;
                case Member.Time: time = Time(ref json, _table.Rows); break;
                case Member.Steps: _steps = Steps(ref json); break;
                case Member.Times: _times = Times(ref json); break;
                case Member.Writer: _writer = Writer(ref json); break;
                case Member.Seq: _seq = Whole(ref json, "seq", 1); break;
                case Member.Rank: _rank = (int)Math.Min(Whole(ref json, "rank", 0), int.MaxValue); break;
                case Member.Lost: _lost = Whole(ref json, "lost", 0); break;
                case Member.Metrics:
                    metrics = true;
                    ReadMetrics(ref json, row, allowColumns: !inArray);
                    break;
                default: json.Skip(); break;
            }
        }

        if (!metrics)
        {
            throw ProblemException.BadRequest("got no 'metrics', want an object of metric names and values");
        }

        if (_steps is null && !_columnar)
        {
            _table.EndRow(step ?? PointBatch.NextStep, time ?? _now);
        }
        else if (step is not null)
        {
            throw ProblemException.BadRequest("got both 'step' and columns, want 'steps' with arrays or 'step' with single values");
        }
    }

    private void ReadMetrics(ref Utf8JsonReader json, int row, bool allowColumns)
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            throw ProblemException.BadRequest($"got {Kind(json.TokenType)} as metrics, want an object of metric names and values");
        }

        while (json.Read() && json.TokenType != JsonTokenType.EndObject)
        {
            var column = _table.Column(ref json);
            json.Read();
            if (json.TokenType == JsonTokenType.StartArray && allowColumns)
            {
                _columnar = true;
                column.ReadArray(ref json);
            }
            else
            {
                column.ReadValue(ref json, row);
            }
        }
    }

    private PointBatch Batch()
    {
        if (_seq > 0 && _writer is null)
        {
            throw ProblemException.BadRequest("got 'seq' without 'writer', want both or neither");
        }

        if (_writer is not null && _seq == 0)
        {
            throw ProblemException.BadRequest("got 'writer' without 'seq', want both or neither");
        }

        if (_columnar && _steps is null)
        {
            throw ProblemException.BadRequest("got arrays as metrics but no 'steps', want one step for each value");
        }

        if (_steps is not null)
        {
            _table.UseColumns(_steps, _times ?? [.. Enumerable.Repeat(_now, _steps.Count)], timesGiven: _times is not null);
        }
        else if (_times is not null)
        {
            throw ProblemException.BadRequest("got 'times' without 'steps', want both or neither");
        }

        return _table.ToBatch(_writer, _seq, _rank, _lost);
    }

    [Flags]
    private enum Member
    {
        None = 0, Step = 1, Time = 2, Metrics = 4, Steps = 8, Times = 16, Writer = 32, Seq = 64, Rank = 128, Lost = 256,
    }

    private static Member MemberOf(ref Utf8JsonReader json, bool inArray) =>
        json.ValueTextEquals("metrics"u8) ? Member.Metrics
        : json.ValueTextEquals("step"u8) ? Member.Step
        : json.ValueTextEquals("time"u8) ? Member.Time
        : inArray ? Member.None
        : json.ValueTextEquals("steps"u8) ? Member.Steps
        : json.ValueTextEquals("times"u8) ? Member.Times
        : json.ValueTextEquals("writer"u8) ? Member.Writer
        : json.ValueTextEquals("seq"u8) ? Member.Seq
        : json.ValueTextEquals("rank"u8) ? Member.Rank
        : json.ValueTextEquals("lost"u8) ? Member.Lost
        : Member.None;

    private static long? Step(ref Utf8JsonReader json) => json.TokenType == JsonTokenType.Null ? null : StepOf(ref json);

    private static long StepOf(ref Utf8JsonReader json) =>
        json.TokenType == JsonTokenType.Number && json.TryGetInt64(out var step) && step is >= -MaxStep and <= MaxStep
            ? step
            : throw ProblemException.BadRequest($"got {Token(ref json)} as a step, want a whole number from -2^53 to 2^53");

    private static long? Time(ref Utf8JsonReader json, int row) =>
        json.TokenType == JsonTokenType.Null ? null : TimeOf(ref json, row);

    private static long TimeOf(ref Utf8JsonReader json, int row) =>
        json.TokenType == JsonTokenType.Number && json.TryGetDouble(out var seconds) && EpochSeconds.ToMicroseconds(seconds) is { } time
            ? time
            : throw ProblemException.BadRequest($"got {Token(ref json)} as the time of row {row}, want seconds since 1970 as a number");

    private static List<long> Steps(ref Utf8JsonReader json)
    {
        RequireArray(ref json, "steps", "an array of whole numbers");
        var steps = new List<long>();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            steps.Add(StepOf(ref json));
        }

        return steps;
    }

    private static List<long> Times(ref Utf8JsonReader json)
    {
        RequireArray(ref json, "times", "an array of seconds since 1970");
        var times = new List<long>();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            times.Add(TimeOf(ref json, times.Count));
        }

        return times;
    }

    private static void RequireArray(ref Utf8JsonReader json, string member, string want)
    {
        if (json.TokenType != JsonTokenType.StartArray)
        {
            throw ProblemException.BadRequest($"got {Kind(json.TokenType)} as {member}, want {want}");
        }
    }

    private static string? Writer(ref Utf8JsonReader json)
    {
        if (json.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        if (json.TokenType != JsonTokenType.String)
        {
            throw ProblemException.BadRequest($"got {Kind(json.TokenType)} as writer, want a string");
        }

        var writer = JsonText.Of(ref json) ?? throw ProblemException.BadRequest("got a writer that is not valid Unicode, want text");
        TextRule.Name("writer", writer, MaxWriterLength);
        return writer;
    }

    private static long Whole(ref Utf8JsonReader json, string member, long min) =>
        json.TokenType == JsonTokenType.Number && json.TryGetInt64(out var value) && value >= min
            ? value
            : throw ProblemException.BadRequest($"got {Token(ref json)} as {member}, want a whole number from {min}");

    private static string Token(ref Utf8JsonReader json) => json.TokenType is JsonTokenType.Number or JsonTokenType.String
        ? $"'{TextRule.Shorten(Encoding.UTF8.GetString(json.ValueSpan))}'"
        : Kind(json.TokenType);

    private static string Kind(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number",
        JsonTokenType.Null => "null",
        _ => "true or false",
    };
}
