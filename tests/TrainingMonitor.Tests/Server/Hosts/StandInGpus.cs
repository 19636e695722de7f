using System.Diagnostics;

namespace TrainingMonitor.Tests.Server.Hosts;

/// <summary>
/// GPUs where there are none: <c>tests/nvml/nvml.c</c>, compiled as the driver's library, which a process loads when it is
/// started with <see cref="Variables"/>. What the GPUs are doing is what was last written.
/// </summary>
internal sealed class StandInGpus : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <param name="more">Further words for the compiler.</param>
    public StandInGpus(params string[] more)
    {
        string[] words = ["-std=c11", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC", .. more, "-o", Path.Combine(_folder.Path, "libnvidia-ml.so.1"), Repository.PathOf("tests", "nvml", "nvml.c")];
        using var compiler = Process.Start(new ProcessStartInfo("cc", words) { RedirectStandardError = true })!;
        var said = compiler.StandardError.ReadToEnd();
        compiler.WaitForExit();
        Assert.True(compiler.ExitCode == 0, said);
        Write();
    }

    public string[] Variables => [$"LD_LIBRARY_PATH={_folder.Path}", $"NVML_STAND_IN={State}"];

    private string State => Path.Combine(_folder.Path, "gpus");

    /// <summary>All at once: who looks sees the lines before or these, never some of each.</summary>
    public void Write(params string[] lines)
    {
        File.WriteAllLines(State + ".new", lines);
        File.Move(State + ".new", State, overwrite: true);
    }

    public void Dispose() => _folder.Dispose();
}
