using System.Buffers.Text;
using TrainingMonitor.Contract;
using TrainingMonitor.Contract.Json;

namespace TrainingMonitor.Server.Ingest;

/// <summary>
/// The answer to a batch, byte for byte what the serializer makes of it. Nearly every answer says only how many points were
/// stored; for one of those the serializer would cost more than storing them.
/// </summary>
internal static class AnswerJson
{
    // The texts below and three numbers of at most 20 digits.
    private const int MostBytes = 160;

    public static Task WriteAsync(HttpResponse response, BatchAnswer answer)
    {
        response.ContentType = "application/json; charset=utf-8";
        if (answer.Rejected.Count > 0 || answer.Commands.Count > 0)
        {
            return response.WriteAsJsonAsync(answer, WireJson.Default.BatchAnswer);
        }

        var pipe = response.BodyWriter;
        var length = Write(pipe.GetSpan(MostBytes), answer);
        response.ContentLength = length;
        pipe.Advance(length);
        return Task.CompletedTask;
    }

    public static int Write(Span<byte> bytes, BatchAnswer answer)
    {
        var text = new Utf8Text(bytes);
        text.Add("{\"accepted\":"u8);
        text.Add(answer.Accepted);
        text.Add(",\"rejected\":[],\"seq\":"u8);
        if (answer.Seq is { } seq)
        {
            text.Add(seq);
        }
        else
        {
            text.Add("null"u8);
        }

        text.Add(answer.Duplicate ? ",\"duplicate\":true,\"cursor\":"u8 : ",\"duplicate\":false,\"cursor\":"u8);
        text.Add(answer.Cursor);
        text.Add(",\"commands\":[]}"u8);
        return text.Length;
    }

    private ref struct Utf8Text(Span<byte> bytes)
    {
        private readonly Span<byte> _bytes = bytes;

        public int Length { get; private set; }

        public void Add(ReadOnlySpan<byte> text)
        {
            text.CopyTo(_bytes[Length..]);
            Length += text.Length;
        }

        public void Add(long number)
        {
            Utf8Formatter.TryFormat(number, _bytes[Length..], out var written);
            Length += written;
        }
    }
}
