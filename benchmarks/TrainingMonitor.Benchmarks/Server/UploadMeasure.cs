using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;

namespace TrainingMonitor.Benchmarks.Server;

/// <summary>A large file into a data set: hashed, written and synced on the way. Beside it the same bytes hashed and written by a plain loop.</summary>
internal sealed class UploadMeasure : IMeasure
{
    private const int Megabytes = 512;
    private const int Runs = 5;
    private static readonly byte[] Block = RandomNumberGenerator.GetBytes(1 << 20);

    public string Name => "upload";

    public async IAsyncEnumerable<Figure> RunAsync()
    {
        await using var server = await ServerProcess.MonitorAsync();
        using var made = await server.Http.PostAsJsonAsync("/api/datasets", new { name = "large" });
        var id = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
        List<double> rates = [], growth = [], plain = [];
        for (var i = -1; i < Runs; i++)
        {
            server.ForgetPeak();
            var before = server.ResidentBytes;
            var clock = Stopwatch.StartNew();
            using var answer = await server.Http.PutAsync($"/api/datasets/{id}/files/0?name=large.bin", new Blocks());
            answer.EnsureSuccessStatusCode();
            var seconds = clock.Elapsed.TotalSeconds;
            if (i >= 0)
            {
                rates.Add(Megabytes * 1.048576 / seconds);
                growth.Add((server.PeakBytes - before) / 1e6);
                plain.Add(Megabytes * 1.048576 / PlainSeconds());
            }
        }

        yield return new Figure($"upload of a file of {Megabytes} MiB", rates, "MB/s", "≥ 200", value => value >= 200);
        yield return new Figure("  the same bytes hashed, written and synced by a plain loop", plain, "MB/s");
        yield return new Figure("  the server grows by", growth, "MB", "≤ 32", value => value <= 32);
    }

    private static double PlainSeconds()
    {
        var path = Path.GetTempFileName();
        try
        {
            var clock = Stopwatch.StartNew();
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            using (var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
            {
                for (var i = 0; i < Megabytes; i++)
                {
                    hash.AppendData(Block);
                    file.Write(Block);
                }

                file.Flush(flushToDisk: true);
            }

            hash.GetHashAndReset();
            return clock.Elapsed.TotalSeconds;
        }
        finally
        {
            File.Delete(path);
        }
    }

    private sealed class Blocks : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            for (var i = 0; i < Megabytes; i++)
            {
                await stream.WriteAsync(Block);
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = (long)Megabytes << 20;
            return true;
        }
    }
}
