using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace TrainingMonitor.Tests.Server.Endpoints;

/// <summary>Which endpoint the server's router really chose for a request, as the framework itself reports it.</summary>
internal sealed class MatchedRoutes : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly string _mark = Guid.NewGuid().ToString();
    private readonly List<IDisposable> _subscriptions = [];
    private Endpoint? _last;

    public MatchedRoutes() => _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));

    public void Mark(HttpRequestMessage request) => request.Headers.Add("X-Test", _mark);

    /// <summary>The endpoint of the last marked request.</summary>
    public Endpoint? TakeLast() => Interlocked.Exchange(ref _last, null);

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.AspNetCore")
        {
            _subscriptions.Add(value.Subscribe(this, name => name == "Microsoft.AspNetCore.Routing.EndpointMatched"));
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Value is HttpContext context && context.Request.Headers["X-Test"] == _mark)
        {
            _last = context.GetEndpoint();
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose() => _subscriptions.ForEach(subscription => subscription.Dispose());
}
