using System.Net;

namespace TrainingMonitor.Cli;

/// <summary>What a server would not or could not do, in one sentence for the terminal.</summary>
internal sealed class ServerException(string sentence, HttpStatusCode? status = null) : Exception(sentence)
{
    /// <summary>Null when there was no answer.</summary>
    public HttpStatusCode? Status { get; } = status;
}
