using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Metadata;
using TrainingMonitor.Contract.Json;
using TrainingMonitor.Server.Ingest;

namespace TrainingMonitor.Server.Problems;

/// <summary>
/// A JSON request body as a handler's parameter. It exists because the framework's own binding answers a bad body
/// with the names of .NET types; here the sentence says what was got and what was wanted.
/// </summary>
internal sealed class JsonBody<T>(T value) : IEndpointParameterMetadataProvider
    where T : class
{
    public T Value { get; } = value;

    public static async ValueTask<JsonBody<T>?> BindAsync(HttpContext context) => new(await ReadAsync(context));

    public static async Task<T> ReadAsync(HttpContext context)
    {
        if (!context.Request.HasJsonContentType())
        {
            throw new ProblemException(415, $"got a body of type '{context.Request.ContentType}', want application/json");
        }

        using var body = await RequestBytes.ReadAsync(context.Request, context.RequestAborted);
        return Read(body.Memory.Span, context.RequestServices.GetRequiredService<ServerOptions>().Input.MaxJsonDepth) ?? throw ProblemException.BadRequest("got null as the body, want a JSON object");
    }

    private static T? Read(ReadOnlySpan<byte> body, int maxDepth)
    {
        try
        {
            try
            {
                return ReadStrict(body, maxDepth);
            }
            catch (JsonException) when (BareNumbers.Quote(body) is { } quoted)
            {
                // Python's json prints NaN and Infinity bare.
                return ReadStrict(quoted, maxDepth);
            }
        }
        catch (JsonException error)
        {
            throw ProblemException.BadRequest(JsonSentence.Of(error, WireJson.Default.GetTypeInfo(typeof(T))));
        }
        catch (InvalidOperationException error) when (error.InnerException is null)
        {
            // Utf8JsonReader says this of a string that is no text: a lone surrogate or broken UTF-8.
            throw ProblemException.BadRequest("got a string that is not valid Unicode, want UTF-8 text without lone surrogates");
        }
    }

    private static T? ReadStrict(ReadOnlySpan<byte> body, int maxDepth)
    {
        Check(body, maxDepth);
        return JsonSerializer.Deserialize(body, (JsonTypeInfo<T>)WireJson.Default.GetTypeInfo(typeof(T))!);
    }

    // No deeper than it may be; and a number too large for a float64 would be read as Infinity, which the client did not say.
    private static void Check(ReadOnlySpan<byte> body, int maxDepth)
    {
        var json = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = maxDepth });
        while (json.Read())
        {
            if (json.TokenType == JsonTokenType.Number && !(json.TryGetDouble(out var number) && double.IsFinite(number)))
            {
                throw ProblemException.BadRequest($"got {TextRule.Shorten(System.Text.Encoding.UTF8.GetString(json.ValueSpan))}, which overflows a float64; want a number, \"NaN\" or \"Infinity\"");
            }
        }
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata(["application/json"], typeof(T)));
}
