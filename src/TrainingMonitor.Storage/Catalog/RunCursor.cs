using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace TrainingMonitor.Storage;

/// <summary>
/// A place in an ordered list of runs: the value that the last run before it was sorted by, and that run's number. It stays
/// where it is when runs come and go, also when that run does. As text it is good for its own filter and sort alone:
/// <code>
/// base64url of: mark of the query (8 bytes) | number (8, big-endian) | kind (1) | kind 1: float64 (8), kind 2: UTF-16 (≤ 512)
/// </code>
/// </summary>
internal readonly record struct RunCursor(RunValue Value, long Number)
{
    private const int MarkBytes = 8;
    private const int Head = MarkBytes + sizeof(long) + 1;

    public string Write(RunQuery query)
    {
        var text = Value.Text is { } all ? MemoryMarshal.AsBytes(all.AsSpan(0, Math.Min(all.Length, RunValue.OrderedText))) : [];
        var kind = Value.Text is not null ? 2 : Value.IsNone ? 0 : 1;
        var bytes = new byte[Head + (kind == 1 ? sizeof(double) : text.Length)];
        Mark(query).CopyTo(bytes, 0);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(MarkBytes), Number);
        bytes[Head - 1] = (byte)kind;
        text.CopyTo(bytes.AsSpan(Head));
        if (kind == 1)
        {
            BinaryPrimitives.WriteDoubleBigEndian(bytes.AsSpan(Head), Value.Number);
        }

        return Base64Url.EncodeToString(bytes);
    }

    /// <exception cref="StoreInputException">It is none, or of another filter or sort.</exception>
    public static RunCursor Read(RunQuery query)
    {
        var bytes = Base64Url.IsValid(query.Cursor) ? Base64Url.DecodeFromChars(query.Cursor) : [];
        RunValue? value = bytes.Length < Head ? null : (bytes[Head - 1], bytes.Length - Head) switch
        {
            (0, 0) => RunValue.None,
            (1, sizeof(double)) => RunValue.Of(BinaryPrimitives.ReadDoubleBigEndian(bytes.AsSpan(Head))),
            (2, <= 2 * RunValue.OrderedText and var length) when length % 2 == 0 => RunValue.Of(new string(MemoryMarshal.Cast<byte, char>(bytes.AsSpan(Head)))),
            _ => null,
        };
        return value is not { } known ? throw new StoreInputException("got a cursor that is none, want what next_cursor gave")
            : !bytes.AsSpan(0, MarkBytes).SequenceEqual(Mark(query)) ? throw new StoreInputException("got a cursor of another filter or sort, want the one that next_cursor gave for this one")
            : new RunCursor(known, BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(MarkBytes)));
    }

    private static byte[] Mark(RunQuery query)
    {
        string?[] parts =
        [
            query.Sort, query.Project, query.Group, query.Text,
            query.Statuses is null ? null : string.Join(',', query.Statuses.Order()),
            .. (query.Ids ?? Enumerable.Empty<string>()).Order(StringComparer.Ordinal).Select(id => $"id {id}"),
            .. query.Hosts.Order(StringComparer.Ordinal).Select(host => $"host {host}"),
            .. query.Created.Select(one => $"created {one.Operator} {one.Given}").Order(StringComparer.Ordinal),
            .. query.Tags.Order(StringComparer.Ordinal).Select(tag => $"tag {tag}"),
            .. query.Config.Select(one => $"config {one.Path} {one.Operator} {one.Value}").Order(StringComparer.Ordinal),
            .. query.Metrics.Select(one => string.Create(CultureInfo.InvariantCulture, $"metric {one.Key} {one.Field} {one.Operator} {one.Value:R}")).Order(StringComparer.Ordinal),
        ];
        // Lengths keep apart what merely reads alike when joined.
        return SHA256.HashData(Encoding.Unicode.GetBytes(string.Concat(parts.Select(part => $"{part?.Length ?? -1}:{part}"))))[..MarkBytes];
    }
}
