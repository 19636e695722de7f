namespace TrainingMonitor.Storage;

/// <summary>A metric's name, or a form of names where each <c>*</c> stands for any text: <c>val/*</c>, <c>*/loss</c>, <c>gpu*/util</c>.</summary>
public static class KeyPattern
{
    public static bool Matches(string pattern, string name)
    {
        var (at, star, retry) = (0, -1, 0);
        for (var i = 0; i < name.Length;)
        {
            if (at < pattern.Length && pattern[at] == '*')
            {
                (star, retry) = (at++, i);
            }
            else if (at < pattern.Length && pattern[at] == name[i])
            {
                at++;
                i++;
            }
            else if (star >= 0)
            {
                // The last star takes one character more; those before it have done their part.
                (at, i) = (star + 1, ++retry);
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(at).TrimStart('*').IsEmpty;
    }
}
