using TrainingMonitor.Server.Problems;

namespace TrainingMonitor.Server.Security;

/// <summary>A body whose encoding nobody undid is not taken for what it would become.</summary>
internal static class KnownEncodings
{
    /// <summary>After the decompression, which takes the header away when it has understood it.</summary>
    public static IApplicationBuilder UseKnownEncodings(this IApplicationBuilder app) => app.Use((context, next) =>
        context.Request.Headers.ContentEncoding.ToString() is { Length: > 0 } encoding and not "identity"
            ? throw new ProblemException(StatusCodes.Status415UnsupportedMediaType, $"got a body encoded as '{TextRule.Shorten(encoding)}', want gzip, br, deflate or none")
            : next(context));
}
