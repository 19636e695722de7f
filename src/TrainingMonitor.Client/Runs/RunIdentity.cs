using System.Text.Json;

namespace TrainingMonitor.Client;

/// <summary>Who delivers what to whom: the first record of a journal, and what every connection has to say of itself.</summary>
/// <param name="RunId">The run that everything belongs to.</param>
/// <param name="Url">The server's address for HTTP; null when offline from birth.</param>
/// <param name="Writer">This writer's name, never used twice.</param>
/// <param name="Rank">Its place in a distributed training, where there is one.</param>
/// <param name="Create">The body of <c>POST /api/runs</c>; null when the run was made elsewhere.</param>
internal sealed record RunIdentity(string RunId, Uri? Url, string Writer, int? Rank, byte[]? Create)
{
    /// <summary>When this writer began, in seconds since 1970; null in journals that do not tell.</summary>
    public double? Born { get; init; }

    public byte[] Heartbeat { get; } = JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("writer", Writer);
        json.WriteEndObject();
    });

    /// <summary>The payload of the journal's run record.</summary>
    public byte[] Record() => JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("run_id", RunId);
        json.WriteString("url", Url?.AbsoluteUri.TrimEnd('/') ?? "");
        json.WriteString("writer", Writer);
        if (Rank is { } rank)
        {
            json.WriteNumber("rank", rank);
        }
        else
        {
            json.WriteNull("rank");
        }

        if (Born is { } born)
        {
            json.WriteNumber("born", born);
        }

        json.WritePropertyName("create");
        json.WriteRawValue(Create ?? "null"u8.ToArray());
        json.WriteEndObject();
    });

    /// <summary>Null when the payload is no run record.</summary>
    public static RunIdentity? Read(byte[] record)
    {
        using var parsed = JsonText.TryParse(record);
        if (parsed?.RootElement is not { ValueKind: JsonValueKind.Object } root
            || Text(root, "run_id") is not { } runId
            || Text(root, "writer") is not { } writer)
        {
            return null;
        }

        var create = root.TryGetProperty("create", out var body) && body.ValueKind == JsonValueKind.Object ? JsonText.Utf8(body) : null;
        int? rank = root.TryGetProperty("rank", out var number) && number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out var value) ? value : null;
        return new RunIdentity(runId, Text(root, "url") is { Length: > 0 } url ? ServerUrl.Parse(url) : null, writer, rank, create)
        {
            Born = root.TryGetProperty("born", out var born) && born.ValueKind == JsonValueKind.Number && born.TryGetDouble(out var seconds) ? seconds : null,
        };
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
