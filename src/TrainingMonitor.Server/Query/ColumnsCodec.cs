using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Runtime.InteropServices;
using System.Text.Json;

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

    public static async Task WriteAsync(HttpResponse response, IReadOnlyList<ColumnSet> series, Action<Utf8JsonWriter> members)
    {
        response.ContentType = ContentType;
        response.Headers.Vary = "Accept";
        var body = response.BodyWriter;
        body.Write(Head(series, members));
        foreach (var one in series)
        {
            foreach (var block in one.Columns.SelectMany(column => column.Blocks()))
            {
                await WriteAsync(body, block.Rows, block.At, response.HttpContext.RequestAborted);
            }
        }
    }

    private static byte[] Head(IReadOnlyList<ColumnSet> series, Action<Utf8JsonWriter> members)
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
                json.WriteString("kind", one.Kind);
                json.WriteNumber("total", one.Total);
                json.WriteNumber("rows", one.Rows);
                json.WriteStartArray("columns");
                foreach (var column in one.Columns)
                {
                    json.WriteStringValue(column.Name);
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
