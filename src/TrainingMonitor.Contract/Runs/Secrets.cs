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
            "APIKEY" or "APIKEYS" or "PASSWORD" or "PASSWORDS" or "PASSWD" or "PASSPHRASE" or "PASSPHRASES" or "SECRET" or "SECRETS"
                or "CREDENTIAL" or "CREDENTIALS" or "AUTHORIZATION" => true,
            "KEY" or "KEYS" => i == 0 || !OfData.Contains(words[i - 1]),
            "TOKEN" or "TOKENS" => i == 0 || !OfText.Contains(words[i - 1]),
            _ => false,
        }).Any();
    }

    /// <summary>What comes before "key" where it names a column or an entry, and before "token" where it is a piece of text. The Python SDK has the same.</summary>
    private static readonly HashSet<string> OfData = [.. "SORT PRIMARY FOREIGN METRIC MONITOR IMAGE TEXT LABEL INPUT OUTPUT COLUMN GROUP".Split(' ')];

    private static readonly HashSet<string> OfText =
        [.. "PAD EOS BOS UNK SEP CLS MASK PER SPECIAL STOP START END BEGIN NEW ADDED EXTRA IMAGE IMG PROMPT VOCAB MAX MIN NUM".Split(' ')];

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
