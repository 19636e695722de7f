namespace TrainingMonitor.Server.Security;

/// <summary>The headers every answer carries: nothing from elsewhere runs or loads, and nobody frames the page; <c>/embed</c> may be framed by those of a setting.</summary>
internal static class SecurityHeaders
{
    private const string Policy =
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors ";

    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app, ServerOptions options) => app.Use((context, next) =>
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        if (options.EmbedAncestors.Count > 0 && context.Request.Path.StartsWithSegments("/embed"))
        {
            headers.ContentSecurityPolicy = Policy + string.Join(' ', options.EmbedAncestors);
        }
        else
        {
            headers.ContentSecurityPolicy = Policy + "'none'";
            headers.XFrameOptions = "DENY";
        }

        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        return next(context);
    });
}
