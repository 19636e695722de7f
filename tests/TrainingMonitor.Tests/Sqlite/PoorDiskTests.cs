using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace TrainingMonitor.Tests.Sqlite;

public sealed class PoorDiskTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task On_a_full_disk_reads_go_on_and_writes_say_when_to_come_back_and_are_taken_once_there_is_room()
    {
        TestContext.Current.SendDiagnosticMessage($"the disk of this test is {PoorDisk.Means}");
        using var folder = new TemporaryFolder();
        using var server = PoorDisk.StartSmall(folder.Path, ThisProgram.With(ServerChild.Word, folder.Path));
        try
        {
            using var http = new HttpClient { BaseAddress = new Uri(await AddressAsync(server)) };
            (await http.PostAsJsonAsync("/api/runs", new { name = "full", id = "full" }, Stop)).EnsureSuccessStatusCode();
            (await PostAsync(http, 1, 3)).EnsureSuccessStatusCode();

            var seq = await FillAsync(http);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await http.GetAsync("/health/ready", Stop)).StatusCode);
            var history = await http.GetFromJsonAsync<JsonElement>("/api/runs/full/metrics?keys=loss&from=0&to=2", Stop);
            Assert.Equal(3, history.GetProperty("series")[0].GetProperty("steps").GetArrayLength());

            PoorDisk.MakeRoom(server, folder.Path);
            var answer = await PostAsync(http, seq, 20_000);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.False((await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("duplicate").GetBoolean());
            Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/health/ready", Stop)).StatusCode);
            var run = await http.GetFromJsonAsync<JsonElement>("/api/runs/full", Stop);
            Assert.Equal(3 + ((seq - 1) * 20_000), run.GetProperty("metrics").GetProperty("loss").GetProperty("count").GetInt64());
        }
        finally
        {
            server.Kill(entireProcessTree: true);
        }
    }

    [Fact]
    public async Task While_the_folder_is_read_only_reads_go_on_and_writes_say_so_and_are_taken_again_afterwards()
    {
        using var folder = new TemporaryFolder();
        var command = ThisProgram.With(ServerChild.Word, folder.Path);
        using var server = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true })!;
        try
        {
            using var http = new HttpClient { BaseAddress = new Uri(await AddressAsync(server)) };
            (await http.PostAsJsonAsync("/api/runs", new { name = "full", id = "full" }, Stop)).EnsureSuccessStatusCode();
            (await PostAsync(http, 1, 3)).EnsureSuccessStatusCode();

            using var refusing = await PoorDisk.RefuseWritesAsync(server, folder.Path);
            using var refused = await PostAsync(http, 2, 100);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.NotNull(refused.Headers.RetryAfter);
            Assert.Contains("read-only", (await refused.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("detail").GetString(), StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await http.GetAsync("/health/ready", Stop)).StatusCode);
            var history = await http.GetFromJsonAsync<JsonElement>("/api/runs/full/metrics?keys=loss", Stop);
            Assert.Equal(3, history.GetProperty("series")[0].GetProperty("steps").GetArrayLength());

            await PoorDisk.AllowWritesAsync(refusing);
            using var taken = await PostAsync(http, 2, 100);
            Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
            Assert.False((await taken.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("duplicate").GetBoolean());
            Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/health/ready", Stop)).StatusCode);
        }
        finally
        {
            server.Kill(entireProcessTree: true);
        }
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_refused_with_a_sentence_that_names_it()
    {
        TestContext.Current.SendDiagnosticMessage($"the disk of this test is {PoorDisk.Means}");
        using var folder = new TemporaryFolder();
        using var server = PoorDisk.StartReadOnly(folder.Path, ThisProgram.With(ServerChild.Word, folder.Path));
        var said = await server.StandardOutput.ReadToEndAsync(Stop);
        await server.WaitForExitAsync(Stop);
        Assert.Equal(1, server.ExitCode);
        Assert.Contains($"cannot write in the data folder {folder.Path}", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sync_that_the_kernel_refuses_ends_the_process_with_a_sentence_and_no_acknowledgement()
    {
        using var folder = new TemporaryFolder();
        using var child = Process.Start(new ProcessStartInfo(
            "/usr/bin/strace",
            ["-f", "-o", "/dev/null", "-e", "trace=fsync,fdatasync", "-e", "inject=fsync,fdatasync:error=EIO:when=30+", .. CrashChild.CommandLine(folder.Path)])
        { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = child.StandardError.ReadToEndAsync(Stop);
        var acknowledged = new long[CrashChild.Writers];
        while (await child.StandardOutput.ReadLineAsync(Stop) is { } line)
        {
            var parts = line.Split(' ');
            acknowledged[int.Parse(parts[0], null)] = long.Parse(parts[1], null);
        }

        await child.WaitForExitAsync(Stop);
        Assert.NotEqual(0, child.ExitCode);
        Assert.Contains("fsync failed", await errors, StringComparison.Ordinal);
        Assert.InRange(acknowledged.Sum(), 1, 30 * CrashChild.Writers);
    }

    /// <summary>Writes until the disk refuses; the number of the batch that it refused.</summary>
    private static async Task<long> FillAsync(HttpClient http)
    {
        for (var seq = 2L; seq < 500; seq++)
        {
            using var answer = await PostAsync(http, seq, 20_000);
            if (answer.StatusCode != HttpStatusCode.OK)
            {
                Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
                Assert.NotNull(answer.Headers.RetryAfter);
                return seq;
            }
        }

        throw new InvalidOperationException($"the disk never got full, although it is {PoorDisk.Means}");
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient http, long seq, int rows)
    {
        var random = new Random((int)seq);
        var first = seq == 1 ? 0 : 3 + ((seq - 2) * 20_000);
        var loss = Enumerable.Range(0, rows).Select(_ => random.NextDouble()).ToArray();
        return http.PostAsJsonAsync(
            "/api/runs/full/metrics",
            new { writer = "w", seq, steps = Enumerable.Range(0, rows).Select(i => first + i), times = Enumerable.Range(0, rows).Select(i => 1.7e9 + first + i), metrics = new { loss } },
            Stop);
    }

    private static async Task<string> AddressAsync(Process server)
    {
        const string Words = "listening on ";
        var line = await server.StandardOutput.ReadLineAsync(Stop);
        return line?.StartsWith(Words, StringComparison.Ordinal) == true ? line[Words.Length..] : throw new InvalidOperationException($"the server said: {line}");
    }
}
