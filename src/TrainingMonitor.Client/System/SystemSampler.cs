namespace TrainingMonitor.Client;

/// <summary>
/// Samples the system every few seconds and posts it. While the server is away the newest ten minutes or so are kept; older
/// ones go, since these are about now. A server that does not know the request is not asked again.
/// </summary>
internal sealed class SystemSampler(RunIdentity run, ServerDoor door, TimeSpan every, TimeProvider time, Func<ProcessUsage?> usage)
{
    private const int MostKept = 120;

    private readonly Queue<SystemSample> _kept = new();

    public async Task RunAsync(CancellationToken cancel)
    {
        try
        {
            var reader = new SystemReader(time, usage);
            using var ticks = new PeriodicTimer(every, time);
            while (await ticks.WaitForNextTickAsync(cancel))
            {
                if (_kept.Count == MostKept)
                {
                    _kept.Dequeue();
                }

                _kept.Enqueue(reader.Read());
                if (await PostAsync(cancel) is Outcome.Unsupported or Outcome.UnknownRun or Outcome.Refused)
                {
                    return;
                }
            }
        }
        catch (Exception)
        {
            // The end of the run, or a platform that refuses to be looked at: the training does not need these numbers.
        }
    }

    private async Task<Outcome> PostAsync(CancellationToken cancel)
    {
        if (!door.IsRunKnown)
        {
            return Outcome.Later;
        }

        try
        {
            var answer = await door.SendAsync(HttpMethod.Post, $"/api/runs/{run.RunId}/system", Body(), cancel);
            if (answer.Outcome == Outcome.Delivered)
            {
                _kept.Clear();
            }

            return answer.Outcome;
        }
        catch (Exception) when (!cancel.IsCancellationRequested)
        {
            return Outcome.Later;
        }
    }

    private byte[] Body() => JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("host", Environment.MachineName);
        json.WriteString("writer", run.Writer);
        json.WriteStartArray("samples");
        foreach (var sample in _kept)
        {
            sample.Write(json);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });
}
