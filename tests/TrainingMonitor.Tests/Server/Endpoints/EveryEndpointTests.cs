using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;

namespace TrainingMonitor.Tests.Server.Endpoints;

/// <summary>
/// Makes the calls of <c>src/TrainingMonitor.Server/OpenApi/calls.json</c> in their order against a real server. Each must reach
/// the endpoint that it claims, by the router's own word, and be answered with its status and members; and no endpoint is
/// without a call. A new endpoint needs a line there, without <c>answer</c>: UPDATE_CONTRACT=1 writes the answers.
/// </summary>
public class EveryEndpointTests
{
    private static readonly string File = Repository.PathOf("src", "TrainingMonitor.Server", "OpenApi", "calls.json");
    private static readonly JsonSerializerOptions Written = new() { WriteIndented = true, IndentSize = 1, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task Every_endpoint_has_a_call_that_reaches_it_and_is_answered_as_its_example_says()
    {
        await using var server = await RunningServer.StartAsync(options => options with { SampleInterval = TimeSpan.FromHours(1) });
        using var routes = new MatchedRoutes();
        var unreached = Mapped(server).ToHashSet();
        var calls = JsonNode.Parse(await System.IO.File.ReadAllTextAsync(File, TestContext.Current.CancellationToken))!.AsArray();
        var known = new Dictionary<string, string>();
        foreach (var call in calls.Select(one => one!.AsObject()))
        {
            var route = (string)call["route"]!;
            var answer = await CallAsync(server, routes, call, known);
            // What goes on behind a call is asked for again until it is done.
            while (call["until"] is JsonObject until && until.Any(member => (string)answer![member.Key]! != (string)member.Value!))
            {
                answer = await CallAsync(server, routes, call, known);
            }

            Assert.Equal(route, Name(routes.TakeLast() as RouteEndpoint));
            unreached.Remove(route);
            if (call["keep"] is JsonObject keep)
            {
                foreach (var (name, member) in keep)
                {
                    known[name] = (string)answer![(string)member!]!;
                }
            }

            if (Environment.GetEnvironmentVariable("UPDATE_CONTRACT") == "1" && answer is not null)
            {
                call["answer"] = answer.DeepClone();
            }

            Assert.True((call["answer"] is null) == (answer is null), $"{route}: calls.json gives {(call["answer"] is null ? "no" : "an")} answer");
            Assert.True(JsonShape.Difference(call["answer"], answer) is not { } difference, $"{route}: {JsonShape.Difference(call["answer"], answer)}");
        }

        Assert.True(unreached.Count == 0, $"no call in calls.json reaches {string.Join(", ", unreached)}");
        if (Environment.GetEnvironmentVariable("UPDATE_CONTRACT") == "1")
        {
            await System.IO.File.WriteAllTextAsync(File, calls.ToJsonString(Written) + "\n", TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task Every_endpoint_is_described_with_an_example_of_each_json_body()
    {
        await using var server = await RunningServer.StartAsync();
        var paths = (await server.GetAsync("/openapi.json")).GetProperty("paths");
        foreach (var route in Mapped(server))
        {
            var (method, path) = (route.Split(' ')[0].ToLowerInvariant(), route.Split(' ')[1]);
            Assert.True(paths.TryGetProperty(path, out var item) && item.TryGetProperty(method, out _), $"{route} is not described");
            var operation = item.GetProperty(method);
            Assert.True(operation.TryGetProperty("summary", out _), $"{route} has no summary");
            var bodies = operation.GetProperty("responses").EnumerateObject().Where(response => response.Name.StartsWith('2')).Select(response => response.Value);
            foreach (var body in operation.TryGetProperty("requestBody", out var request) ? bodies.Append(request) : bodies)
            {
                if (body.TryGetProperty("content", out var content) && content.TryGetProperty("application/json", out var json))
                {
                    Assert.True(json.TryGetProperty("example", out _), $"{route} has a JSON body without an example");
                }
            }
        }
    }

    // The socket speaks frames, and the description describes itself.
    private static IEnumerable<string> Mapped(RunningServer server) => server.Service<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Select(Name).Where(route => route is not ("/ws" or "GET /openapi.json"));

    private static string Name(RouteEndpoint? endpoint)
    {
        var method = endpoint?.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Single();
        var pattern = endpoint?.RoutePattern.RawText ?? "nothing";
        return method is null ? pattern : $"{method} {(pattern.Length > 1 ? pattern.TrimEnd('/') : pattern)}";
    }

    private static async Task<JsonNode?> CallAsync(RunningServer server, MatchedRoutes routes, JsonObject call, Dictionary<string, string> known)
    {
        using var request = new HttpRequestMessage(new HttpMethod(((string)call["route"]!).Split(' ')[0]), Filled((string)call["path"]!, known));
        routes.Mark(request);
        request.Content = call["raw"] is { } raw ? new StringContent((string)raw!)
            : call["body"] is { } body ? new StringContent(Filled(body.ToJsonString(), known), Encoding.UTF8, "application/json")
            : null;
        if (call["type"] is { } type)
        {
            request.Content!.Headers.ContentType = MediaTypeHeaderValue.Parse((string)type!);
        }

        using var response = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True((int)call["status"]! == (int)response.StatusCode, $"{call["route"]}: got {(int)response.StatusCode} {text}, want {call["status"]}");
        return response.Content.Headers.ContentType?.MediaType == "application/json" ? JsonNode.Parse(text) : null;
    }

    private static string Filled(string text, Dictionary<string, string> known) =>
        known.Aggregate(text, (filled, pair) => filled.Replace($"{{{pair.Key}}}", pair.Value, StringComparison.Ordinal));
}
