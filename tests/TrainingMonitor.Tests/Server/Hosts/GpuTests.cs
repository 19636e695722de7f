using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using TrainingMonitor.Tests.Cli;
using TrainingMonitor.Tests.Client;

namespace TrainingMonitor.Tests.Server.Hosts;

/// <summary>What the server and both SDKs make of a driver's library, each as a process that loads it as it would the real one.</summary>
public class GpuTests
{
    private const string Busy = "gpu name=NVIDIA_H200 utilization=97 memory_used=64424509440 memory_total=150754820096 temperature=61 power=288500 processes=2";
    private const string BusyAsJson = """{"index":0,"name":"NVIDIA H200","utilization":97,"memory_used":64424509440,"memory_total":150754820096,"temperature":61,"power":288.5}""";
    private const string Idle = "gpu name=Idle utilization=0 memory_used=1 memory_total=100 temperature=30 power=20000 processes=0";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("server")]
    [InlineData("C# SDK")]
    [InlineData("Python SDK")]
    public async Task Every_GPU_is_read_as_far_as_it_tells_and_one_that_is_lost_hides_no_other(string reader)
    {
        using var gpus = new StandInGpus();
        gpus.Write(Busy, "gpu lost=15", "gpu name=Half_a_GPU utilization=!3 memory_used=!3 memory_total=8 temperature=!3 power=70000 processes=0");
        await using var bench = await Bench.StartAsync(reader, gpus.Variables);

        await bench.UntilAsync($$"""[{{BusyAsJson}},{"index":2,"name":"Half a GPU","utilization":null,"memory_used":null,"memory_total":null,"temperature":null,"power":70}]""");

        gpus.Write("gpu lost=15", "gpu lost=15", "gpu name=Half_a_GPU utilization=5 memory_used=4294967297 memory_total=8589934592 temperature=40 power=!999 processes=0");
        await bench.UntilAsync("""[{"index":0,"name":"NVIDIA H200","utilization":null,"memory_used":null,"memory_total":null,"temperature":null,"power":null},{"index":2,"name":"Half a GPU","utilization":5,"memory_used":4294967297,"memory_total":8589934592,"temperature":40,"power":null}]""");
    }

    [Theory]
    [InlineData("server", "init=9")]
    [InlineData("C# SDK", "init=9")]
    [InlineData("Python SDK", "init=9")]
    [InlineData("server", null)]
    [InlineData("C# SDK", null)]
    [InlineData("Python SDK", null)]
    public async Task Without_a_driver_behind_the_library_or_without_the_library_there_are_no_GPUs_and_all_else_is_told(string reader, string? state)
    {
        using var gpus = new StandInGpus();
        gpus.Write(state ?? "", Busy);
        await using var bench = await Bench.StartAsync(reader, state is null ? [] : gpus.Variables);

        await bench.UntilAsync("[]");

        Assert.True((await bench.NewestAsync())!.Value.GetProperty("memory_total").GetDouble() > 1e6);
    }

    [Theory]
    [InlineData("gpu name=Computes memory_used=1 memory_total=100 processes=1")]
    [InlineData("gpu name=Full memory_used=5 memory_total=100 processes=0")]
    [InlineData("gpu lost=15")]
    [InlineData("gpu name=Silent memory_used=1 memory_total=100 processes=!999")]
    [InlineData("gpu name=Forgetful memory_used=!999 memory_total=100 processes=0")]
    [InlineData("gpu name=Old memory_used=1 memory_total=100 processes=1", "-DOLD_DRIVER")]
    public async Task A_job_waits_for_a_GPU_that_is_truly_free_and_is_told_which(string notFree, params string[] driver)
    {
        using var gpus = new StandInGpus(driver);
        gpus.Write(notFree, notFree);
        await using var bench = await Bench.StartAsync("server", gpus.Variables);
        var id = await bench.JobAsync(new { name = "waits", gpus = 1, command = new[] { "sh", "-c", "echo on $CUDA_VISIBLE_DEVICES by $CUDA_DEVICE_ORDER" } });

        // One that wants no GPU goes by, so the queue has looked at both.
        var other = await bench.JobAsync(new { name = "goes by", priority = 1, command = new[] { "true" } });
        await Wait.ForAsync(async () => await bench.StatusAsync(other) == "completed");
        Assert.Equal("queued", await bench.StatusAsync(id));
        gpus.Write(notFree, "gpu name=Own_memory_only memory_used=!3 memory_total=!3 processes=0", Idle);

        await Wait.ForAsync(async () => await bench.StatusAsync(id) == "completed");

        Assert.Equal("on 1 by PCI_BUS_ID", await bench.ConsoleAsync(id));
    }

    /// <summary>A server, and whoever reads GPUs: the server itself, or a script of an SDK beside it.</summary>
    private sealed class Bench(TemporaryFolder folder, TmonProcess server, Process? script, HttpClient http) : IAsyncDisposable
    {
        public static async Task<Bench> StartAsync(string reader, string[] variables)
        {
            var folder = new TemporaryFolder();
            var own = reader == "server";
            var server = TmonProcess.StartWith(own ? variables : [], null, folder.Path, "serve", "--port", "0", "--data", Path.Combine(folder.Path, "data"), "--set", own ? "sample_interval_seconds=0.1" : "sample_interval_seconds=3600");
            await Wait.ForAsync(() => server.Printed.Contains("listening on ", StringComparison.Ordinal) && server.Printed.EndsWith('\n'));
            var url = server.Printed.Split("listening on ")[1].Split('\n')[0].Trim();
            var script = reader switch
            {
                "C# SDK" => Script(folder, variables, ThisProgram.With(SamplingChild.Word, url)),
                "Python SDK" => Script(folder, variables, ["python3", "-c", $"import sys; from training_monitor import TrainingMonitor\nwith TrainingMonitor(run_name='gpus', dashboard_url='{url}', system_interval=0.1): sys.stdin.read()"]),
                _ => null,
            };
            return new Bench(folder, server, script, new HttpClient { BaseAddress = new Uri(url) });
        }

        public async Task<JsonElement?> NewestAsync()
        {
            var hosts = (await GetAsync("/api/system/status")).GetProperty("hosts");
            return hosts.GetArrayLength() == 0 ? null : hosts[0];
        }

        public async Task UntilAsync(string want)
        {
            var (wanted, got) = (JsonDocument.Parse(want).RootElement, default(JsonElement?));
            try
            {
                await Wait.ForAsync(async () =>
                {
                    got = (await NewestAsync())?.GetProperty("gpus");
                    return got is { } now && JsonElement.DeepEquals(now, wanted);
                });
            }
            catch (TimeoutException)
            {
                Assert.Equal(want, got?.GetRawText());
            }
        }

        public async Task<string> JobAsync(object job)
        {
            using var answer = await http.PostAsJsonAsync("/api/jobs", job, Stop);
            return (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("id").GetString()!;
        }

        public async Task<string?> StatusAsync(string id) => (await GetAsync($"/api/runs/{id}")).GetProperty("status").GetString();

        public async Task<string?> ConsoleAsync(string id) => (await GetAsync($"/api/runs/{id}/logs")).GetProperty("items")[0].GetProperty("text").GetString();

        public async ValueTask DisposeAsync()
        {
            http.Dispose();
            if (script is not null)
            {
                script.StandardInput.Close();
                await script.WaitForExitAsync(Stop);
                Assert.Equal(0, script.ExitCode);
                script.Dispose();
            }

            server.Signal("TERM");
            Assert.Equal(0, await server.ExitAsync());
            server.Dispose();
            folder.Dispose();
        }

        private static Process Script(TemporaryFolder folder, string[] variables, string[] command) => Process.Start(new ProcessStartInfo("env", [.. variables, .. command])
        {
            RedirectStandardInput = true,
            WorkingDirectory = folder.Path,
            Environment = { ["PYTHONPATH"] = Repository.PathOf("python", "src"), ["TRAINING_MONITOR_DIR"] = folder.Path },
        })!;

        private Task<JsonElement> GetAsync(string path) => http.GetFromJsonAsync<JsonElement>(path, Stop);
    }
}
