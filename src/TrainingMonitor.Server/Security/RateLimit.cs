using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using TrainingMonitor.Server.Problems;

namespace TrainingMonitor.Server.Security;

/// <summary>
/// So many requests a second from one address, with a second's worth in one go; beyond that 429 and when to come back. Off
/// unless set. Messages on an open socket are not counted: a writer has one batch in flight, and waits for its ack.
/// </summary>
internal static class RateLimit
{
    private const int MostAddresses = 10_000;

    public static void UseRateLimit(this IApplicationBuilder app, ServerOptions options, TimeProvider time)
    {
        if (options.MaxRequestsPerSecond <= 0)
        {
            return;
        }

        var buckets = new ConcurrentDictionary<IPAddress, Bucket>();
        app.Use((context, next) =>
        {
            if (buckets.Count > MostAddresses)
            {
                buckets.Clear();
            }

            var bucket = buckets.GetOrAdd(context.Connection.RemoteIpAddress ?? IPAddress.None, static (_, most) => new Bucket(most), options.MaxRequestsPerSecond);
            if (bucket.Take(time) is { } wait)
            {
                context.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
                throw new ProblemException(StatusCodes.Status429TooManyRequests, $"got more than {options.MaxRequestsPerSecond} requests a second, want a pause");
            }

            return next(context);
        });
    }

    private sealed class Bucket(int perSecond)
    {
        private readonly Lock _gate = new();
        private double _left = perSecond;
        private long _at;

        /// <summary>Null when the request may go on, else how long until the next may.</summary>
        public TimeSpan? Take(TimeProvider time)
        {
            lock (_gate)
            {
                var now = time.GetTimestamp();
                _left = _at == 0 ? perSecond : Math.Min(perSecond, _left + (time.GetElapsedTime(_at, now).TotalSeconds * perSecond));
                _at = now;
                if (_left < 1)
                {
                    return TimeSpan.FromSeconds((1 - _left) / perSecond);
                }

                _left--;
                return null;
            }
        }
    }
}
