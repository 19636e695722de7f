using System.Reflection;
using Microsoft.AspNetCore.Http.HttpResults;
using TrainingMonitor.Contract;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.Health;

internal static class HealthEndpoints
{
    private static readonly string Version =
        typeof(HealthEndpoints).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health", () => TypedResults.Ok(new HealthAnswer("ok", null)))
            .WithTags("health").WithSummary("The process answers");

        routes.MapGet("/health/ready", Results<Ok<HealthAnswer>, JsonHttpResult<HealthAnswer>> (DataStore store) =>
            store.Status is { Writable: false, Sentence: var reason }
                ? TypedResults.Json(new HealthAnswer("unavailable", reason), statusCode: 503)
                : TypedResults.Ok(new HealthAnswer("ok", null)))
            .WithTags("health").WithSummary("The store takes writes");

        routes.MapGet("/api/version", () => TypedResults.Ok(new VersionAnswer("training-monitor", Version, 1)))
            .WithTags("health").WithSummary("Name and version");
    }
}
