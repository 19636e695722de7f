using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace TrainingMonitor.Tests.Client;

/// <summary>A logger that keeps the sentences it is given.</summary>
internal sealed class Lines : ILogger
{
    public ConcurrentQueue<string> All { get; } = new();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        All.Enqueue(formatter(state, exception));
}
