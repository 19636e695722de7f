namespace TrainingMonitor.Server.Ingest;

/// <summary>
/// Puts quotes around bare <c>NaN</c>, <c>Infinity</c> and <c>-Infinity</c>, as Python's <c>json</c> prints them, so
/// that a strict JSON reader takes the body. Text inside strings is left alone.
/// </summary>
internal static class BareNumbers
{
    /// <summary>The body with such tokens quoted, or null when it has none.</summary>
    public static byte[]? Quote(ReadOnlySpan<byte> body)
    {
        List<byte>? quoted = null;
        var copied = 0;
        for (var i = 0; i < body.Length;)
        {
            if (body[i] == (byte)'"')
            {
                i = SkipString(body, i);
                continue;
            }

            var length = TokenAt(body[i..]);
            if (length == 0)
            {
                i++;
                continue;
            }

            quoted ??= new List<byte>(body.Length + 64);
            quoted.AddRange(body[copied..i]);
            quoted.Add((byte)'"');
            quoted.AddRange(body.Slice(i, length));
            quoted.Add((byte)'"');
            i += length;
            copied = i;
        }

        quoted?.AddRange(body[copied..]);
        return quoted?.ToArray();
    }

    private static int TokenAt(ReadOnlySpan<byte> rest) =>
        rest.StartsWith("NaN"u8) ? 3
        : rest.StartsWith("Infinity"u8) ? 8
        : rest.StartsWith("-Infinity"u8) ? 9
        : 0;

    private static int SkipString(ReadOnlySpan<byte> body, int open)
    {
        for (var i = open + 1; i < body.Length; i++)
        {
            if (body[i] == (byte)'\\')
            {
                i++;
            }
            else if (body[i] == (byte)'"')
            {
                return i + 1;
            }
        }

        return body.Length;
    }
}
