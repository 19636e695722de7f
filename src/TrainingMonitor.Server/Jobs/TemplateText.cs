using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using TrainingMonitor.Contract;
using TrainingMonitor.Server.Problems;

namespace TrainingMonitor.Server.Jobs;

/// <summary>
/// Fills a template in. A value stands in the place of <c>{name}</c> inside one argument and can never become two, nor be read
/// by a shell, since there is none.
/// </summary>
internal static partial class TemplateText
{
    /// <summary>The value of each parameter: what was given, else the default.</summary>
    /// <exception cref="ProblemException">400: one is missing, unknown or of another type.</exception>
    public static Dictionary<string, string> Values(JobTemplate template, IReadOnlyDictionary<string, JsonElement>? given)
    {
        foreach (var name in given?.Keys ?? [])
        {
            if (!template.Parameters.Any(parameter => parameter.Name == name))
            {
                throw ProblemException.BadRequest($"got parameter '{TextRule.Shorten(name)}', want one of {string.Join(", ", template.Parameters.Select(parameter => parameter.Name))}");
            }
        }

        var values = new Dictionary<string, string>();
        foreach (var parameter in template.Parameters)
        {
            var value = given is not null && given.TryGetValue(parameter.Name, out var json) ? Text(parameter, json)
                : parameter.Default ?? throw ProblemException.BadRequest($"got no value for parameter '{parameter.Name}', want one: it has no default");
            values[parameter.Name] = Checked(parameter, value);
        }

        return values;
    }

    public static string Fill(string text, IReadOnlyDictionary<string, string> values) =>
        Place().Replace(text, place => values.TryGetValue(place.Groups[1].Value, out var value) ? value : place.Value);

    /// <summary>The first place in a template's texts that no parameter fills.</summary>
    public static string? Unknown(JobTemplate template) =>
        template.Command.Concat(template.Env.Values).Append(template.WorkingDir ?? "")
            .SelectMany(text => Place().Matches(text)).Select(place => place.Groups[1].Value)
            .FirstOrDefault(name => !template.Parameters.Any(parameter => parameter.Name == name));

    private static string Text(JobParameter parameter, JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => json.GetString()!,
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => json.GetRawText(),
        _ => throw ProblemException.BadRequest($"got parameter '{parameter.Name}' as {json.ValueKind.ToString().ToLowerInvariant()}, want text, a number or a truth value"),
    };

    private static string Checked(JobParameter parameter, string value)
    {
        TextRule.Prose($"parameter '{parameter.Name}'", value, 32_768);
        var fits = parameter.Type switch
        {
            "integer" => long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
            "number" => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number),
            _ => true,
        };
        return fits ? value : throw ProblemException.BadRequest($"got '{TextRule.Shorten(value)}' for parameter '{parameter.Name}', want {(parameter.Type == "integer" ? "a whole number" : "a number")}");
    }

    [GeneratedRegex(@"\{([a-z][a-z0-9_]*)\}")]
    private static partial Regex Place();
}
