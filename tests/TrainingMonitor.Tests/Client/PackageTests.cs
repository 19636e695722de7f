using System.Diagnostics;

namespace TrainingMonitor.Tests.Client;

/// <summary>What other people install: both SDKs packed by the standard tools, installed into an empty place without a package index, and used.</summary>
public sealed class PackageTests : IDisposable
{
    private const string Python = "/usr/bin/python3";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_CSharp_package_is_restored_into_a_project_of_its_own_and_logs()
    {
        var feed = Path.Combine(_folder.Path, "feed");
        foreach (var project in (string[])["TrainingMonitor.Contract", "TrainingMonitor.Client"])
        {
            await RunAsync("dotnet", "pack", Repository.PathOf("src", project), "-c", "Release", "--no-build", "-o", feed, "--nologo", "-v", "quiet");
        }

        // Beside the two packages only what was restored to build them; the packages unfold here, so that none of an earlier run is taken.
        var others = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } named
            ? named
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        var script = Path.Combine(_folder.Path, "script");
        Write("script/nuget.config", $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{Path.Combine(_folder.Path, "unfolded")}" /></config>
              <packageSources><clear /><add key="packed" value="{feed}" /><add key="restored" value="{others}" /></packageSources>
            </configuration>
            """);
        Write("script/script.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <UseAppHost>false</UseAppHost>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup><PackageReference Include="TrainingMonitor.Client" Version="{VersionOf(feed)}" /></ItemGroup>
            </Project>
            """);
        Write("script/Program.cs", """
            using TrainingMonitor.Client;

            await using var monitor = new TrainingMonitorClient(new TrainingMonitorOptions { RunId = "packed", Offline = true, JournalDirectory = args[0] });
            for (var step = 0; step < 10; step++)
            {
                monitor.LogMetrics(step, ("loss", 1.0 / (step + 1)));
            }
            """);
        await RunAsync("dotnet", "build", script, "-c", "Release", "-o", Path.Combine(_folder.Path, "built"), "--nologo", "-v", "quiet");
        Assert.True(File.Exists(Path.Combine(_folder.Path, "unfolded", "trainingmonitor.client", VersionOf(feed), "lib", "net10.0", "TrainingMonitor.Client.xml")), "its documentation comes with it");
        await RunAsync("dotnet", Path.Combine(_folder.Path, "built", "script.dll"), Path.Combine(_folder.Path, "journals"));
        await ArrivesAsync();
    }

    [Fact]
    public async Task The_Python_wheel_is_installed_into_an_empty_environment_and_logs()
    {
        // A copy, so that the build leaves nothing in the sources.
        await RunAsync("cp", "-r", Repository.PathOf("python"), Path.Combine(_folder.Path, "python"));
        await RunAsync(Python, "-m", "pip", "wheel", "--quiet", "--no-index", "--no-build-isolation", "--no-deps", "-w", _folder.Path, Path.Combine(_folder.Path, "python"));
        var wheel = Assert.Single(Directory.GetFiles(_folder.Path, "training_monitor-*-py3-none-any.whl"));
        await RunAsync(Python, "-m", "venv", "--without-pip", Path.Combine(_folder.Path, "venv"));
        var own = Path.Combine(_folder.Path, "venv", "bin", "python");

        // With its dependencies, of which there are none: an index to ask there is not.
        await RunAsync(Python, "-m", "pip", "--python", own, "install", "--quiet", "--no-index", wheel);
        Write("script.py", """
            import os
            import sys

            import training_monitor
            from training_monitor import TrainingMonitor

            assert training_monitor.__file__.startswith(sys.prefix), training_monitor.__file__
            assert os.path.exists(os.path.join(os.path.dirname(training_monitor.__file__), "py.typed"))
            os.environ["TRAINING_MONITOR_DIR"] = sys.argv[1]
            with TrainingMonitor(run_id="packed", offline=True) as monitor:
                for step in range(10):
                    monitor.log_metrics({"loss": 1 / (step + 1)}, step=step)
            """);
        await RunAsync(own, "-I", Path.Combine(_folder.Path, "script.py"), Path.Combine(_folder.Path, "journals"));
        await ArrivesAsync();
    }

    private async Task ArrivesAsync()
    {
        await using var peer = new Peer();
        var journal = Assert.Single(TrainingMonitor.Client.JournalSync.Find(Path.Combine(_folder.Path, "journals")));
        await new TrainingMonitor.Client.JournalSync().SendAsync(journal, new Uri(peer.Url));
        Assert.Equal(Enumerable.Range(0, 10).Select(step => ("loss", (long)step, 1.0 / (step + 1))), peer.Store.Points);
        Assert.Equal(["completed"], peer.Store.Statuses);
    }

    private void Write(string name, string content)
    {
        var path = Path.Combine(_folder.Path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }

    private static string VersionOf(string feed) =>
        Path.GetFileNameWithoutExtension(Assert.Single(Directory.GetFiles(feed, "TrainingMonitor.Client.*.nupkg")))["TrainingMonitor.Client.".Length..];

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} exited with {process.ExitCode}: {await output}{await errors}");
    }
}
