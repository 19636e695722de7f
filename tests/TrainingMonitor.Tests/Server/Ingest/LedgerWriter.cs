using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace TrainingMonitor.Tests.Server.Ingest;

/// <summary>
/// A writer whose points all follow from its seed, so that ten millions of them need not be kept to be compared. Blocks of
/// rows come in step order, but some neighbours are sent the wrong way round.
/// </summary>
internal sealed class LedgerWriter(string run, int seed, int blocks, int rowsOfBlock)
{
    private const long Start = 1_763_805_000_000_000;

    public string Run => run;

    public string[] Metrics { get; } = [$"w{seed}/loss", $"w{seed}/lr"];

    /// <summary>The ledger: what the store must have of one metric, in step order.</summary>
    public IEnumerable<(long Step, long Time, double Value)> Ledger(int metric) =>
        Enumerable.Range(0, blocks).SelectMany(Block).Select(row => (row.Step, row.Time, row.Values[metric]));

    /// <summary>Sends every block, each again and again until it is acknowledged.</summary>
    public async Task SendAsync(HttpClient http, CancellationToken stop)
    {
        var swaps = new Random(seed);
        long seq = 0;
        for (var block = 0; block < blocks; block += 2)
        {
            int[] pair = block + 1 == blocks ? [block] : swaps.Next(4) == 0 ? [block + 1, block] : [block, block + 1];
            foreach (var one in pair)
            {
                await SendAsync(http, Body(one, ++seq), seq, stop);
            }
        }
    }

    private async Task SendAsync(HttpClient http, string body, long seq, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                using var content = RunningServer.Json(body);
                using var answer = await http.PostAsync($"/api/runs/{run}/metrics", content, stop);
                var said = await answer.Content.ReadAsStringAsync(stop);
                Assert.True(answer.StatusCode == HttpStatusCode.OK, $"writer {seed} got {(int)answer.StatusCode} for {seq}: {said}");
                using var json = JsonDocument.Parse(said);
                Assert.Equal((seq, rowsOfBlock * Metrics.Length), (json.RootElement.GetProperty("seq").GetInt64(), json.RootElement.GetProperty("accepted").GetInt32()));
                return;
            }
            catch (HttpRequestException)
            {
                // The network failed: nobody knows whether it arrived, so it goes again under the same number.
            }
        }
    }

    private (long Step, long Time, double[] Values)[] Block(int block)
    {
        var random = new Random((seed * 1_000_003) + block);
        var rows = new (long, long, double[])[rowsOfBlock];
        var step = block * rowsOfBlock * 4L;
        for (var i = 0; i < rowsOfBlock; i++)
        {
            step += random.Next(1, 4);
            rows[i] = (step, Start + (step * 1000) + random.Next(1000), [Value(random), Value(random)]);
        }

        return rows;
    }

    private static double Value(Random random) => random.Next(100) switch
    {
        0 => double.NaN,
        1 => double.PositiveInfinity,
        2 => -random.NextDouble() * 1e-300,
        _ => random.NextDouble(),
    };

    private string Body(int block, long seq)
    {
        var rows = Block(block);
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{{\"writer\":\"w{seed}\",\"seq\":{seq},\"steps\":[").AppendJoin(',', rows.Select(row => row.Step))
            .Append("],\"times\":[").AppendJoin(',', rows.Select(row => $"{row.Time / 1_000_000}.{row.Time % 1_000_000:D6}")).Append("],\"metrics\":{");
        for (var metric = 0; metric < Metrics.Length; metric++)
        {
            text.Append(metric == 0 ? "" : ",").Append('"').Append(Metrics[metric]).Append("\":[").AppendJoin(',', rows.Select(row => Text(row.Values[metric]))).Append(']');
        }

        return text.Append("}}").ToString();
    }

    private static string Text(double value) => double.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : $"\"{value.ToString(CultureInfo.InvariantCulture)}\"";
}
