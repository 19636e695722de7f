namespace TrainingMonitor.Tests;

/// <summary><c>./test --long</c> sets <c>LONG_TESTS=1</c>: random tests then repeat far more often.</summary>
internal static class LongTests
{
    public static bool Asked { get; } = Environment.GetEnvironmentVariable("LONG_TESTS") == "1";

    public static int Times(int usually, int asked) => Asked ? asked : usually;
}
