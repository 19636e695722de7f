using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using TrainingMonitor.Contract.Json;

namespace TrainingMonitor.Server.Problems;

/// <summary>
/// What kind of value a shape has at a path. It is looked up, since the serialiser names the whole object where a member
/// goes through its constructor.
/// </summary>
internal static partial class JsonKind
{
    /// <param name="shape">Of the whole body.</param>
    /// <param name="path">As an exception gives it: <c>$.tags[0]</c>.</param>
    public static string At(JsonTypeInfo shape, string path)
    {
        var type = shape.Type;
        foreach (Match part in Part().Matches(path))
        {
            var info = WireJson.Default.GetTypeInfo(type);
            var member = info?.Kind == JsonTypeInfoKind.Object ? info.Properties.FirstOrDefault(one => one.Name == part.Groups[1].Value) : null;
            if (member?.CustomConverter is EpochSecondsJsonConverter or NullableEpochSecondsJsonConverter)
            {
                // Kept as microseconds, spoken of in seconds.
                return Of(typeof(double));
            }

            type = member?.PropertyType ?? info?.ElementType ?? typeof(object);
        }

        return Of(type);
    }

    private static string Of(Type given)
    {
        var type = Nullable.GetUnderlyingType(given) ?? given;
        return type == typeof(long) || type == typeof(int) ? "an integer"
            : type == typeof(double) ? "a number"
            : type == typeof(bool) ? "true or false"
            : type == typeof(string) ? "a string"
            : WireJson.Default.GetTypeInfo(type) is { Kind: JsonTypeInfoKind.Enumerable } list ? list.ElementType == typeof(string) ? "an array of strings" : "an array"
            : "an object";
    }

    [GeneratedRegex(@"\.([^.\[]+)|\[[^\]]*\]")]
    private static partial Regex Part();
}
