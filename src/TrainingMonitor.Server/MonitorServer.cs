using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using TrainingMonitor.Contract.Json;
using TrainingMonitor.Server.Checkpoints;
using TrainingMonitor.Server.Commands;
using TrainingMonitor.Server.Compat;
using TrainingMonitor.Server.DataSets;
using TrainingMonitor.Server.Events;
using TrainingMonitor.Server.Health;
using TrainingMonitor.Server.Hosts;
using TrainingMonitor.Server.Ingest;
using TrainingMonitor.Server.Jobs;
using TrainingMonitor.Server.Live;
using TrainingMonitor.Server.Logs;
using TrainingMonitor.Server.Models;
using TrainingMonitor.Server.OpenApi;
using TrainingMonitor.Server.Page;
using TrainingMonitor.Server.Problems;
using TrainingMonitor.Server.Query;
using TrainingMonitor.Server.Runs;
using TrainingMonitor.Server.Security;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Server;

/// <summary>The whole server in the order in which a request flows through it. It owns the store: disposing it drains and commits.</summary>
public static class MonitorServer
{
    /// <exception cref="StoreException">The data folder is in use, newer than this program, or cannot be written.</exception>
    public static WebApplication Build(ServerOptions options, TimeProvider? time = null)
    {
        if (BindingRule.Refusal(options) is { } refusal)
        {
            throw new ArgumentException(refusal, nameof(options));
        }

        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        // What keeps the host from starting is thrown to the caller, who says it in one sentence.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        // It logs nothing at this level, and would make a trace and a log scope for every request.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        builder.WebHost.ConfigureKestrel(kestrel => Listen(kestrel, options));
        // Nothing here blocks a thread, so a request goes on where its bytes came in.
        builder.WebHost.UseSockets(sockets => sockets.UnsafePreferInlineScheduling = true);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.DrainTimeout);
        builder.Services.ConfigureHttpJsonOptions(json => WireJson.Apply(json.SerializerOptions));
        builder.Services.AddRequestDecompression();
        builder.Services.AddResponseCompression(compression => compression.MimeTypes = ["application/json"]);
        builder.Services.AddOpenApi(OpenApiShape.Describe);

        builder.Services.AddSingleton<IHostLifetime, NoSignals>();
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(time ?? TimeProvider.System);
        builder.Services.AddSingleton(services => DataStore.Open(
            new DataStoreOptions { Folder = options.DataFolder, Retention = options.Retention, MaxMetricsPerRun = options.MaxMetricsPerRun }, services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILoggerFactory>()));
        builder.Services.AddSingleton<JsonRule>();
        builder.Services.AddSingleton<RunRules>();
        builder.Services.AddSingleton<RunRemoval>();
        builder.Services.AddSingleton<RunBatchService>();
        builder.Services.AddCheckpoints();
        builder.Services.AddDataSets();
        builder.Services.AddModels();
        builder.Services.AddJobs();
        builder.Services.AddSingleton<CommandService>();
        builder.Services.AddSingleton<HostGpus>();
        builder.Services.AddHostedService<HostSampler>();
        builder.Services.AddSingleton<LifeSign>();
        builder.Services.AddHostedService<SilenceWatch>();
        builder.Services.AddHostedService<RetentionWatch>();
        builder.Services.AddSingleton<IngestService>();
        builder.Services.AddSingleton<SeriesService>();
        builder.Services.AddSingleton<LiveHub>();
        builder.Services.AddHostedService(services => services.GetRequiredService<LiveHub>());

        var app = builder.Build();
        app.Services.GetRequiredService<CheckpointFolder>().Sweep(app.Services.GetRequiredService<DataStore>());
        app.Services.GetRequiredService<DataSetFolder>().Sweep(app.Services.GetRequiredService<DataStore>());

        app.UseHeadRouting();
        app.UseSecurityHeaders(options);
        app.UseMiddleware<ProblemMiddleware>();
        app.UseRateLimit(options, app.Services.GetRequiredService<TimeProvider>());
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = options.Live.PingInterval, KeepAliveTimeout = options.Live.PingInterval });
        app.UseMiddleware<RequestGuard>();
        app.UseRequestDecompression();
        app.UseKnownEncodings();
        // A list of runs is a tenth as large so, which is what a page behind a slow line waits for.
        app.UseWhen(context => HttpMethods.IsGet(context.Request.Method) && context.Request.Path.StartsWithSegments("/api"), api => api.UseResponseCompression());
        app.UsePage();

        app.MapHealth();
        app.MapRuns();
        app.MapFacets();
        app.MapGroups();
        app.MapIngest();
        app.MapQuery();
        app.MapExport();
        app.MapEvents();
        app.MapCheckpoints();
        app.MapDataSets();
        app.MapModels();
        app.MapJobs();
        app.MapCommands();
        app.MapLogs();
        app.MapSystem();
        app.MapTraining();
        app.MapLive();
        app.MapOpenApi("/openapi.json");
        return app;
    }

    private static void Listen(KestrelServerOptions kestrel, ServerOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = options.MaxBodyBytes;
        kestrel.Limits.RequestHeadersTimeout = options.HeaderTimeout;
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(options.MinBodyBytesPerSecond, options.BodyGrace);
        if (options.Host == "localhost" && options.Port != 0)
        {
            kestrel.ListenLocalhost(options.Port);
        }
        else
        {
            kestrel.Listen(options.Host == "localhost" ? IPAddress.Loopback : IPAddress.Parse(options.Host), options.Port);
        }
    }
}
