using Microsoft.AspNetCore.StaticFiles;
using TrainingMonitor.Server.Problems;

namespace TrainingMonitor.Server.Page;

/// <summary>
/// Serves the page. A path without a file is a view of the page (its router reads the path), except below the API's
/// own paths, where it is a 404 as an API tells it.
/// </summary>
internal static class PageEndpoints
{
    private static readonly FileExtensionContentTypeProvider Types = new();

    public static void UsePage(this IApplicationBuilder app)
    {
        var files = new PageFiles();
        app.Use((context, next) =>
        {
            var request = context.Request;
            if (context.GetEndpoint() is not null || !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)))
            {
                return next(context);
            }

            var name = request.Path.Value is { Length: > 1 } path ? path[1..] : "index.html";
            var encodings = request.Headers.AcceptEncoding.ToString();
            if (files.Open(name, encodings) is { } file)
            {
                return SendAsync(context, name, file.Body, file.Encoding);
            }

            if (name.StartsWith("api/", StringComparison.Ordinal) || name.StartsWith("assets/", StringComparison.Ordinal))
            {
                return next(context);
            }

            return files.Open("index.html", encodings) is { } page
                ? SendAsync(context, "index.html", page.Body, page.Encoding)
                : throw new ProblemException(404, "got a request for the page, but this build does not contain it; want a build with Node on the path");
        });
    }

    private static async Task SendAsync(HttpContext context, string name, Stream body, string? encoding)
    {
        await using var _ = body;
        var headers = context.Response.Headers;
        context.Response.ContentType = Types.TryGetContentType(name, out var type) ? type : "application/octet-stream";
        context.Response.ContentLength = body.Length;
        headers.ContentEncoding = encoding;
        headers.Vary = "Accept-Encoding";
        // Assets carry a hash of their content in their name; the page itself must be asked for again.
        headers.CacheControl = name.StartsWith("assets/", StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache";
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await body.CopyToAsync(context.Response.Body, context.RequestAborted);
        }
    }
}
