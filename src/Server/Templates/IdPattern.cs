using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Server.Templates;

/// <summary>A pattern of ids such as <c>AC-{001}</c>: the first number in braces, with its digits, counts up.</summary>
internal sealed partial record IdPattern(string Before, int First, int Digits, string After)
{
    /// <summary>Reads a pattern; says in <paramref name="problem"/> what is wrong with it.</summary>
    public static bool TryParse(
        string text,
        [NotNullWhen(true)] out IdPattern? pattern,
        [NotNullWhen(false)] out string? problem
    )
    {
        var match = Shape().Match(text);
        pattern = match.Success
            ? new(
                match.Groups["before"].Value,
                int.Parse(match.Groups["first"].ValueSpan, CultureInfo.InvariantCulture),
                match.Groups["first"].Length,
                match.Groups["after"].Value
            )
            : null;
        problem = match.Success
            ? null
            : $"must have exactly one number of 1 to 9 digits in braces, the first, as in AC-{{001}}; it is '{text}'";
        return match.Success;
    }

    /// <summary>So many ids, in order; a number that needs more digits gets them.</summary>
    public IReadOnlyList<string> Ids(int count) => [.. Enumerable.Range(0, count).Select(Id)];

    private string Id(int index) =>
        Before + (First + (long)index).ToString($"D{Digits}", CultureInfo.InvariantCulture) + After;

    [GeneratedRegex(@"^(?<before>[^{}]*)\{(?<first>[0-9]{1,9})\}(?<after>[^{}]*)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Shape();
}
