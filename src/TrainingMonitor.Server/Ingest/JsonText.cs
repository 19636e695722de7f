using System.Text.Json;

namespace TrainingMonitor.Server.Ingest;

/// <summary>Text of a JSON string, or null where it is no text (a lone surrogate behind an escape, broken UTF-8).</summary>
internal static class JsonText
{
    public static string? Of(ref Utf8JsonReader json)
    {
        try
        {
            return json.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
