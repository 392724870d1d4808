namespace Server.Hosting;

/// <summary>Settings of a section of the configuration, or a clear line about what is wrong with them.</summary>
internal static class Sections
{
    /// <exception cref="StartFailureException">There is a setting that is none of <paramref name="known"/>.</exception>
    public static void RefuseUnknown(this IConfigurationSection section, IReadOnlyCollection<string> known)
    {
        var unknown = section
            .GetChildren()
            .FirstOrDefault(child => !known.Contains(child.Key, StringComparer.OrdinalIgnoreCase));
        if (unknown is not null)
        {
            throw new StartFailureException(
                $"There is no setting {unknown.Path}; there are {string.Join(", ", known)}."
            );
        }
    }

    /// <exception cref="StartFailureException">It is neither true nor false.</exception>
    public static bool? Flag(this IConfigurationSection section, string name) =>
        section[name] switch
        {
            null or "" => null,
            var text when bool.TryParse(text, out var value) => value,
            var text => throw new StartFailureException(
                $"{section.Path}:{name} is '{text}'; it must be true or false."
            ),
        };

    /// <exception cref="StartFailureException">It is no whole number, or out of range.</exception>
    public static int? Integer(this IConfigurationSection section, string name, int minimum, int maximum) =>
        section[name] switch
        {
            null or "" => null,
            var text when int.TryParse(text, out var value) && value >= minimum && value <= maximum => value,
            var text => throw new StartFailureException(
                $"{section.Path}:{name} is '{text}'; it must be a whole number from {minimum} to {maximum}."
            ),
        };
}
