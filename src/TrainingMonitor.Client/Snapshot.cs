namespace TrainingMonitor.Client;

/// <summary>
/// Collections that a script hands over, read once and at once: another thread may change them meanwhile, and their own code
/// may throw. That is said, what was read until then is taken, and training goes on.
/// </summary>
internal static class Snapshot
{
    /// <param name="given">May be null: then there are none.</param>
    /// <param name="what">Names them in the sentence that tells of a failure.</param>
    /// <param name="notices">Told of a failure.</param>
    public static List<T> Items<T>(IEnumerable<T>? given, string what, Notices notices)
    {
        var read = new List<T>();
        try
        {
            foreach (var one in given ?? [])
            {
                read.Add(one);
            }
        }
        catch (Exception failure)
        {
            notices.Say($"{what} cannot be read to their end ({failure.Message}); the rest of them is left out");
        }

        return read;
    }

    /// <inheritdoc cref="Items"/>
    public static Dictionary<string, T> Members<T>(IEnumerable<KeyValuePair<string, T>>? given, string what, Notices notices)
    {
        var members = new Dictionary<string, T>();
        foreach (var (name, value) in Items(given, what, notices))
        {
            if (name is not null)
            {
                members[name] = value;
            }
        }

        return members;
    }
}
