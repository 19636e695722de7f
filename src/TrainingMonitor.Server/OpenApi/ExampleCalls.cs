using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace TrainingMonitor.Server.OpenApi;

/// <summary>
/// Gives the description its examples and its query parameters, from <c>calls.json</c>: one call of each endpoint, which a
/// test makes in order against a real server, so that an example cannot say what the server does not.
/// </summary>
internal static class ExampleCalls
{
    public static void Describe(OpenApiDocument document)
    {
        foreach (var call in Read())
        {
            var route = ((string)call["route"]!).Split(' ', 2);
            if (!document.Paths.TryGetValue(route[1], out var path) || path.Operations?.GetValueOrDefault(new HttpMethod(route[0])) is not { } operation)
            {
                continue;
            }

            Parameters(operation, call["query"]?.AsArray() ?? []);
            Example(operation.RequestBody?.Content, "application/json", call["body"]);
            if (operation.Responses?.GetValueOrDefault(((int)call["status"]!).ToString(System.Globalization.CultureInfo.InvariantCulture)) is { } answer)
            {
                Example(answer.Content, "application/json", call["answer"]);
            }
        }
    }

    private static JsonObject[] Read()
    {
        using var file = typeof(ExampleCalls).Assembly.GetManifestResourceStream("calls.json") ?? throw new InvalidOperationException("BUG: calls.json is not embedded");
        return [.. JsonNode.Parse(file)!.AsArray().Select(call => call!.AsObject())];
    }

    private static void Parameters(OpenApiOperation operation, JsonArray query)
    {
        foreach (var given in query.Select(one => one!.AsObject()))
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = (string)given["name"]!,
                In = ParameterLocation.Query,
                Description = (string)given["about"]!,
                Schema = new OpenApiSchema { Type = Enum.Parse<JsonSchemaType>((string)given["type"]!, ignoreCase: true) },
                Example = given["example"]?.DeepClone(),
            });
        }
    }

    private static void Example(IDictionary<string, OpenApiMediaType>? content, string type, JsonNode? example)
    {
        if (example is not null && content is not null && content.TryGetValue(type, out var body) && body.Example is null)
        {
            body.Example = example.DeepClone();
        }
    }
}
