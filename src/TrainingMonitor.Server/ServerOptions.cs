using System.Net;
using TrainingMonitor.Contract;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Server;

/// <summary>Every setting of the server with its default; the command line fills it in.</summary>
public sealed record ServerOptions
{
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>0 takes a free port.</summary>
    public int Port { get; init; } = 8000;

    /// <summary>The data folder: database, checkpoints, logs. Made when missing.</summary>
    public string DataFolder { get; init; } = "./data";

    /// <summary>Host names besides the loopback ones under which the server answers.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>Folders besides its own in which the server opens checkpoint files that scripts have registered.</summary>
    public IReadOnlyList<string> CheckpointRoots { get; init; } = [];

    /// <summary>The largest checkpoint that may be uploaded.</summary>
    public long MaxUploadBytes { get; init; } = 256L << 30;

    public long MaxBodyBytes { get; init; } = 32 * 1024 * 1024;
    public int MaxConfigBytes { get; init; } = 1024 * 1024;

    public InputLimits Input { get; init; } = new();

    /// <summary>Points of further metrics are refused one by one, with a warning event.</summary>
    public int MaxMetricsPerRun { get; init; } = 10_000;

    /// <summary>Requests a second from one address, beyond which it is answered 429; 0 for no limit, as all who reach loopback are its own user.</summary>
    public int MaxRequestsPerSecond { get; init; }

    /// <summary>How long a client may take to send the head of a request.</summary>
    public TimeSpan HeaderTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>After so long a body must arrive with at least <see cref="MinBodyBytesPerSecond"/>.</summary>
    public TimeSpan BodyGrace { get; init; } = TimeSpan.FromSeconds(5);
    public double MinBodyBytesPerSecond { get; init; } = 240;

    /// <summary>Whose pages may frame <c>/embed</c>, as CSP writes it; by default those of this machine, such as a notebook. Empty: nobody.</summary>
    public IReadOnlyList<string> EmbedAncestors { get; init; } = ["'self'", "http://localhost:*", "http://127.0.0.1:*"];

    /// <summary>How long a stop may take to answer what was already asked and to commit it.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>A running run whose writers send heartbeats (every 15 s) is interrupted after this silence.</summary>
    public TimeSpan RunTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The same where nobody has ever sent a heartbeat.</summary>
    public TimeSpan BareRunTimeout { get; init; } = TimeSpan.FromHours(24);

    public TimeSpan SilenceCheckInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often the server looks at its own host.</summary>
    public TimeSpan SampleInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the store keeps what in which form.</summary>
    public RetentionOptions Retention { get; init; } = new();

    /// <summary>How often it is looked for what has become old; the first look comes with the start.</summary>
    public TimeSpan RetentionInterval { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How many slots jobs share; one that trains takes one unless it says otherwise.</summary>
    public int Slots { get; init; } = 1;

    /// <summary>A GPU is free when no process computes on it and less than this share of its memory is in use.</summary>
    public double FreeGpuMemoryShare { get; init; } = 0.05;

    /// <summary>The words that start this very program, for supervisors of jobs; null where the server runs in another one.</summary>
    public IReadOnlyList<string>? Program { get; init; }

    /// <summary>Templates that come with the program.</summary>
    public IReadOnlyList<JobTemplate> Templates { get; init; } = [];

    /// <summary>Told before each step of a launch: where tests let the server be killed.</summary>
    internal Action<Jobs.LaunchStep, string>? AtLaunchStep { get; init; }

    public LiveOptions Live { get; init; } = new();

    public bool IsLoopback =>
        Host is "localhost" || (IPAddress.TryParse(Host, out var address) && IPAddress.IsLoopback(address));
}

/// <summary>What names and JSON from clients must keep to.</summary>
public sealed record InputLimits
{
    /// <summary>The longest that a setting may allow; what asks for metrics may name any of them.</summary>
    public const int LongestMetricName = 1000;

    /// <summary>The deepest that a setting may allow: answers nest what was taken a few levels deeper.</summary>
    public const int DeepestJson = 200;

    /// <summary>Characters of a metric's name.</summary>
    public int MaxMetricNameLength { get; init; } = 250;

    /// <summary>Levels of objects and arrays in one body.</summary>
    public int MaxJsonDepth { get; init; } = 64;
}

/// <summary>Settings of the live path.</summary>
public sealed record LiveOptions
{
    /// <summary>The largest message taken from a socket.</summary>
    public int MaxMessageBytes { get; init; } = 1024 * 1024;

    /// <summary>Frames that may wait for one viewer: from half of them on its points are coalesced, beyond it is closed with 1013.</summary>
    public int ViewerQueueFrames { get; init; } = 1024;

    /// <summary>The same in bytes. Frames are shared, so a thousand viewers of one run do not hold a thousand times as much.</summary>
    public long ViewerQueueBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>How long a viewer that was too slow may take to read its close frame before the connection is cut.</summary>
    public TimeSpan LagPatience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>At most this often a run's changed fields are told, beside changes of status.</summary>
    public TimeSpan RunUpdateInterval { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The shortest time between two frames of points of one run; what arrives meanwhile shares a frame.</summary>
    public TimeSpan BatchInterval { get; init; } = TimeSpan.FromMilliseconds(25);

    /// <summary><c>metric_update</c> frames a second for a viewer that did not say.</summary>
    public double DefaultMaxRate { get; init; } = 10;

    public TimeSpan PingInterval { get; init; } = TimeSpan.FromSeconds(30);
}
