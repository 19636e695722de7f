namespace TrainingMonitor.Client;

/// <summary>Where the server is: <c>ws://</c> and <c>http://</c> mean the same, a bare <c>host:port</c> means <c>http://</c>.</summary>
internal static class ServerUrl
{
    public const string Variable = "TRAINING_MONITOR_URL";
    public const string Default = "http://127.0.0.1:8000";

    /// <summary>The address for HTTP, without a path's last slash; null when the text is no address.</summary>
    public static Uri? Parse(string text)
    {
        var spelled = text.Trim().TrimEnd('/');
        spelled = spelled.StartsWith("ws://", StringComparison.OrdinalIgnoreCase) ? string.Concat("http", spelled.AsSpan(2))
            : spelled.StartsWith("wss://", StringComparison.OrdinalIgnoreCase) ? string.Concat("https", spelled.AsSpan(3))
            : spelled.Contains("://", StringComparison.Ordinal) ? spelled
            : "http://" + spelled;
        return Uri.TryCreate(spelled, UriKind.Absolute, out var url)
            && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
            && url.Host.Length > 0
            ? url
            : null;
    }

    public static Uri Socket(Uri url) => new UriBuilder(url)
    {
        Scheme = url.Scheme == Uri.UriSchemeHttps ? "wss" : "ws",
        Path = url.AbsolutePath.TrimEnd('/') + "/ws",
    }.Uri;
}
