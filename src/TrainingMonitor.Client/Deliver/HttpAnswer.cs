using System.Net;
using System.Text.Json;

namespace TrainingMonitor.Client;

/// <summary>What a refusal over HTTP means for the delivery that it answers.</summary>
internal static class HttpAnswer
{
    public static Answer Of(HttpStatusCode status, byte[] body, TimeSpan? retryAfter)
    {
        using var problem = JsonText.TryParse(body);
        var isObject = problem?.RootElement.ValueKind == JsonValueKind.Object;
        var detail = isObject && problem!.RootElement.TryGetProperty("detail", out var said) && said.ValueKind == JsonValueKind.String
            ? said.GetString()!
            : $"HTTP {(int)status}";
        return status switch
        {
            HttpStatusCode.Conflict when isObject && problem!.RootElement.TryGetProperty("expected_seq", out _) => new(Outcome.Gap, detail),
            HttpStatusCode.Conflict when isObject && problem!.RootElement.TryGetProperty("fenced", out _) => new(Outcome.Fenced, detail),

            // A proxy, a login page, an ingress without its backend: the server itself has not spoken. Only that something is
            // too large for what stands between stays so.
            not HttpStatusCode.RequestEntityTooLarge when !IsServers(problem, status) => new(Outcome.Later, detail, retryAfter),
            HttpStatusCode.Conflict => new(Outcome.Conflict, detail),
            HttpStatusCode.NotFound when isObject && problem!.RootElement.TryGetProperty("deleted", out _) => new(Outcome.Deleted, detail),
            HttpStatusCode.NotFound => new(Outcome.UnknownRun, detail),
            HttpStatusCode.MethodNotAllowed => new(Outcome.Unsupported, detail),
            HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests => new(Outcome.Later, detail, retryAfter),
            >= HttpStatusCode.InternalServerError => new(Outcome.Later, detail, retryAfter),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.ProxyAuthenticationRequired or < HttpStatusCode.BadRequest =>
                new(Outcome.Later, detail, retryAfter),
            _ => new(Outcome.Refused, detail),
        };
    }

    /// <summary>Whether a refusal is a problem of our server's, which repeats its status.</summary>
    private static bool IsServers(JsonDocument? problem, HttpStatusCode status) =>
        problem?.RootElement is { ValueKind: JsonValueKind.Object } root
        && root.TryGetProperty("status", out var said)
        && said.ValueKind == JsonValueKind.Number
        && said.TryGetInt32(out var code)
        && code == (int)status;
}
