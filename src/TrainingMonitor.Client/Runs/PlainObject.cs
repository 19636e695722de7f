using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace TrainingMonitor.Client;

/// <summary>Settings held in an object: a record, an anonymous one, or one that has no text but its type's name.</summary>
internal static class PlainObject
{
    /// <summary>Its public properties; null where its text says what it is, as that of a path or a version does.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "What the trimmer has removed of a setting is not shown; its text is, as before.")]
    public static IReadOnlyList<KeyValuePair<string, object?>>? Properties(object value)
    {
        try
        {
            var type = value.GetType();
            var isPlain = type.GetMethod(nameof(ToString), Type.EmptyTypes)?.DeclaringType is { } teller
                && (teller == typeof(object) || teller == typeof(ValueType)
                    || type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
                    || type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance) is not null);
            if (!isPlain || value is Delegate or Type || type.Namespace is "System" || type.Namespace?.StartsWith("System.", StringComparison.Ordinal) == true)
            {
                return null;
            }

            var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(property => property.CanRead && property.GetIndexParameters().Length == 0)
                .ToList();
            return properties.Count == 0 ? null : [.. properties.Select(property => KeyValuePair.Create(property.Name, Value(property, value)))];
        }
        catch (Exception)
        {
            return null;
        }
    }

    private static object? Value(PropertyInfo property, object owner)
    {
        try
        {
            return property.GetValue(owner);
        }
        catch (Exception)
        {
            return null;
        }
    }
}
