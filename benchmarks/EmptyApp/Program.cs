// The yardstick of the benchmarks: the least that a web application can be. It reads a body and stores nothing.
var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
var app = builder.Build();
app.MapGet("/health", () => "ok");
app.MapPost("/api/runs/{id}/metrics", async (HttpContext context) =>
{
    await context.Request.Body.CopyToAsync(Stream.Null);
    context.Response.ContentType = "application/json";
    await context.Response.WriteAsync("""{"accepted":1,"rejected":[],"duplicate":false,"cursor":1,"commands":[]}""");
});
await app.StartAsync();
Console.WriteLine($"listening on {app.Urls.First()}");
await app.WaitForShutdownAsync();
