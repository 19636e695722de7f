using System.Text.RegularExpressions;

namespace TrainingMonitor.Contract;

/// <summary>
/// Which entries of a configuration are not sent, and which variables of a job are not shown. Words are looked at, not letters: <c>api_key</c>, <c>hfToken</c> and
/// <c>db.password</c> are secrets, <c>max_tokens</c>, <c>tokenizer</c> and <c>pad_token</c> are settings.
/// </summary>
public static partial class Secrets
{
    public const string Redacted = "[redacted]";

    public static bool IsSecret(string name)
    {
        var words = Word().Matches(name).Select(match => match.Value.ToUpperInvariant()).ToArray();
        return words.Where((word, i) => word switch
        {
            "KEY" or "APIKEY" or "PASSWORD" or "PASSWD" or "PASSPHRASE" or "SECRET" or "SECRETS" or "CREDENTIAL" or "CREDENTIALS" => true,
            "TOKEN" => i == 0 || words[i - 1] is not ("PAD" or "EOS" or "BOS" or "UNK" or "SEP" or "CLS" or "MASK" or "PER" or "SPECIAL"),
            _ => false,
        }).Any();
    }

    /// <summary>A command's words as they may be shown: what stands behind an option that looks like a secret is left out.</summary>
    public static IReadOnlyList<string> InWords(IReadOnlyList<string> command)
    {
        var shown = new List<string>(command.Count);
        var isSecret = false;
        foreach (var word in command)
        {
            var equals = word.IndexOf('=', StringComparison.Ordinal);
            var isOption = word.StartsWith('-');
            shown.Add(isSecret && !isOption ? Redacted
                : equals > 0 && IsSecret(word[..equals]) ? word[..(equals + 1)] + Redacted
                : InUrl(word));
            isSecret = isOption && equals < 0 && IsSecret(word);
        }

        return shown;
    }

    /// <summary>The text without the name and password that an address in it may bear.</summary>
    public static string InUrl(string text) => text.Contains("://", StringComparison.Ordinal) ? Credentials().Replace(text, Redacted) : text;

    [GeneratedRegex("(?<=://)[^/@\\s:]*:[^/@\\s]+(?=@)")]
    private static partial Regex Credentials();

    [GeneratedRegex("[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")]
    private static partial Regex Word();
}
