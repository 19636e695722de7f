using System.Globalization;
using TrainingMonitor.Contract;
using TrainingMonitor.Contract.Json;

namespace TrainingMonitor.Cli;

/// <summary>Numbers and states as the terminal shows them.</summary>
internal static class Words
{
    public const string None = "–";

    public static string Of(RunStatus status) => $"{Icon(status)} {WireWord<RunStatus>.Of(status)}";

    public static string Of(double? value) => value is not { } number ? None
        : number != 0 && Math.Abs(number) is < 1e-4 or >= 1e7 ? number.ToString("0.###e+0", CultureInfo.InvariantCulture)
        : number.ToString("0.#####", CultureInfo.InvariantCulture);

    /// <summary>Floored, never rounded up: <c>42s</c>, <c>17m</c>, <c>2h 5m</c>, <c>3d 4h</c>.</summary>
    public static string Duration(TimeSpan time) => time < TimeSpan.Zero ? "0s"
        : time.TotalMinutes < 1 ? $"{(int)time.TotalSeconds}s"
        : time.TotalHours < 1 ? $"{(int)time.TotalMinutes}m"
        : time.TotalDays < 1 ? $"{(int)time.TotalHours}h {time.Minutes}m"
        : $"{(int)time.TotalDays}d {time.Hours}h";

    public static string Steps(Run run) => run.Step is not { } step ? None
        : run.TotalSteps is { } total ? string.Create(CultureInfo.InvariantCulture, $"{step:N0}/{total:N0}")
        : step.ToString("N0", CultureInfo.InvariantCulture);

    public static double? Latest(Run run, string? metric) => metric is not null && run.Metrics.TryGetValue(metric, out var summary) ? summary.Latest : null;

    public static TimeSpan Elapsed(Run run, DateTimeOffset now) =>
        run.StartedAt is { } started ? TimeSpan.FromMicroseconds((run.EndedAt ?? At(now)).Microseconds - started.Microseconds) : TimeSpan.Zero;

    /// <summary>Without what could move a terminal's cursor or colour it: names come from anywhere.</summary>
    public static string Plain(string text) => text.Any(char.IsControl) ? new string([.. text.Select(c => char.IsControl(c) ? ' ' : c)]) : text;

    public static string Cut(string text, int width) => text.Length <= width ? text : width <= 1 ? "" : text[..(width - 1)] + "…";

    private static Instant At(DateTimeOffset now) => new((now.UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond);

    private static string Icon(RunStatus status) => status switch
    {
        RunStatus.Running => "●",
        RunStatus.Completed => "✓",
        RunStatus.Failed => "✗",
        RunStatus.Queued => "◌",
        RunStatus.Pending => "…",
        RunStatus.Cancelled => "⊘",
        _ => "‖",
    };
}
