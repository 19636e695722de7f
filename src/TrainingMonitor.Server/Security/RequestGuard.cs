using TrainingMonitor.Server.Problems;

namespace TrainingMonitor.Server.Security;

/// <summary>
/// Keeps other people's pages out. Host: only names this server answers to, so that a rebound DNS name reaches
/// nothing. Origin: an unsafe method or an upgrade that a browser sends must come from this very page.
/// Authentication will sit here too: everything passes this one door first.
/// </summary>
internal sealed class RequestGuard(RequestDelegate next, ServerOptions options)
{
    private readonly HashSet<string> _hosts =
        new(["localhost", "127.0.0.1", "[::1]", options.Host, .. options.AllowedHosts], StringComparer.OrdinalIgnoreCase);

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (!_hosts.Contains(request.Host.Host))
        {
            throw new ProblemException(400, $"got Host '{request.Host}', want a name that this server answers to, such as localhost (--allow-host adds one)");
        }

        if (!IsSafe(request.Method) || context.WebSockets.IsWebSocketRequest || IsConnect(request))
        {
            RefuseOtherOrigins(request);
        }

        return next(context);
    }

    /// <summary>Also for what has an effect although it is safe by its method.</summary>
    /// <exception cref="ProblemException">403: another site's page asks.</exception>
    public static void RefuseOtherOrigins(HttpRequest request)
    {
        if (!IsSameOrigin(request))
        {
            var origin = request.Headers.Origin.ToString() is { Length: > 0 } named ? $"origin '{named}'" : "another site";
            throw new ProblemException(403, $"got a request from {origin}, want one from this server's own page or from outside a browser");
        }
    }

    private static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    private static bool IsConnect(HttpRequest request) => HttpMethods.IsConnect(request.Method);

    private static bool IsSameOrigin(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        if (origin.Length == 0)
        {
            // Browsers say the origin on every unsafe method and upgrade; Fetch Metadata covers what is left.
            return request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin" or "none";
        }

        return string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
    }
}
