using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using TrainingMonitor.Server;

namespace TrainingMonitor.Tests.Server;

/// <summary>The whole server on a free port of loopback, with a data folder of its own. Nothing in it is replaced.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private readonly TemporaryFolder? _folder;
    private readonly WebApplication _app;

    private RunningServer(WebApplication app, TemporaryFolder? folder)
    {
        (_app, _folder) = (app, folder);
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public HttpClient Http { get; }

    public Uri Socket => new($"ws://{Http.BaseAddress!.Authority}/ws");

    public T Service<T>()
        where T : notnull => (T)_app.Services.GetService(typeof(T))!;

    public static Task<RunningServer> StartAsync(Func<ServerOptions, ServerOptions>? change = null, TimeProvider? time = null)
    {
        var folder = new TemporaryFolder();
        return StartAsync(folder.Path, folder, change, time);
    }

    /// <summary>On a folder that outlives this server: to stop it and start another on the same data.</summary>
    public static Task<RunningServer> StartOnAsync(TemporaryFolder folder, Func<ServerOptions, ServerOptions>? change = null) => StartAsync(folder.Path, null, change, null);

    public async Task<JsonElement> GetAsync(string path) => await ReadAsync(await Http.GetAsync(path, TestContext.Current.CancellationToken), HttpStatusCode.OK);

    public async Task<JsonElement> PostAsync(string path, string json, HttpStatusCode want = HttpStatusCode.OK) =>
        await ReadAsync(await Http.PostAsync(path, Json(json), TestContext.Current.CancellationToken), want);

    public async Task<JsonElement> PutAsync(string path, string json, HttpStatusCode want = HttpStatusCode.OK) =>
        await ReadAsync(await Http.PutAsync(path, Json(json), TestContext.Current.CancellationToken), want);

    public async Task<string> NewRunAsync(string name = "test") =>
        (await PostAsync("/api/runs", JsonSerializer.Serialize(new { name }), HttpStatusCode.Created)).GetProperty("id").GetString()!;

    public static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");

    public static async Task<JsonElement> ReadAsync(HttpResponseMessage answer, HttpStatusCode want)
    {
        using (answer)
        {
            var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.True(want == answer.StatusCode, $"want {want}, got {(int)answer.StatusCode}: {text}");
            if ((int)answer.StatusCode >= 400)
            {
                Assert.Equal(new MediaTypeHeaderValue("application/problem+json"), answer.Content.Headers.ContentType);
            }

            return text.Length == 0 ? default : JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 256 }).RootElement.Clone();
        }
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync(TestContext.Current.CancellationToken);
        await _app.DisposeAsync();
        _folder?.Dispose();
    }

    private static async Task<RunningServer> StartAsync(string path, TemporaryFolder? folder, Func<ServerOptions, ServerOptions>? change, TimeProvider? time)
    {
        var options = new ServerOptions { Port = 0, DataFolder = path };
        var app = MonitorServer.Build(change?.Invoke(options) ?? options, time);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new RunningServer(app, folder);
    }
}
