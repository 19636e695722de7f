using System.Security.Cryptography;

namespace TrainingMonitor.Contract;

/// <summary>
/// The one rule for identifiers on the wire: <c>^[a-z0-9][a-z0-9_-]{0,63}$</c>. Ids may become file names, so
/// nothing that fails <see cref="IsValid"/> may travel further in than the endpoint that received it.
/// </summary>
public static class Id
{
    public const string Run = "run_";
    public const string Checkpoint = "ckpt_";
    public const string DataSet = "ds_";
    public const string Model = "model_";
    public const string Event = "evt_";

    public const int MaxLength = 64;

    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz0123456789";

    public static bool IsValid(ReadOnlySpan<char> id)
    {
        if (id.IsEmpty || id.Length > MaxLength || id[0] is '_' or '-')
        {
            return false;
        }

        foreach (var c in id)
        {
            if (c is not ((>= 'a' and <= 'z') or (>= '0' and <= '9') or '_' or '-'))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A fresh id: the prefix and 12 random characters (62 bits, so collisions need billions of ids).</summary>
    public static string New(string prefix) => prefix + RandomNumberGenerator.GetString(Alphabet, 12);
}
