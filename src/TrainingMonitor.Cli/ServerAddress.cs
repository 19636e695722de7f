namespace TrainingMonitor.Cli;

/// <summary>
/// Where the server of a data folder listens, for other commands on the same folder. The folder's lock says whether
/// a server runs; this file only says where, so one left behind by a crash is harmless.
/// </summary>
internal static class ServerAddress
{
    public static void Write(string dataFolder, string url)
    {
        var temporary = PathOf(dataFolder) + ".new";
        File.WriteAllText(temporary, url);
        File.Move(temporary, PathOf(dataFolder), overwrite: true);
    }

    public static void Remove(string dataFolder) => File.Delete(PathOf(dataFolder));

    /// <summary>The address, when a server answers there; else null.</summary>
    public static async Task<string?> FindAsync(string dataFolder, CancellationToken stop)
    {
        if (!File.Exists(PathOf(dataFolder)))
        {
            return null;
        }

        var url = (await File.ReadAllTextAsync(PathOf(dataFolder), stop)).Trim();
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(3) };
        try
        {
            var answer = await http.GetStringAsync(new Uri($"{url}/api/version"), stop);
            return answer.Contains("training-monitor", StringComparison.Ordinal) ? url : null;
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException or UriFormatException)
        {
            return null;
        }
    }

    private static string PathOf(string dataFolder) => Path.Combine(dataFolder, "server.url");
}
