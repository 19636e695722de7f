namespace TrainingMonitor.Server.Problems;

/// <summary>HEAD is GET whose body stays here: every path that is read answers it alike. The transport knows what was asked and sends no body.</summary>
internal static class HeadRequests
{
    /// <summary>Before the routing, which chooses by the method.</summary>
    public static void UseHead(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (HttpMethods.IsHead(context.Request.Method))
        {
            context.Request.Method = HttpMethods.Get;
        }

        return next(context);
    });
}
