using TrainingMonitor.Client;

namespace TrainingMonitor.Cli;

/// <summary>Where journals can go: each server is asked once whether it is there, so that many journals do not wait for it one after the other.</summary>
internal sealed class ReachableServers(Uri? given) : IDisposable
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(5) };
    private readonly Dictionary<Uri, bool> _answers = [];

    /// <summary>The last that was missing.</summary>
    public Uri? Missing { get; private set; }

    /// <summary>The run with the server that it goes to; null when that one does not answer.</summary>
    public RunIdentity? Choose(RunIdentity run)
    {
        var url = given ?? run.Url ?? ServerUrl.Parse(ServerUrl.Default)!;
        if (!_answers.TryGetValue(url, out var answers))
        {
            _answers[url] = answers = Answers(url);
        }

        Missing = answers ? Missing : url;
        return answers ? run with { Url = url } : null;
    }

    public void Dispose() => _http.Dispose();

    private bool Answers(Uri url)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(url.AbsoluteUri.TrimEnd('/') + "/health"));
            using var answer = _http.Send(request);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception away) when (away is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }
}
