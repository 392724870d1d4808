namespace Simulation.Scenarios.Written;

/// <summary>What names of scenarios, parameters and variables may be.</summary>
internal static class NameReader
{
    private const int Longest = 50;

    /// <summary>What is wrong with the name of a parameter or a variable; null when nothing is.</summary>
    public static string? Problem(string name) =>
        name.Length is 0 or > Longest || !char.IsAsciiLetterLower(name[0]) || !name.All(char.IsAsciiLetterOrDigit)
            ? $"must be a name in camelCase, of at most {Longest} letters and digits"
        : KnownNames.Everywhere.Contains(name)
        || KnownNames.OfCharger.Contains(name)
        || name is KnownNames.Loop or "true" or "false" or "and" or "or" or "not"
            ? "is a name that expressions know already: take another"
        : null;

    /// <summary>What is wrong with the name of a scenario; null when nothing is.</summary>
    public static string? ScenarioProblem(string name) =>
        name.Length is 0 or > Longest
        || !char.IsAsciiLetterLower(name[0])
        || !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_')
            ? $"must be a name in lower case, with digits and underscores, of at most {Longest} characters"
        : ScenarioCatalogue.BuiltIn.Any(it => it.Description.Name == name)
            ? "is the name of a built-in scenario: take another"
        : null;
}
