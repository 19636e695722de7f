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
            HttpStatusCode.Conflict => new(Outcome.Conflict, detail),
            HttpStatusCode.NotFound when isObject && problem!.RootElement.TryGetProperty("deleted", out _) => new(Outcome.Deleted, detail),
            HttpStatusCode.NotFound when isObject => new(Outcome.UnknownRun, detail),
            HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed => new(Outcome.Unsupported, detail),
            HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests => new(Outcome.Later, detail, retryAfter),
            >= HttpStatusCode.InternalServerError => new(Outcome.Later, detail, retryAfter),
            // A login page, a proxy's refusal: the server itself has not spoken.
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.ProxyAuthenticationRequired or < HttpStatusCode.BadRequest =>
                new(Outcome.Later, detail, retryAfter),
            _ => new(Outcome.Refused, detail),
        };
    }
}
