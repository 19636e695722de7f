using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Runtime.InteropServices;
using System.Text.Json;
using TrainingMonitor.Contract;

namespace TrainingMonitor.Server.Query;

/// <summary>
/// Series as <c>application/x-tmon-columns</c>: a JSON header and then nothing but float64 arrays, which a browser uses in
/// place. The bytes are drawn in <c>contract/live.md</c>.
/// </summary>
internal static class ColumnsCodec
{
    public const string ContentType = "application/x-tmon-columns";
    private const int HeadBytes = 8;
    private const int Slice = 8192;

    public static bool IsWanted(HttpRequest request) =>
        request.GetTypedHeaders().Accept.Any(one => one.MediaType.Equals(ContentType, StringComparison.OrdinalIgnoreCase) && one.Quality is null or > 0);

    public static async Task WriteAsync(HttpResponse response, IReadOnlyList<SeriesColumns> series, Action<Utf8JsonWriter> members)
    {
        response.ContentType = ContentType;
        response.Headers.Vary = "Accept";
        var body = response.BodyWriter;
        body.Write(Head(series, members));
        foreach (var one in series)
        {
            foreach (var (_, column) in Columns(one))
            {
                await WriteAsync(body, one is RawColumns raw ? raw.Steps.Length : ((BucketColumns)one).Count.Length, column, response.HttpContext.RequestAborted);
            }
        }
    }

    private static byte[] Head(IReadOnlyList<SeriesColumns> series, Action<Utf8JsonWriter> members)
    {
        var bytes = new ArrayBufferWriter<byte>();
        bytes.Write("TMC1\0\0\0\0"u8);
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            members(json);
            json.WriteStartArray("series");
            foreach (var one in series)
            {
                json.WriteStartObject();
                json.WriteString("run_id", one.RunId);
                json.WriteString("key", one.Key);
                json.WriteNumber("segment", one.Segment);
                json.WriteString("kind", one is RawColumns ? "raw" : "buckets");
                json.WriteNumber("total", one.Total);
                json.WriteNumber("rows", one is RawColumns raw ? raw.Steps.Length : ((BucketColumns)one).Count.Length);
                json.WriteStartArray("columns");
                foreach (var (name, _) in Columns(one))
                {
                    json.WriteStringValue(name);
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        // Spaces after the header, so that every array begins where a float64 may.
        while (bytes.WrittenCount % 8 != 0)
        {
            bytes.Write(" "u8);
        }

        var head = bytes.WrittenSpan.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(4), head.Length - HeadBytes);
        return head;
    }

    private static IEnumerable<(string Name, Func<int, double> At)> Columns(SeriesColumns series)
    {
        switch (series)
        {
            case RawColumns raw:
                yield return ("steps", i => raw.Steps[i]);
                yield return ("times", i => raw.Times[i] / 1e6);
                yield return ("values", i => raw.Values[i]);
                if (raw.X is { } x)
                {
                    yield return ("x", i => x[i]);
                }

                break;
            case BucketColumns all:
                yield return ("first_step", i => all.FirstStep[i]);
                yield return ("last_step", i => all.LastStep[i]);
                yield return ("first_time", i => all.FirstTime[i] / 1e6);
                yield return ("last_time", i => all.LastTime[i] / 1e6);
                yield return ("first", i => all.First[i]);
                yield return ("last", i => all.Last[i]);
                yield return ("min", i => all.Min[i]);
                yield return ("max", i => all.Max[i]);
                yield return ("sum", i => all.Sum[i]);
                yield return ("count", i => all.Count[i]);
                yield return ("nan", i => all.Nan[i]);
                yield return ("pos_inf", i => all.PosInf[i]);
                yield return ("neg_inf", i => all.NegInf[i]);
                break;
        }
    }

    private static async Task WriteAsync(PipeWriter body, int rows, Func<int, double> at, CancellationToken stop)
    {
        for (var row = 0; row < rows; row += Slice)
        {
            Fill(body, row, Math.Min(Slice, rows - row), at);
            await body.FlushAsync(stop);
        }
    }

    private static void Fill(PipeWriter body, int row, int count, Func<int, double> at)
    {
        var bytes = body.GetSpan(count * sizeof(double))[..(count * sizeof(double))];
        if (BitConverter.IsLittleEndian)
        {
            var numbers = MemoryMarshal.Cast<byte, double>(bytes);
            for (var i = 0; i < count; i++)
            {
                numbers[i] = at(row + i);
            }
        }
        else
        {
            for (var i = 0; i < count; i++)
            {
                BinaryPrimitives.WriteDoubleLittleEndian(bytes[(i * sizeof(double))..], at(row + i));
            }
        }

        body.Advance(count * sizeof(double));
    }
}
