namespace TrainingMonitor.Server.Page;

/// <summary>
/// HEAD is GET whose body stays here. It is routed as GET, so that every path that is read answers it; behind the routing it
/// is HEAD again, so that who would have much to send need not make it. The transport sends no body either way.
/// </summary>
internal static class HeadRouting
{
    private static readonly object IsHead = new();

    public static void UseHeadRouting(this IApplicationBuilder app)
    {
        app.Use((context, next) =>
        {
            if (HttpMethods.IsHead(context.Request.Method))
            {
                context.Items[IsHead] = context.Request.Method;
                context.Request.Method = HttpMethods.Get;
            }

            return next(context);
        });
        app.UseRouting();
        app.Use((context, next) =>
        {
            if (context.Items.ContainsKey(IsHead))
            {
                context.Request.Method = HttpMethods.Head;
            }

            return next(context);
        });
    }
}
