using System.Buffers;
using System.Text.Json;
using TrainingMonitor.Contract;
using TrainingMonitor.Contract.Json;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.Live;

/// <summary>Writes the server's frames, each once for all who get it. Their shapes are drawn in <c>contract/live.md</c>.</summary>
internal static class Frames
{
    public static ReadOnlyMemory<byte> Subscribed(string runId, long cursor) => Write("subscribed", runId, cursor, static _ => { });

    public static ReadOnlyMemory<byte> Resync(string runId, long cursor) => Write("resync", runId, cursor, static _ => { });

    public static ReadOnlyMemory<byte> Pong() => "{\"type\":\"pong\"}"u8.ToArray();

    public static ReadOnlyMemory<byte> Error(string message, long? seq = null, long? expectedSeq = null, bool fenced = false) => Write("error", null, null, json =>
    {
        if (seq is not null)
        {
            json.WriteNumber("seq", seq.Value);
        }

        json.WriteString("message", message);
        if (expectedSeq is not null)
        {
            json.WriteNumber("expected_seq", expectedSeq.Value);
        }

        if (fenced)
        {
            json.WriteBoolean("fenced", true);
        }
    });

    public static ReadOnlyMemory<byte> Welcome(long nextSeq, IReadOnlyList<RunCommand> commands) => Write("welcome", null, null, json =>
    {
        json.WriteNumber("next_seq", nextSeq);
        json.WritePropertyName("commands");
        JsonSerializer.Serialize(json, commands, WireJson.Default.IReadOnlyListRunCommand);
    });

    /// <summary>For a writer: the command's own members beside the type.</summary>
    public static ReadOnlyMemory<byte> Command(RunCommand command) => Write("command", null, null, json =>
    {
        foreach (var member in JsonSerializer.SerializeToElement(command, WireJson.Default.RunCommand).EnumerateObject())
        {
            member.WriteTo(json);
        }
    });

    public static ReadOnlyMemory<byte> Ack(BatchAnswer answer) => Write("ack", null, answer.Cursor, json =>
    {
        json.WriteNumber("seq", answer.Seq ?? 0);
        json.WriteNumber("accepted", answer.Accepted);
        json.WritePropertyName("rejected");
        JsonSerializer.Serialize(json, answer.Rejected, WireJson.Default.IReadOnlyListRejectedPoint);
        json.WriteBoolean("duplicate", answer.Duplicate);
    });

    /// <summary>A change other than of points; null where viewers are told in another way.</summary>
    public static ReadOnlyMemory<byte>? Of(Change change) => change switch
    {
        RunCreated created => Write("run_created", created.RunId, created.Cursor, json =>
        {
            json.WritePropertyName("run");
            JsonSerializer.Serialize(json, created.Run, WireJson.Default.Run);
        }),
        StatusChanged status => Write("status_change", status.RunId, status.Cursor, json =>
        {
            json.WriteString("old_status", WireWord<RunStatus>.Of(status.Old));
            json.WriteString("new_status", WireWord<RunStatus>.Of(status.New));
        }),
        RunDeleted deleted => Write("run_deleted", deleted.RunId, deleted.Cursor, static _ => { }),
        EventAdded added => Write("event", added.RunId, added.Cursor, json =>
        {
            json.WritePropertyName("event");
            JsonSerializer.Serialize(json, added.Event, WireJson.Default.Event);
        }),
        CheckpointSaved { Checkpoint: var saved } => Write("checkpoint_saved", saved.RunId, change.Cursor, json =>
        {
            json.WriteString("checkpoint_id", saved.Id);
            json.WritePropertyName("metrics");
            JsonSerializer.Serialize(json, saved.Metrics, WireJson.Default.IReadOnlyDictionaryStringDouble);
            json.WriteBoolean("is_best", saved.IsBest);
        }),
        LinesLogged lines => Write("log", lines.RunId, lines.Cursor, json =>
        {
            json.WritePropertyName("lines");
            JsonSerializer.Serialize(json, lines.Lines, WireJson.Default.IReadOnlyListLogLine);
        }),
        // Without the cast null would become an empty array, and that an empty frame.
        _ => (ReadOnlyMemory<byte>?)null,
    };

    /// <param name="runId">Whose writer looked; null for the server's own host.</param>
    /// <param name="cursor">Of that run: a look is no change of it.</param>
    /// <param name="sample">What was seen.</param>
    public static ReadOnlyMemory<byte> System(string? runId, long cursor, HostSample sample) => Write("system", null, null, json =>
    {
        json.WriteString("run_id", runId);
        json.WriteNumber("cursor", cursor);
        json.WriteString("host", sample.Host);
        json.WritePropertyName("sample");
        JsonSerializer.Serialize(json, sample, WireJson.Default.SystemSample);
    });

    /// <param name="before">What was told last; null tells every field.</param>
    /// <param name="after">As it is.</param>
    /// <param name="cursor">Up to which everything of the run was told before this.</param>
    public static ReadOnlyMemory<byte>? RunUpdate(Run? before, Run after, long cursor)
    {
        var any = false;
        var frame = Write("run_update", after.Id, cursor, json => any = RunDiff.Write(json, before, after));
        return any ? frame : (ReadOnlyMemory<byte>?)null;
    }

    public static ReadOnlyMemory<byte> MetricUpdate(string runId, long cursor, long step, long time, IReadOnlyDictionary<string, double> metrics, bool coalesced) =>
        Write("metric_update", runId, cursor, json =>
        {
            json.WriteNumber("step", step);
            json.WriteNumber("time", EpochSeconds.ToSeconds(time));
            json.WriteStartObject("metrics");
            foreach (var (name, value) in metrics)
            {
                json.WritePropertyName(name);
                WriteValue(json, value);
            }

            json.WriteEndObject();
            if (coalesced)
            {
                json.WriteBoolean("coalesced", true);
            }
        });

    /// <summary>Batches of one segment with the same metrics, in arrival order, as one frame.</summary>
    public static ReadOnlyMemory<byte> MetricBatch(string runId, IReadOnlyList<PointsAppended> appended) =>
        Write("metric_batch", runId, appended[^1].Cursor, json =>
        {
            json.WriteNumber("segment", appended[0].Segment);
            json.WriteStartArray("steps");
            foreach (var change in appended)
            {
                foreach (var step in change.Batch.Steps.AsSpan(0, change.Batch.Rows))
                {
                    json.WriteNumberValue(step);
                }
            }

            json.WriteEndArray();
            json.WriteStartArray("times");
            foreach (var change in appended)
            {
                foreach (var time in change.Batch.Times.AsSpan(0, change.Batch.Rows))
                {
                    json.WriteNumberValue(EpochSeconds.ToSeconds(time));
                }
            }

            json.WriteEndArray();
            json.WriteStartObject("metrics");
            for (var column = 0; column < appended[0].Batch.Metrics.Length; column++)
            {
                json.WriteStartArray(appended[0].Batch.Metrics[column].Name);
                foreach (var change in appended)
                {
                    WriteColumn(json, change.Batch.Metrics[column], change.Batch.Rows);
                }

                json.WriteEndArray();
            }

            json.WriteEndObject();
        });

    public static void WriteValue(Utf8JsonWriter json, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumberValue(value);
        }
        else
        {
            json.WriteStringValue(double.IsNaN(value) ? "NaN"u8 : value > 0 ? "Infinity"u8 : "-Infinity"u8);
        }
    }

    private static void WriteColumn(Utf8JsonWriter json, MetricColumn column, int rows)
    {
        for (var row = 0; row < rows; row++)
        {
            if (column.Has(row))
            {
                WriteValue(json, column.Values[row]);
            }
            else
            {
                json.WriteNullValue();
            }
        }
    }

    private static ReadOnlyMemory<byte> Write(string type, string? runId, long? cursor, Action<Utf8JsonWriter> members)
    {
        var bytes = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("type", type);
            if (runId is not null)
            {
                json.WriteString("run_id", runId);
            }

            if (cursor is not null)
            {
                json.WriteNumber("cursor", cursor.Value);
            }

            members(json);
            json.WriteEndObject();
        }

        return bytes.WrittenMemory;
    }
}
